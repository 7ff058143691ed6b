"""Where each document lies in the public folder, and what stands above a code.

In: codes of regions and stations. Out: paths with forward slashes, relative to the public folder.
Invariant: a code's path names every code above it, as KPU's paths do. The nation lies beside its folder in
KPU's results and as ``0`` in KPU's region lists.
"""

from sirekap.election.index import ancestors
from sirekap.election.model import NATION, ConstituencyCode, ContestId, RegionCode, StationCode

DAPIL = "pemilu/hhcd"
OWN = "sirekap"
PHOTOS = "formc"


def chain(code: RegionCode | StationCode) -> str:
    """Return the codes from the province down to *code*, joined by slashes; "" for the nation."""
    if code == NATION:
        return ""
    return "/".join([*(above for above in ancestors(code) if above), code])


def results_path(kind: str, code: RegionCode | StationCode, branch: str = "pemilu") -> str:
    """Return where the results of a region or station lie: in a branch of KPU's tree."""
    below = chain(code)
    return f"{branch}/hhcw/{kind}/{below}.json" if below else f"{branch}/hhcw/{kind}.json"


def regions_path(kind: str, region: RegionCode, branch: str = "pemilu") -> str:
    """Return where the list of what lies directly below a region lies."""
    return f"wilayah/{branch}/{kind}/{chain(region) or '0'}.json"


def own_path(contest: ContestId, code: RegionCode | StationCode) -> str:
    """Return where our own document of a region or station lies."""
    below = chain(code)
    return f"{OWN}/{contest}/{below}.json" if below else f"{OWN}/{contest}.json"


def form_path(contest: ContestId, form: str) -> str:
    """Return where our document of a form with that hash lies."""
    return f"{OWN}/{contest}/forms/{form[:16]}.json"


def table_path(contest: ContestId, constituency: ConstituencyCode | None) -> str:
    """Return where the table of all stations of a constituency lies, or of all where there are none."""
    return f"{OWN}/{contest}.csv" if constituency is None else f"{OWN}/{contest}-{constituency}.csv"
