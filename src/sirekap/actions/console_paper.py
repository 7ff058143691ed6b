"""A code on paper for a console: what somebody without a phone of the key chain begins with.

Invariant: the code leaves this module on its paper only, of it a hash is kept, and it ends by itself. It
takes the place of any code before it.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sirekap.accounts.sign_in_code import RANDOM_BYTES, SignInCode, hash_code, make_code
from sirekap.accounts.ways import CODE_LASTS
from sirekap.actions.key_ports import HeldPerson
from sirekap.actions.ports import Work


@dataclass(frozen=True, slots=True)
class ConsolePaper:
    """A code on paper, and until when it waits for its owner."""

    person: HeldPerson
    code: SignInCode
    until: datetime


def give_code(work: Work, person: HeldPerson) -> ConsolePaper:
    """Give the account a new code. It ends by the wall clock, as sessions do."""
    code, until = make_code(secrets.token_bytes(RANDOM_BYTES)), datetime.now(UTC) + CODE_LASTS
    work.accounts.give_code(person.account.id, hash_code(code), until)
    return ConsolePaper(person, code, until)
