"""The public keys by which anyone checks what this server signs: receipts, packets and key chains."""

from pydantic import BaseModel, ConfigDict

from sirekap.accounts.signatures import key_id, public_of
from sirekap.web.surroundings import Given


class KeyView(BaseModel):
    """An Ed25519 public key in hex, and its name; a root says since when another took its place."""

    model_config = ConfigDict(strict=True, frozen=True)
    id: str
    key: str
    retired: int | None = None


class KeysView(BaseModel):
    """The election's id, the server's key, and the roots that it trusts."""

    model_config = ConfigDict(strict=True, frozen=True)
    election: str
    receipt: KeyView
    roots: list[KeyView]


def keys(ports: Given) -> KeysView:
    """Tell the public keys; whoever checks on must have got a root by another way as well."""
    own = public_of(ports.receipt_key)
    return KeysView(
        election=ports.election.id,
        receipt=KeyView(id=key_id(own), key=own.hex()),
        roots=[KeyView(id=each.id, key=each.key.hex(), retired=each.retired) for each in ports.roots],
    )
