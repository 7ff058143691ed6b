"""Where each document lies in the public folder, and what stands above a code.

In: codes of regions and stations. Out: paths with forward slashes, relative to the public folder.
Invariant: a code's path names every code above it, as KPU's paths do. The nation lies beside its folder in
KPU's results and as ``0`` in KPU's region lists.
"""

from sirekap.election.index import ancestors
from sirekap.election.model import NATION, ContestId, RegionCode, StationCode

RESULTS = "pemilu/hhcw"
REGIONS = "wilayah/pemilu"
OWN = "sirekap"
PHOTOS = "formc"


def chain(code: RegionCode | StationCode) -> str:
    """Return the codes from the province down to *code*, joined by slashes; "" for the nation."""
    if code == NATION:
        return ""
    return "/".join([*(above for above in ancestors(code) if above), code])


def results_path(contest: ContestId, code: RegionCode | StationCode) -> str:
    """Return where the results of a region or station lie."""
    below = chain(code)
    return f"{RESULTS}/{contest}/{below}.json" if below else f"{RESULTS}/{contest}.json"


def regions_path(contest: ContestId, region: RegionCode) -> str:
    """Return where the list of what lies directly below a region lies."""
    return f"{REGIONS}/{contest}/{chain(region) or '0'}.json"


def own_path(contest: ContestId, code: RegionCode | StationCode) -> str:
    """Return where our own document of a region or station lies."""
    below = chain(code)
    return f"{OWN}/{contest}/{below}.json" if below else f"{OWN}/{contest}.json"
