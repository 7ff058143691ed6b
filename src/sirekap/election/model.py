"""The vocabulary of an election: values only, frozen, with their own id types.

In: nothing. Out: the types every other folder speaks. Loading and checking them is ``election.load``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, IntEnum
from typing import NewType

RegionCode = NewType("RegionCode", str)
"""Code of a region: 2 signs a province, 4 a regency, 6 a district, 10 a village; "" is the whole nation.

Digits, but for missions abroad, of which some have two letters behind the 99: ``99AA010001``.
"""

StationCode = NewType("StationCode", str)
"""Thirteen signs of a polling station (TPS): its village's ten and three digits of its own."""

ContestId = NewType("ContestId", str)
"""KPU's short name of a contest in paths: ``ppwp``, ``pdpr``, ``pdpd``, ``pkwkp`` ...

Where several regions elect their own in one election, a hyphen and the region follow: ``pkwkp-35``."""

ConstituencyCode = NewType("ConstituencyCode", str)
"""Code of a dapil. It may look like a region's code and is none."""

ElectionId = NewType("ElectionId", str)
"""SHA-256 (hex) over the election folder; stands in every claim, key and form."""

FieldName = NewType("FieldName", str)
"""Name of one number on a form, such as ``votes.2`` or ``turnout.total.female`` (see docs/glossary.md)."""

NATION = RegionCode("")


class Tier(IntEnum):
    """The steps of the recapitulation, by KPU's ``tingkat``."""

    NATION = 0
    PROVINCE = 1
    REGENCY = 2
    DISTRICT = 3
    VILLAGE = 4
    STATION = 5


CODE_LENGTH: Mapping[Tier, int] = {
    Tier.NATION: 0,
    Tier.PROVINCE: 2,
    Tier.REGENCY: 4,
    Tier.DISTRICT: 6,
    Tier.VILLAGE: 10,
    Tier.STATION: 13,
}
"""Signs of a code at each tier; every code is a prefix of those below it."""


class StationKind(Enum):
    """Where and how a station's voters vote."""

    DOMESTIC = "domestic"
    OVERSEAS = "overseas"
    MOBILE_BOX = "mobile_box"
    POSTAL = "postal"
    SPECIAL = "special"


class ContestKind(Enum):
    """What is being elected, by the name on the form."""

    PRESIDENT = "PPWP"
    DPR = "DPR"
    DPD = "DPD"
    DPRD_PROVINCE = "DPRD-PROV"
    DPRD_REGENCY = "DPRD-KAB/KOTA"
    GOVERNOR = "KWK-GUBERNUR"
    REGENT = "KWK-BUPATI"
    MAYOR = "KWK-WALIKOTA"


@dataclass(frozen=True, slots=True)
class Headcount:
    """People by sex (L, P); the total is always their sum."""

    male: int
    female: int

    @property
    def total(self) -> int:
        """Both together (J)."""
        return self.male + self.female


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency, district or village."""

    code: RegionCode
    name: str
    tier: Tier
    kpu_id: int | None = None


@dataclass(frozen=True, slots=True)
class Station:
    """A polling station (TPS) and what is known of it before the day."""

    code: StationCode
    name: str
    kind: StationKind = StationKind.DOMESTIC
    registered: Headcount | None = None
    """Voters on the permanent list (DPT); None where the list has not been loaded."""
    ballots_delivered: int | None = None
    """Ballots of each contest brought to the station, reserve included."""
    communal: bool = False
    """Votes by agreement of the community (noken): some rules become warnings."""
    time_zone: str = "Asia/Jakarta"
    kpu_id: int | None = None

    @property
    def village(self) -> RegionCode:
        """The code of the village the station lies in."""
        return RegionCode(self.code[:10])

    @property
    def number(self) -> int:
        """The station's number within its village."""
        return int(self.code[10:])


