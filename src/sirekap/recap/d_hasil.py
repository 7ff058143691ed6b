"""From stations' numbers to a D.HASIL: which units a plenary adds up, and what each of them says.

In: an election, a contest, a tier and region, the numbers of its stations. Out: a ``RecapTable``. Invariant:
every station of the region that takes part is in it exactly once; one without numbers stops the table, for a
certificate that leaves a station out would pass for the whole. Paper and signatures are ``forms``'.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sirekap.election.index import stations_in
from sirekap.election.model import (
    CODE_LENGTH,
    Constituency,
    Contest,
    Election,
    FieldName,
    RegionCode,
    Station,
    StationCode,
    Tier,
)
from sirekap.forms.recap_table import Cell, RecapTable, RecapTier, Sheet, add, official

StationValues = Mapping[StationCode, Mapping[FieldName, Cell]]
REGION_TIER: Mapping[RecapTier, Tier] = {
    RecapTier.DISTRICT: Tier.DISTRICT,
    RecapTier.REGENCY: Tier.REGENCY,
    RecapTier.PROVINCE: Tier.PROVINCE,
    RecapTier.NATION: Tier.NATION,
}
COLUMN_TIER: Mapping[RecapTier, Tier] = {
    RecapTier.DISTRICT: Tier.STATION,
    RecapTier.REGENCY: Tier.DISTRICT,
    RecapTier.PROVINCE: Tier.REGENCY,
    RecapTier.NATION: Tier.PROVINCE,
    RecapTier.OVERSEAS: Tier.STATION,
}


class RecapError(ValueError):
    """No D.HASIL can be made so; ``say`` tells what to do, by language."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


@dataclass(frozen=True, slots=True)
class Plenary:
    """Which plenary it is: of which contest (cut down to one constituency where it has any), tier, region."""

    election: Election
    contest: Contest
    tier: RecapTier
    region: RegionCode

    def stations(self) -> Sequence[Station]:
        """Return the stations whose votes it adds up, in order of code."""
        return [
            each for each in stations_in(self.election, self.region) if takes_part(self.contest, each.code)
        ]


def plenary(
    election: Election, contest: Contest, tier: RecapTier, region: RegionCode, constituency: str = ""
) -> Plenary:
    """Return the plenary; RecapError where there is no such region or it lies in several constituencies."""
    wanted = REGION_TIER.get(tier)
    if wanted is not None and len(region) != CODE_LENGTH[wanted]:
        raise RecapError(
            f"D.HASIL {tier.value} memakai kode {CODE_LENGTH[wanted]} angka, bukan {region!r}.",
            f"A D.HASIL {tier.value} takes a code of {CODE_LENGTH[wanted]} digits, not {region!r}.",
        )
    if tier is RecapTier.OVERSEAS and not region.startswith("99"):
        raise RecapError(
            f"D.HASIL PPLN memakai kode luar negeri, yang dimulai dengan 99, bukan {region!r}.",
            f"A D.HASIL PPLN takes a code abroad, which begins with 99, not {region!r}.",
        )
    found = Plenary(election, cut(contest, region, constituency), tier, region)
    if not found.stations():
        raise RecapError(
            f"Tidak ada TPS untuk {contest.name} di wilayah {region or 'nasional'}; periksa kodenya.",
            f"No station of {region or 'the nation'} takes part in {contest.name}; check the code.",
        )
    return found


def cut(contest: Contest, region: RegionCode, code: str = "") -> Contest:
    """Return the contest with the one constituency that *region* votes in, or that *code* names."""
    if not contest.constituencies:
        return contest
    every = contest.constituencies
    every = contest.constituencies
    here = [each for each in every if (each.code == code if code else _meets(each, region))]
    if len(here) != 1:
        names = ", ".join(each.code for each in here or every)
        raise RecapError(
            f"Sebutkan dapil dengan --constituency; pilihannya: {names}.",
            f"Name the constituency with --constituency; there is: {names}.",
        )
    return replace(contest, constituencies=tuple(here))


def _meets(constituency: Constituency, region: RegionCode) -> bool:
    """Tell whether the constituency has any part of *region*."""
    return any(each.startswith(region) or region.startswith(each) for each in constituency.regions)


def takes_part(contest: Contest, code: str) -> bool:
    """Tell whether a station or region votes in a contest cut down to one constituency."""
    if not code.startswith(contest.region):
        return False
    regions = contest.constituencies[0].regions if len(contest.constituencies) == 1 else ()
    return not regions or code.startswith(tuple(regions))


def recap_table(of: Plenary, values: StationValues, version: int = 1) -> RecapTable:
    """Return the D.HASIL's numbers; RecapError where a station has none."""
    stations = of.stations()
    _check_complete(stations, values)
    fields = official({field for each in stations for field in values[each.code]})
    width = CODE_LENGTH[COLUMN_TIER[of.tier]]
    if of.tier is RecapTier.DISTRICT:
        villages = dict.fromkeys(each.village for each in stations)
        parts = {village: [each for each in stations if each.village == village] for village in villages}
    else:
        parts = {of.region: list(stations)}
    return RecapTable(
        tier=of.tier,
        election=of.election.id,
        contest=of.contest.id,
        contest_name=of.contest.kind.value,
        region=of.region,
        version=version,
        fields=fields,
        sheets=tuple(_sheet(region, part, fields, values, width) for region, part in parts.items()),
    )


def empty_table(of: Plenary, fields: Iterable[FieldName]) -> RecapTable:
    """Return the D.HASIL's shape with no number in it, for paper that is filled in by hand."""
    nothing: dict[FieldName, Cell] = dict.fromkeys(fields)
    return recap_table(of, {each.code: nothing for each in of.stations()})


def _check_complete(stations: Iterable[Station], values: StationValues) -> None:
    missing = [each.code for each in stations if not values.get(each.code)]
    if missing:
        first = ", ".join(missing[:3])
        raise RecapError(
            f"{len(missing)} TPS belum punya angka ({first} ...); D.HASIL dibuat bila semua TPS ada.",
            f"{len(missing)} stations have no numbers ({first} ...); a D.HASIL is made once all have.",
        )


def _sheet(
    region: RegionCode,
    stations: Sequence[Station],
    fields: Sequence[FieldName],
    values: StationValues,
    width: int,
) -> Sheet:
    """Add the stations up by the first *width* signs of their codes."""
    parts: dict[str, list[StationCode]] = {}
    for each in stations:
        parts.setdefault(each.code[:width], []).append(each.code)
    groups = tuple(parts.values())
    rows = (tuple(add(values[code].get(field) for code in codes) for codes in groups) for field in fields)
    return Sheet(region, tuple(parts), tuple(rows))
