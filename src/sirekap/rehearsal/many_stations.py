"""An election like another one, with as many stations as are asked for.

In: an election, a number. Out: an election whose stations fill the same villages, each like one of the known
ones. Invariant: the same number gives the same election; at most 999 stations a village.
"""

from dataclasses import replace
from itertools import islice, product

from sirekap.election.model import Election, StationCode

MOST_IN_A_VILLAGE = 999


def with_stations(like: Election, count: int) -> Election:
    """Return an election with *count* stations; ValueError where the villages cannot hold them.

    Its id is still the other's: write it to a folder and load that to have its own.
    """
    known = [like.stations[code] for code in sorted(like.stations)]
    villages = sorted({each.village for each in known})
    if count > MOST_IN_A_VILLAGE * len(villages):
        raise ValueError(f"{len(villages)} villages hold no {count} stations")
    numbers = product(range(1, MOST_IN_A_VILLAGE + 1), villages)
    codes = [StationCode(f"{village}{number:03d}") for number, village in islice(numbers, count)]
    stations = {
        code: replace(known[at % len(known)], code=code, name=f"TPS {code[10:]}", kpu_id=None)
        for at, code in enumerate(codes)
    }
    return replace(like, stations=stations)