@dataclass(frozen=True, slots=True)
class Ticket:
    """A pair or a single candidate who is voted for as one choice; ``names`` in ballot order."""

    number: int
    names: tuple[str, ...]
    colour: str
    kpu_id: int
    blank: bool = False
    """The empty column beside a single ticket (kolom kosong): a choice that has no witness."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party on the ballot; local parties stand in Aceh only."""

    number: int
    name: str
    full_name: str
    colour: str
    local: bool
    kpu_id: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person on a party's list in one constituency; ``party`` is 0 for those who stand alone (DPD)."""

    party: int
    number: int
    name: str
    sex: str
    """``L`` or ``P``, as on the candidate list."""
    kpu_id: int


@dataclass(frozen=True, slots=True)
class Constituency:
    """An electoral district (dapil): whole regions, and how many seats they fill.

    ``regions`` is empty and ``seats`` None where KPU's lists did not tell.
    """

    code: ConstituencyCode
    name: str
    regions: tuple[RegionCode, ...]
    seats: int | None
    candidates: tuple[Candidate, ...] = ()
    kpu_id: int | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """One thing to be elected, on one ballot and one set of forms."""

    id: ContestId
    kind: ContestKind
    name: str
    tickets: tuple[Ticket, ...] = ()
    parties: tuple[Party, ...] = ()
    constituencies: tuple[Constituency, ...] = ()
    region: RegionCode = NATION
    """Where it is held; a station takes part if its code begins with this one."""


LISTS = ("listed", "transferred", "unregistered")
"""The voters a row may count: on the station's list, moved in from elsewhere, on no list."""


@dataclass(frozen=True, slots=True)
class VoterRows:
    """Which rows section I of a form has, and what the election calls the three kinds of voters.

    The same abbreviation means different voters in national and regional elections (DPTb), so the rows go by
    the names in ``LISTS`` and the official label of each is looked up here.
    """

    registered: tuple[str, ...]
    """Kinds counted in part A; a sum row follows where there are several."""
    turnout: tuple[str, ...]
    """Kinds counted in part B."""
    labels: tuple[str, str, str]
    """Official names of the kinds, in the order of ``LISTS``."""

    def label(self, kind: str) -> str:
        """Return the official name of one kind of voters."""
        return self.labels[LISTS.index(kind)]


NATIONAL_ROWS = VoterRows(
    ("listed",),
    LISTS,
    ("Daftar Pemilih Tetap (DPT)", "Daftar Pemilih Tambahan (DPTb)", "Daftar Pemilih Khusus (DPK)"),
)
REGIONAL_ROWS = VoterRows(
    LISTS,
    LISTS,
    ("Daftar Pemilih Tetap (DPT)", "Daftar Pemilih Pindahan (DPPh)", "Daftar Pemilih Tambahan (DPTb)"),
)
REGIONAL_KINDS = frozenset({ContestKind.GOVERNOR, ContestKind.REGENT, ContestKind.MAYOR})


def usual_rows(kinds: Iterable[ContestKind]) -> VoterRows:
    """Return the rows that contests of *kinds* have where the election's folder does not tell."""
    return REGIONAL_ROWS if REGIONAL_KINDS.intersection(kinds) else NATIONAL_ROWS


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Election:
    """Everything fixed before the day; ``id`` is the hash of the folder it came from."""

    id: ElectionId
    name: str
    day: date
    practice: bool
    voter_cap: int
    """Most voters a station may have (300, 500 or 600)."""
    reserve_permille: int
    """Reserve ballots in thousandths of the DPT: 20 in 2024, 25 in regional elections."""
    form_family: str
    publish_not_before: datetime | None
    contests: tuple[Contest, ...]
    regions: Mapping[RegionCode, Region]
    stations: Mapping[StationCode, Station]
    warnings_only: frozenset[str] = field(default_factory=frozenset)
    """Codes of F rules that this election lowers to warnings."""
    voter_rows: VoterRows = NATIONAL_ROWS
    photos_from_files: bool = True
    """An officer may also choose a photo that was taken before, rather than take it with Sirekap's camera."""

    def __hash__(self) -> int:
        """Hash by id: equal elections come from equal folders."""
        return hash(self.id)

    def contest(self, contest: ContestId) -> Contest:
        """Return the contest of that id; KeyError where the election has none."""
        for each in self.contests:
            if each.id == contest:
                return each
        raise KeyError(contest)
