"""Takes regions and stations from KPU's published tree.

In: the tree as tables (``kode,id,nama,tingkat,parent`` and ``kode,id,nama``) or as the JSON lists of
``/wilayah/…``. Out: ``Tree``. Invariant: names stay as published. The tree does not tell time zones: at home
they follow from the province, abroad they are unknown and stand as Asia/Jakarta.
"""

from dataclasses import dataclass, field
from typing import Any

from sirekap.election.kpu_documents import KpuDocumentError, csv_rows, member, objects, whole
from sirekap.election.model import (
    CODE_LENGTH,
    NATION,
    Region,
    RegionCode,
    Station,
    StationCode,
    StationKind,
    Tier,
)
from sirekap.election.regions import TIERS, parent_code

ABROAD = "99"
CENTRAL = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
EASTERN = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
REGION_HEADER = ["kode", "id", "nama", "tingkat", "parent"]
STATION_HEADER = ["kode", "id", "nama"]


@dataclass(slots=True)
class Tree:
    """Regions and stations found so far, within one region of the nation."""

    within: RegionCode = NATION
    regions: dict[RegionCode, Region] = field(default_factory=dict)
    stations: dict[StationCode, Station] = field(default_factory=dict)
    left_out: int = 0
    """Regions without their parent and stations without their village."""

    def add_table(self, document: str, data: bytes) -> bool:
        """Add the rows of a table; False where it is neither of the two."""
        rows = csv_rows(document, data)
        header = next(rows, [])
        if header not in (REGION_HEADER, STATION_HEADER):
            return False
        for row in rows:
            self._add(document, row[0], whole(document, row[1]) if row[1] else None, row[2])
        return True

    def add_list(self, document: str, items: object) -> None:
        """Add the items of one JSON list of ``/wilayah/…``."""
        for item in objects(document, items):
            code: Any = member(document, item, "kode", str)
            self._add(document, code, member(document, item, "id", int), member(document, item, "nama", str))

    def finish(self) -> None:
        """Leave out what hangs in the air, and put the rest in order of code."""
        before = len(self.regions) + len(self.stations)
        kept: dict[RegionCode, Region] = {}
        for code in sorted(self.regions, key=lambda code: (len(code), code)):
            if len(code) == CODE_LENGTH[Tier.PROVINCE] or parent_code(code) in kept:
                kept[code] = self.regions[code]
        self.regions = {code: kept[code] for code in sorted(kept)}
        self.stations = {
            code: self.stations[code] for code in sorted(self.stations) if RegionCode(code[:10]) in kept
        }
        self.left_out = before - len(self.regions) - len(self.stations)

    def _add(self, document: str, code: str, kpu_id: int | None, name: str) -> None:
        if not code.startswith(self.within) and not self.within.startswith(code):
            return
        if len(code) == CODE_LENGTH[Tier.STATION]:
            key = StationCode(code)
            self.stations[key] = Station(
                key, name, station_kind(code, name), time_zone=time_zone(code), kpu_id=kpu_id
            )
        elif len(code) in TIERS:
            self.regions[RegionCode(code)] = Region(RegionCode(code), name, TIERS[len(code)], kpu_id)
        else:
            raise KpuDocumentError(
                document,
                f'kode "{code[:40]}" bukan kode wilayah atau TPS; unduh ulang dokumennya.',
                f'code "{code[:40]}" is no code of a region or station; download the document again.',
            )


def station_kind(code: str, name: str) -> StationKind:
    """Return the kind that a station's name tells: KSK is a mobile box, POS a postal vote, both abroad."""
    if not code.startswith(ABROAD):
        return StationKind.DOMESTIC
    return {"KSK": StationKind.MOBILE_BOX, "POS": StationKind.POSTAL}.get(name[:3], StationKind.OVERSEAS)


def time_zone(code: str) -> str:
    """Return the time zone of a code's province; Asia/Jakarta where the code does not tell."""
    province = code[:2]
    if province in CENTRAL:
        return "Asia/Makassar"
    return "Asia/Jayapura" if province in EASTERN else "Asia/Jakarta"
