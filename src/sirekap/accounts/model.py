"""Accounts, roles and steps: values only.

In: nothing. Out: the types by which actions ask ``accounts.access`` who may do what. A name, a NIK or a
telephone number is no part of an account here: an account is an id, a role and a reach.
"""

from dataclasses import dataclass
from enum import Enum
from typing import NewType

AccountId = NewType("AccountId", str)
"""Names an account in evidence and audit; never a person's name."""

Reach = NewType("Reach", str)
"""Digits of a region or station; an account acts on every code that begins with them ("" is everywhere)."""


class Role(Enum):
    """What an account is there for."""

    OFFICER = "officer"
    """One of the two KPPS officers of a station, main or reserve."""
    PPS = "pps"
    """Village committee: captures for stations whose phones failed, keys second entries."""
    PPK = "ppk"
    """District committee: the same for a district, and replaces lost phones."""
    VERIFIER = "verifier"
    """A kabupaten's verifier, who keys second entries."""
    OPERATOR = "operator"
    """Operator of a KPU office, kabupaten/kota, provinsi or RI, as the reach says."""
    APPROVER = "approver"
    """The operator's superior, who approves what the operator may not do alone."""
    HELPDESK = "helpdesk"
    """Helps officers on the telephone: sees, never touches."""
    AUDITOR = "auditor"
    """Sees all within reach, the audit lines too."""
    OBSERVER = "observer"
    """Sees the working view and nothing else."""
    READER = "reader"
    """The machine that reads photos."""
    PUBLISHER = "publisher"
    """The machine that writes the public folder."""
    ADMIN = "admin"


class Step(Enum):
    """What can be done; the word is also the address, the arrow in the state diagram and the audit event."""

    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    ENROL = "enrol"
    """Activate a device by its voucher."""
    LOOK = "look"
    """See what is public."""
    CARRY = "carry"
    """Bring a signed claim, its details or a photo: the signature says whose it is, not who brings it."""
    SEE = "see"
    """See the working view of a station."""
    PHOTOGRAPH = "photograph"
    READ = "read"
    CHECK = "check"
    ENTER = "enter"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    NOTE_INCIDENT = "note_incident"
    """Note what a form of special events says."""
    OBJECT = "object"
    """Note an objection of a witness or the supervisor."""
    ANSWER = "answer"
    """Answer an objection."""
    EXPECT_COPY = "expect_copy"
    """Register who is entitled to a copy."""
    HAND_COPY = "hand_copy"
    OPEN_VERSION = "open_version"
    """Begin the record of a re-vote, continued or delayed vote, or recount."""
    INSPECT = "inspect"
    """See what was set aside."""
    PUBLISH = "publish"
    ADMIT = "admit"
    """Open an account for someone, and hand out its voucher."""
    REPLACE = "replace"
    """Replace a lost phone: revoke its key and make a new voucher."""
    OWN_WAYS = "own_ways"
    """Set up one's own ways in: passkeys, or a password with an authenticator app."""
    SEE_PEOPLE = "see_people"
    """See the people of a region, and whether they can get in."""
    HAND_OUT = "hand_out"
    """Print vouchers and codes for accounts that have none."""
    RECOVER = "recover"
    """Let somebody in again who lost every way in."""
    AUDIT = "audit"
    """Read the audit lines."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody, or a machine, who acts: within ``reach``, as far as ``role`` goes."""

    id: AccountId
    role: Role
    reach: Reach
