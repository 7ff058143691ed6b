"""The one table of access: role, step, reach.

In: an account, a step and the code of the station or region it concerns. Out: yes or no, or an error that
says what to do. Invariant: what the table does not name is refused. Not done here: knowing that an
account is who it says it is (``accounts.sign_in_code``).
"""

from collections.abc import Mapping

from sirekap.accounts.model import Account, Role, Step

ANYONE: frozenset[Step] = frozenset({Step.SIGN_IN, Step.SIGN_OUT, Step.ENROL, Step.LOOK, Step.CARRY})
"""Steps that need no account."""

_AROUND = frozenset({Step.NOTE_INCIDENT, Step.OBJECT, Step.ANSWER, Step.EXPECT_COPY, Step.HAND_COPY})
"""What surrounds the numbers of a station: noted by its officers, or by who captures for them."""

_CAPTURE = frozenset({Step.SEE, Step.PHOTOGRAPH, Step.CHECK, Step.ENTER}) | _AROUND

_OWN = frozenset({Step.OWN_WAYS})
"""What everybody does about themselves."""

_LET_IN = frozenset({Step.SEE_PEOPLE, Step.HAND_OUT, Step.REPLACE, Step.RECOVER})
"""Handing out access to those below, and giving it back to who lost it."""

ACCESS: Mapping[Role, frozenset[Step]] = {
    Role.OFFICER: _OWN | _CAPTURE | {Step.CORRECT, Step.WITHDRAW},
    Role.PPS: _OWN | _CAPTURE,
    Role.PPK: _OWN | _CAPTURE | _LET_IN | {Step.INSPECT},
    Role.VERIFIER: _OWN | {Step.SEE, Step.PHOTOGRAPH, Step.CHECK, Step.ENTER},
    Role.OPERATOR: _OWN | {Step.SEE, Step.INSPECT, Step.SEE_PEOPLE},
    Role.APPROVER: _OWN | _LET_IN | {Step.SEE, Step.INSPECT, Step.OPEN_VERSION, Step.AUDIT},
    Role.HELPDESK: _OWN | {Step.SEE, Step.SEE_PEOPLE},
    Role.AUDITOR: _OWN | {Step.SEE, Step.INSPECT, Step.SEE_PEOPLE, Step.AUDIT},
    Role.OBSERVER: _OWN | {Step.SEE},
    Role.READER: frozenset({Step.READ}),
    Role.PUBLISHER: frozenset({Step.PUBLISH}),
    Role.ADMIN: _OWN | _LET_IN | {Step.SEE, Step.INSPECT, Step.PUBLISH, Step.ADMIT, Step.AUDIT},
}
"""What each role may do within its reach. Correcting and withdrawing stay with the station itself.

Who keys numbers at an office hands out no access there, and who approves keys no numbers: an operator and an
approver share no step that changes anything but their own ways in.
"""


class NotAllowedError(Exception):
    """This account may not take this step here."""

    code = "not_allowed"

    def __init__(self, account: Account, step: Step, place: str) -> None:
        super().__init__(
            f"{account.id} ({account.role.value}) may not {step.value} at {place or 'the nation'}"
        )
        self.account = account
        self.step = step
        self.place = place
        self.say: Mapping[str, str] = {
            "id": "Akun ini tidak berwenang melakukannya di sini. Masuklah dengan akun TPS atau wilayah ini.",
            "en": "This account may not do that here. Sign in with an account of this station or region.",
        }


def may(account: Account, step: Step, place: str) -> bool:
    """Tell whether *account* may take *step* on *place*, a station's or region's code ("" the nation)."""
    if step in ANYONE:
        return True
    return step in ACCESS[account.role] and place.startswith(account.reach)
