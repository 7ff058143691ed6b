"""Reads ``regions.csv``: provinces, regencies, districts and villages.

In: the table. Out: regions by code, in order of code, or None where the table cannot be read. Invariant:
every region's parent is among them. Polling stations have their own table.
"""

from collections.abc import Mapping
from itertools import pairwise

from sirekap.election.cells import Once, Place
from sirekap.election.faults import Faults
from sirekap.election.model import CODE_LENGTH, Region, RegionCode, Tier
from sirekap.election.sayings import FaultCode
from sirekap.election.tables import Shape, open_table

SHAPE = Shape("regions.csv", ("code", "name", "kpu_id"), frozenset({"code", "name"}))

TIERS = {CODE_LENGTH[tier]: tier for tier in Tier if Tier.NATION < tier < Tier.STATION}
"""Tier of a region by the length of its code."""

PARENT_LENGTH = {CODE_LENGTH[tier]: CODE_LENGTH[above] for above, tier in pairwise(Tier)}
"""Length of the parent's code by the length of the child's."""


def parent_code(code: str) -> RegionCode:
    """Return the code of the region one tier above a region or station."""
    return RegionCode(code[: PARENT_LENGTH[len(code)]])


def read_regions(files: Mapping[str, bytes], faults: Faults) -> Mapping[RegionCode, Region] | None:
    """Return the regions by code, noting what is wrong with any of them."""
    table = open_table(files, SHAPE, faults)
    if table is None:
        return None
    found: dict[RegionCode, Region] = {}
    lines: dict[RegionCode, int] = {}
    once, place = Once(), Place(faults, SHAPE.file)
    for line, (code_text, name_text, kpu_id) in table.rows(faults):
        place.line = line
        code = place.code("code", code_text, TIERS)
        name = place.name("name", name_text)
        number = place.count_or_empty("kpu_id", kpu_id)
        if code is not None and once.first_time(place, "code", code, code):
            key = RegionCode(code)
            lines[key] = line
            found[key] = Region(key, name or "", TIERS[len(code)], number)
    _check_parents(found, lines, place)
    return {code: found[code] for code in sorted(found)}


def _check_parents(found: Mapping[RegionCode, Region], lines: Mapping[RegionCode, int], place: Place) -> None:
    """Note each missing parent once, at the first of its children."""
    told = {RegionCode("")}
    for code, line in lines.items():
        parent = parent_code(code)
        if parent not in found and parent not in told:
            told.add(parent)
            place.line = line
            place.fault(FaultCode.NO_PARENT, "code", code=code, parent=parent)
