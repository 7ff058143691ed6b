"""Reads ``stations.csv``: the polling stations and what is known of them before the day.

In: the table, the regions and the voter cap. Out: stations by code, in order of code. Invariant: every
station lies in a village that exists. A nation has 823,236 of them, so words that repeat are held once.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sirekap.election.cells import Place
from sirekap.election.faults import Faults
from sirekap.election.model import Headcount, Region, RegionCode, Station, StationCode, StationKind, Tier
from sirekap.election.sayings import FaultCode
from sirekap.election.tables import Shape, open_table

SHAPE = Shape(
    "stations.csv",
    (
        "code",
        "village",
        "name",
        "kind",
        "registered_male",
        "registered_female",
        "ballots_delivered",
        "communal",
        "time_zone",
        "kpu_id",
    ),
    frozenset({"code", "village", "name"}),
)

KINDS: Mapping[str, StationKind] = {kind.value: kind for kind in StationKind} | {"": StationKind.DOMESTIC}
CAPPED = frozenset({StationKind.DOMESTIC, StationKind.SPECIAL})
"""The voter cap is the rule at home; by post and mobile box one station may serve thousands."""
HOME_ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")


def read_stations(
    files: Mapping[str, bytes], regions: Mapping[RegionCode, Region] | None, cap: int | None, faults: Faults
) -> Mapping[StationCode, Station]:
    """Return the stations by code; villages are checked where *regions* could be read."""
    table = open_table(files, SHAPE, faults)
    if table is None:
        return {}
    reader = _Reader(faults, regions, cap)
    for line, cells in table.rows(faults):
        reader.read(line, cells)
    found, order = reader.found, sorted(reader.found)
    return found if order == list(found) else {code: found[code] for code in order}


Cell = TypeVar("Cell")
Value = TypeVar("Value")


class _Known(dict[Cell, Value]):
    """Values by the cells they are read from; a cell at fault is told again in every row."""

    def __init__(self, faults: Faults, read: Callable[[Cell], Value]) -> None:
        super().__init__()
        self._faults, self._read = faults, read

    def __missing__(self, cell: Cell) -> Value:
        before = self._faults.count
        value = self._read(cell)
        if self._faults.count == before:
            self[cell] = value
        return value


class _Reader:
    """Reads one row after another, sharing equal values between stations."""

    def __init__(self, faults: Faults, regions: Mapping[RegionCode, Region] | None, cap: int | None) -> None:
        self.found: dict[StationCode, Station] = {}
        self._place = Place(faults, SHAPE.file)
        self._cap = cap
        self._villages = None if regions is None else {c for c in regions if regions[c].tier is Tier.VILLAGE}
        self._names = _Known(faults, self._name)
        self._kinds = _Known(faults, self._kind)
        self._headcounts = _Known(faults, self._headcount)
        self._ballots = _Known(faults, self._delivered)
        self._zones = _Known(faults, self._zone)
        self._lines = array("L")
        self._line_of: dict[StationCode, int] | None = None
        self._village = ""
        """The last village that was found right: most stations lie in the same one as the line before."""

    def read(self, line: int, cells: Sequence[str]) -> None:
        """Add the station of one row, or note what is wrong with it."""
        code, village, name, kind, male, female, delivered, communal, zone, kpu_id = cells
        place = self._place
        place.line = line
        station = Station(
            StationCode(code),
            self._names[name],
            self._kinds[kind],
            self._headcounts[male, female, kind],
            self._ballots[delivered],
            communal != "" and place.yes("communal", communal),
            self._zones[zone],
            place.count("kpu_id", kpu_id) if kpu_id else None,
        )
        if self._is_placed(code, village):
            self._keep(station, line)

    def _is_placed(self, code: str, village: str) -> bool:
        """Return whether the code is a station's and lies in its village."""
        if village == self._village and code[:10] == village:
            number = code[10:]
            if len(number) == 3 and number.isascii() and number.isdigit():
                return True
        if self._place.code("code", code, (13,)) is None:
            return False
        if code[:10] != village:
            self._place.fault(FaultCode.OTHER_VILLAGE, "village", code=code, village=village)
        elif self._villages is not None and village not in self._villages:
            self._villages.add(RegionCode(village))  # told once, at its first station
            self._place.fault(FaultCode.NO_VILLAGE, "village", village=village)
        else:
            self._village = village
        return True

    def _keep(self, station: Station, line: int) -> None:
        code = station.code
        if code in self.found:
            self._place.fault(FaultCode.DUPLICATE, "code", value=code, first=self._first_line(code))
            return
        self.found[code] = station
        self._lines.append(line)
        if self._line_of is not None:
            self._line_of[code] = line

    def _first_line(self, code: StationCode) -> int:
        """Look up where *code* stood first; the table for it is made when the first duplicate turns up."""
        if self._line_of is None:
            self._line_of = dict(zip(self.found, self._lines, strict=True))
        return self._line_of[code]

    def _name(self, text: str) -> str:
        return self._place.name("name", text) or ""

    def _kind(self, word: str) -> StationKind:
        if word not in KINDS:
            known = ", ".join(filter(None, KINDS))
            self._place.fault(FaultCode.UNKNOWN_VALUE, "kind", value=word, known=known)
        return KINDS.get(word, StationKind.DOMESTIC)

    def _zone(self, text: str) -> str:
        """Return the zone's name where it is one of ours or the time zone database knows it."""
        if text in HOME_ZONES or not text:
            return text or HOME_ZONES[0]
        try:
            ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            known = ", ".join(HOME_ZONES)
            self._place.fault(FaultCode.UNKNOWN_VALUE, "time_zone", value=text, known=known)
        return text

    def _delivered(self, text: str) -> int | None:
        return self._place.count_or_empty("ballots_delivered", text)

    def _headcount(self, cells: tuple[str, str, str]) -> Headcount | None:
        """Return the DPT of the cells for men and women; the third tells the kind, on which the cap hangs."""
        male, female, kind = cells
        if not male and not female:
            return None
        if not male or not female:
            column = "registered_female" if male else "registered_male"
            self._place.fault(FaultCode.HALF_COUNT, column)
            return None
        men = self._place.count("registered_male", male)
        women = self._place.count("registered_female", female)
        if men is None or women is None:
            return None
        if self._cap is not None and men + women > self._cap and KINDS.get(kind) in CAPPED:
            self._place.fault(FaultCode.OVER_CAP, "registered_female", total=men + women, cap=self._cap)
        return Headcount(men, women)
