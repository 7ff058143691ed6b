"""At which tiers a role has its place, and how many of them one place may have.

In: a role and the code of a region or station. Out: whether such an account can be. Invariant: an officer
belongs to a station and nothing above, a committee to its own tier; machines have no place.
"""

from collections.abc import Mapping

from sirekap.accounts.model import Role
from sirekap.election.model import CODE_LENGTH, Tier

_OFFICES = frozenset({Tier.REGENCY, Tier.PROVINCE, Tier.NATION})
_REGIONS = frozenset(Tier) - {Tier.STATION}

TIERS: Mapping[Role, frozenset[Tier]] = {
    Role.OFFICER: frozenset({Tier.STATION}),
    Role.PPS: frozenset({Tier.VILLAGE}),
    Role.PPK: frozenset({Tier.DISTRICT}),
    Role.VERIFIER: frozenset({Tier.REGENCY}),
    Role.OPERATOR: _OFFICES,
    Role.APPROVER: _OFFICES,
    Role.HELPDESK: _REGIONS,
    Role.AUDITOR: _REGIONS,
    Role.OBSERVER: _REGIONS,
    Role.ADMIN: _OFFICES,
    Role.READER: frozenset(),
    Role.PUBLISHER: frozenset(),
}
"""The tiers at which each role may have its place."""

OFFICERS_PER_STATION = 2
"""The main officer is number 1, the reserve number 2."""

MOST_PER_PLACE = 99
"""How many accounts of any other role one place may have."""


def code_lengths(role: Role) -> frozenset[int]:
    """Return the lengths that the code of the role's place may have."""
    return frozenset(CODE_LENGTH[tier] for tier in TIERS[role])


def most_of(role: Role) -> int:
    """Return the highest number that an account of that role may have in one place."""
    return OFFICERS_PER_STATION if role is Role.OFFICER else MOST_PER_PLACE
