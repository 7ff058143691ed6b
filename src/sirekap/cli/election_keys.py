"""``sirekap election keys``: make the keys of an election on a machine without a network.

Invariant: secrets are written encrypted under a passphrase and are never printed, an issuer's under another
than its root's; passphrases come from the environment or are asked for, and stand on no command line.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap.accounts.certificates import Issuer, seconds
from sirekap.accounts.key_changes import Reason, Revocation, Rotation
from sirekap.accounts.model import Reach
from sirekap.accounts.sheet import open_sheets, read_people
from sirekap.accounts.signatures import KeyId, key_id, public_of
from sirekap.actions import key_folder
from sirekap.actions.key_ports import HeldPerson
from sirekap.actions.make_vouchers import issue_to
from sirekap.actions.open_election import open_election
from sirekap.actions.print_slips import print_slips
from sirekap.actions.voucher_file import write_vouchers
from sirekap.cli.passphrase import issuer_passphrase, new_issuer_passphrase, passphrase, passphrase_of
from sirekap.election.faults import Faults

app = typer.Typer(help="Make root, issuers and vouchers, with no network.", no_args_is_help=True)

ElectionFolder = Annotated[Path, typer.Option(help="Folder that defines the election.")]
Out = Annotated[Path, typer.Option("-o", "--out", help="Folder to write into.")]
When = Annotated[datetime, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="Time in UTC.")]


@app.callback()
def keys() -> None:
    """Make root, issuers and vouchers, with no network."""


@app.command()
def root(out: Out) -> None:
    """Make an election root; pin the file it prints by copying it into each server's ``keys`` folder."""
    print(key_folder.keep_root(out, Ed25519PrivateKey.generate(), passphrase(new=True)))


@app.command()
def issuer(
    reach: Annotated[str, typer.Argument(help="Region whose vouchers it may issue; 0 for the nation.")],
    election: ElectionFolder,
    root: Annotated[Path, typer.Option(help="The root's .key file.")],
    since: When,
    until: When,
    out: Out,
) -> None:
    """Make an issuer for a region, with a passphrase of its own; vouchers end when their issuer does."""
    opened, roots = open_election(election), passphrase()
    signer, secret = key_folder.open_secret(root, roots), Ed25519PrivateKey.generate()
    made = Issuer(public_of(secret), Reach("" if reach == "0" else reach), _utc(since), _utc(until))
    print(key_folder.keep_issuer(out, made.signed(signer, opened.id), secret, new_issuer_passphrase(roots)))


@app.command()
def rotate(
    election: ElectionFolder, root: Annotated[Path, typer.Option(help="The old root's .key.")], out: Out
) -> None:
    """Make a new root in place of an old one, from now on."""
    opened, sealed = open_election(election), passphrase()
    old, new = key_folder.open_secret(root, sealed), Ed25519PrivateKey.generate()
    made = Rotation(public_of(old), public_of(new), seconds(datetime.now(UTC)))
    public = key_folder.keep_root(out, new, sealed)
    file = public.with_suffix(".rotation")
    key_folder.keep_statement(file, made.signed(old, new, opened.id).to_bytes())
    print(file)


@app.command()
def revoke(
    key: Annotated[str, typer.Argument(help="Id of the key: 32 hexadecimal digits.")],
    place: Annotated[str, typer.Option(help="Region or station it concerns; 0 everywhere.")],
    reason: Annotated[str, typer.Option(help=", ".join(each.name.lower() for each in Reason))],
    election: ElectionFolder,
    signer: Annotated[Path, typer.Option(help="The .key of the issuer or root that revokes.")],
    out: Out,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%dT%H:%M"], help="Since when, in UTC; now by default.")
    ] = None,
) -> None:
    """Revoke a key; ``sirekap accounts revoke`` tells the server."""
    secret = key_folder.open_secret(signer, passphrase_of(signer))
    at = seconds(datetime.now(UTC)) if since is None else _utc(since)
    where = Reach("" if place == "0" else place)
    told = Revocation(_key(key), where, at, _reason(reason), key_id(public_of(secret)))
    file = out / f"{key}.revocation"
    key_folder.keep_statement(file, told.signed(secret, open_election(election).id).to_bytes())
    print(file)


@app.command()
def vouchers(
    sheet: Annotated[Path, typer.Argument(help="CSV or XLSX with place, role, number, name.")],
    election: ElectionFolder,
    issuer: Annotated[Path, typer.Option(help="The issuer's .cert, its .key beside it.")],
    out: Out,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day (UTC) at whose end vouchers and their phones end."),
    ] = None,
) -> None:
    """Print a voucher for every row of a spreadsheet; ``accounts vouchers --from`` tells the server."""
    opened = open_election(election)
    faults = Faults()
    tables = open_sheets(sheet.name, sheet.read_bytes(), faults)
    people = list(read_people(tables, opened, faults))
    faults.stop_if_any()
    key = key_folder.open_issuer(issuer, issuer_passphrase())
    ends = None if until is None else until.replace(hour=23, minute=59, second=59, tzinfo=UTC)
    handed = [issue_to(key, opened.id, HeldPerson(each.account, each.name, None), ends) for each in people]
    key_folder.keep_private(out / "vouchers.pdf", print_slips(opened, handed))
    key_folder.keep_statement(out / "vouchers.jsonl", write_vouchers(handed))
    print(f"{len(handed)} vouchers: {out / 'vouchers.pdf'}, {out / 'vouchers.jsonl'}")


def _utc(at: datetime) -> int:
    return seconds(at.replace(tzinfo=UTC))


def _key(text: str) -> KeyId:
    if len(text) != 32 or any(sign not in "0123456789abcdef" for sign in text):
        raise typer.BadParameter("a key's id has 32 hexadecimal digits", param_hint="key")
    return KeyId(text)


def _reason(text: str) -> Reason:
    try:
        return Reason[text.upper()]
    except KeyError:
        raise typer.BadParameter("choose one of those the help names", param_hint="--reason") from None
