"""What stands above stations: shares of a whole, and when the newest evidence under a region came.

In: numbers and results. Out: numbers and times. Not done here: sums of votes and progress (``recap``).
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from sirekap.election.index import ancestors
from sirekap.election.model import StationCode
from sirekap.recap.model import StationResult


def share(part: int, whole: int) -> float:
    """Return the percentage to two decimals, halves away from zero; 0.0 of nothing."""
    if not whole:
        return 0.0
    return float((Decimal(100 * part) / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def newest_under(results: Mapping[StationCode, StationResult]) -> dict[str, datetime]:
    """Return, by code, when the newest result of a station or below a region changed; none where none did."""
    newest: dict[str, datetime] = {}
    for code, result in results.items():
        if result.updated is None:
            continue
        for place in (*ancestors(code), code):
            known = newest.get(place)
            newest[place] = result.updated if known is None else max(known, result.updated)
    return newest
