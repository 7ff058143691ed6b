"""The ways in which somebody signs in, and what each is good for.

In: nothing. Out: the ways, and which steps ask for more than a code on paper. Invariant: paper can be
found by others, so what hands out access or opens a new version asks for a key or secret of the person's
own; and whoever comes back after losing theirs is let in by somebody above, never by e-mail or telephone.
"""

from datetime import timedelta
from enum import Enum

from sirekap.accounts.model import Account, Step


class Way(Enum):
    """How somebody signed in."""

    CODE = "code"
    """A code on paper."""
    DEVICE = "device"
    """The key of an enrolled phone."""
    PASSKEY = "passkey"
    PASSWORD = "password"  # noqa: S105 -- the name of a way, not a secret
    """A password and the code of an authenticator app (TOTP), together."""


OWN = frozenset({Way.DEVICE, Way.PASSKEY, Way.PASSWORD})
"""Ways that rest on something of the person's own."""

SURE_STEPS = frozenset({Step.HAND_OUT, Step.RECOVER, Step.REPLACE, Step.OPEN_VERSION})
"""Steps for which a code on paper does not suffice."""

LASTS = {
    Way.CODE: timedelta(hours=18),
    Way.DEVICE: timedelta(hours=18),
    Way.PASSKEY: timedelta(hours=12),
    Way.PASSWORD: timedelta(hours=12),
}
"""How long a session lasts: from a station's opening to the end of a long count, or a console's day."""

FRESH = timedelta(minutes=15)
"""How long after signing in somebody may change their own ways in."""

CODE_LASTS = timedelta(days=60)
"""How long a code that was printed waits for its owner."""


def is_sure(way: Way, step: Step) -> bool:
    """Tell whether somebody who signed in that way may take *step*, as far as the way goes."""
    return way in OWN or step not in SURE_STEPS


def is_above(by: Account, account: Account) -> bool:
    """Tell whether *by* may let *account* in again: another person, of a tier above; the nation has none."""
    if by.id == account.id or not account.reach.startswith(by.reach):
        return False
    return len(account.reach) > len(by.reach) or not by.reach
