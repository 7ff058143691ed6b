"""Accounts of a rehearsal's people and machines, and which stations are left to a visitor.

In: a night, the ports of a system. Out: a crew per station; sign-in codes of everybody.
Invariant: accounts are opened by the same action as anybody's; ids name a place and a part, never a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.sign_in_code import SignInCode
from sirekap.actions.add_account import AddAccount, add_account
from sirekap.actions.ports import Ports
from sirekap.election.model import StationCode
from sirekap.rehearsal.night import Night, Signal
from sirekap.rehearsal.officers import Crew

FINISHED_FIRST = 2
"""Stations that arrive before the first one that is left to a visitor."""


@dataclass(frozen=True)
class Crews:
    """Every station's crew, and the code by which each account signs in."""

    of: Mapping[StationCode, Crew]
    codes: Mapping[AccountId, SignInCode]


def crew_of(station: StationCode) -> Crew:
    """Name a station's crew: its main and reserve officer, and its district's verifier."""
    district = station[:6]
    return Crew(
        Account(AccountId(f"kpps-{station}-1"), Role.OFFICER, Reach(station)),
        Account(AccountId(f"kpps-{station}-2"), Role.OFFICER, Reach(station)),
        Account(AccountId(f"ppk-{district}"), Role.PPK, Reach(district)),
    )


def open_accounts(ports: Ports, night: Night, at: datetime) -> Crews:
    """Open the accounts of all crews."""
    crews = {code: crew_of(code) for code in night.stations}
    people = {each.id: each for crew in crews.values() for each in crew.everyone}
    codes = {}
    for each in people.values():
        _, code = add_account(ports, AddAccount(each.id, each.role, each.reach, OPERATOR, at))
        codes[each.id] = code
    return Crews(crews, codes)


def choose_visits(night: Night, count: int) -> frozenset[StationCode]:
    """Choose stations for a visitor, early ones with a good signal, one of them not adding up.

    The very first are not among them: they show what a finished station looks like.
    """
    arriving = sorted(
        (own.course.arrives, code)
        for code, own in night.stations.items()
        if own.course.arrives is not None and own.course.signal is Signal.GOOD
    )
    early = [code for _, code in arriving]
    odd = [code for code in early if night.stations[code].sheet.wrong_sum is not None][:1]
    plain = [code for code in early[FINISHED_FIRST:] if code not in odd]
    return frozenset((odd + plain)[:count])
