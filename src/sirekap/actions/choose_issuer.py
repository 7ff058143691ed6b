"""Choose which of a server's issuers signs: after a rotation the new one, of its own accord.

In: the issuers that the server holds, a place and the server's time. Out: the one that signs there.
Invariant: an issuer that has not begun, has ended or was revoked for the place signs nothing. Not done
here: judging claims, which carry their issuer's certificate in their chain and need none of the server's.
"""

from collections.abc import Iterable
from datetime import datetime

from sirekap.accounts.certificates import seconds
from sirekap.accounts.model import Reach
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.key_ports import KeyBook


def choose_issuer(
    issuers: Iterable[IssuerKey], keys: KeyBook, place: Reach, at: datetime
) -> IssuerKey | None:
    """Return the issuer that began last of those that stand at *at*, or None.

    One whose reach holds the place goes before one whose reach does not, with which a voucher is then refused
    by name.
    """
    now = seconds(at)
    standing = [
        each
        for each in issuers
        if each.issuer.since <= now <= each.issuer.until and not _is_revoked(each, keys, place)
    ]
    return max(standing, key=lambda each: _rank(each, place), default=None)


def _is_revoked(key: IssuerKey, keys: KeyBook, place: Reach) -> bool:
    """Tell whether the issuer was revoked for the place, or for all that it reaches."""
    where = max(place, key.issuer.reach, key=len)
    return any(told.key == key.issuer.id for told in keys.revocations(where))


def _rank(key: IssuerKey, place: Reach) -> tuple[bool, int]:
    return place.startswith(key.issuer.reach), key.issuer.since
