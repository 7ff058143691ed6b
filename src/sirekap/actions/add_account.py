"""Open an account and make its sign-in code, which is shown once and kept nowhere."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sirekap.accounts.model import Account, AccountId, Reach, Role, Step
from sirekap.accounts.reach import code_lengths
from sirekap.accounts.sign_in_code import RANDOM_BYTES, SignInCode, hash_code, make_code
from sirekap.accounts.ways import CODE_LASTS
from sirekap.actions.ports import Ports
from sirekap.actions.problems import AccountExistsError, MachineRoleError, UnknownReachError
from sirekap.actions.take_step import take_step
from sirekap.election.model import NATION, RegionCode, StationCode

MACHINES = frozenset(role for role in Role if not code_lengths(role))
"""Roles of the system's own hands, which nobody signs in as."""


@dataclass(frozen=True, slots=True)
class AddAccount:
    """The account to open. ``code`` is given only where it must be known beforehand, as in a rehearsal."""

    account: AccountId
    role: Role
    reach: Reach
    by: Account
    at: datetime
    code: SignInCode | None = None


def add_account(ports: Ports, command: AddAccount) -> tuple[Account, SignInCode]:
    """Open the account and return it with its code; raise the ActionError that says why not."""
    if command.role in MACHINES:
        raise MachineRoleError(command.role.value)
    _ensure_reach(ports, command)
    account = Account(command.account, command.role, command.reach)
    code = command.code or make_code(secrets.token_bytes(RANDOM_BYTES))
    subject = {"account": account.id, "role": account.role.value, "reach": account.reach}
    with take_step(ports, command.by, Step.ADMIT, command.reach, command.at, subject) as work:
        if work.accounts.get(account.id) is not None:
            raise AccountExistsError(account.id)
        work.accounts.add(account, None, command.at)
        work.accounts.give_code(account.id, hash_code(code), datetime.now(UTC) + CODE_LASTS)
    return account, code


def _ensure_reach(ports: Ports, command: AddAccount) -> None:
    """Raise UnknownReachError unless the election has that place and the role may be there."""
    place = command.reach
    is_station = StationCode(place) in ports.election.stations
    is_region = RegionCode(place) == NATION or RegionCode(place) in ports.election.regions
    if not (is_station or is_region) or len(place) not in code_lengths(command.role):
        raise UnknownReachError(place)
