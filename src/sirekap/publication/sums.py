"""Adds stations up to every region above them, in one pass.

In: votes of the stations that have them. Out: a count for each station and region. Invariant: a region's
count is the sum of its children's. Not done here: which stations may count (``recap``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from sirekap.election.index import ancestors
from sirekap.election.model import Election, StationCode
from sirekap.recap.model import StationResult


@dataclass(slots=True)
class Count:
    """Votes by KPU's ticket id; stations in all; stations whose votes count; newest change under it."""

    votes: dict[str, int] = field(default_factory=dict)
    stations: int = 0
    counted: int = 0
    newest: datetime | None = None


def count_up(
    election: Election,
    votes: Mapping[StationCode, Mapping[str, int | None] | None],
    results: Mapping[StationCode, StationResult],
) -> dict[str, Count]:
    """Return the count of every station and of every region above one, by code.

    A station without votes counts as a station only; a ticket's field left empty on paper adds nothing.
    """
    counts: dict[str, Count] = {}
    for code in election.stations:
        result = results.get(code)
        updated = None if result is None else result.updated
        for place in (*ancestors(code), code):
            _add(counts.setdefault(place, Count()), votes.get(code), updated)
    return counts


def _add(count: Count, votes: Mapping[str, int | None] | None, updated: datetime | None) -> None:
    count.stations += 1
    if updated is not None and (count.newest is None or updated > count.newest):
        count.newest = updated
    if votes is None:
        return
    count.counted += 1
    for ticket, number in votes.items():
        count.votes[ticket] = count.votes.get(ticket, 0) + (number or 0)


def share(part: int, whole: int) -> float:
    """Return the percentage to two decimals, halves away from zero; 0.0 of nothing."""
    if not whole:
        return 0.0
    return float((Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP))
