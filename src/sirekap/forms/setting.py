"""What a statutory form's file leaves open: contest, people who stand, limits, and how a region calls things.

In: values of ``election``. Out: a ``Setting``. Invariant: everything that makes two prints of the same file
differ is in the setting, so equal settings give equal forms.
"""

from dataclasses import dataclass
from enum import Enum

from sirekap.election.model import (
    REGIONAL_KINDS,
    Constituency,
    Contest,
    ContestKind,
    Election,
    Party,
    StationKind,
    VoterRows,
    usual_rows,
)

ACEH = frozenset({"11"})
PAPUA = frozenset({"91", "92", "93", "94", "95", "96"})


@dataclass(frozen=True, slots=True)
class Edition:
    """What an election fixes for all its forms."""

    voter_cap: int
    reserve_permille: int
    rows: VoterRows

    @property
    def reserve(self) -> str:
        """The reserve of ballots as printed: ``2%``, ``2,5%``."""
        return f"{self.reserve_permille / 10:g}%".replace(".", ",")


def edition_of(election: Election) -> Edition:
    """Return what *election* fixes."""
    return Edition(election.voter_cap, election.reserve_permille, election.voter_rows)


def usual_edition(kind: ContestKind, voter_cap: int) -> Edition:
    """Return what was usual in 2024, for a contest without an election around it."""
    return Edition(voter_cap, 25 if kind in REGIONAL_KINDS else 20, usual_rows([kind]))


class Box(Enum):
    """What a station's votes are cast in, by what the form calls it."""

    STATION = "TPS"
    ABROAD = "TPSLN"
    MOBILE = "KSK"
    POST = "Pos"


BOXES = {
    StationKind.OVERSEAS: Box.ABROAD,
    StationKind.MOBILE_BOX: Box.MOBILE,
    StationKind.POSTAL: Box.POST,
}


@dataclass(frozen=True, slots=True)
class Place:
    """How a region calls its tiers and its commission; ``province`` picks a form's own name there."""

    province: str = ""
    tiers: tuple[str, str, str, str] = ("Provinsi", "Kabupaten/Kota", "Kecamatan", "Kelurahan/Desa")
    commission: str = "Komisi Pemilihan Umum (KPU)"
    committee: str = "KPPS"
    box: Box = Box.STATION


HOME = Place()


def place_of(code: str, kind: StationKind = StationKind.DOMESTIC) -> Place:
    """Return how things are called where the station or region of *code* lies."""
    province = code[:2]
    if province == "99":
        tiers = ("Wilayah", "Negara", "PPLN", "Tempat")
        return Place(
            province, tiers, "Panitia Pemilihan Luar Negeri (PPLN)", "KPPSLN", BOXES.get(kind, Box.ABROAD)
        )
    if province in ACEH:
        tiers = ("Provinsi", "Kabupaten/Kota", "Kecamatan", "Gampong")
        return Place(province, tiers, "Komisi Independen Pemilihan (KIP) Aceh")
    if province in PAPUA:
        return Place("", ("Provinsi", "Kabupaten/Kota", "Distrik (PPD)", "Kelurahan/Kampung"))
    return HOME


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is voted for as one: a ticket, or a candidate who stands alone."""

    number: int
    names: tuple[str, ...]
    blank: bool = False


@dataclass(frozen=True, slots=True)
class PartyList:
    """A party and its candidates in one constituency, by number."""

    party: Party
    candidates: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """All that is printed on a form besides what its file says."""

    contest: Contest
    constituency: Constituency | None
    edition: Edition
    place: Place

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Tickets, or the candidates who stand alone, by number."""
        if self.contest.tickets:
            return tuple(Choice(each.number, each.names, each.blank) for each in self.contest.tickets)
        people = self.constituency.candidates if self.constituency else ()
        return tuple(Choice(each.number, (each.name,)) for each in people if not each.party)

    @property
    def parties(self) -> tuple[PartyList, ...]:
        """Parties by number; local ones stand in Aceh alone, and there alone they are printed."""
        people = self.constituency.candidates if self.constituency else ()
        return tuple(
            PartyList(party, tuple((each.number, each.name) for each in people if each.party == party.number))
            for party in self.contest.parties
            if not party.local or self.place.province in ACEH
        )

    @property
    def witnesses(self) -> tuple[str, ...]:
        """Whose witnesses sign, as printed; an empty column has none."""
        if self.contest.parties:
            return tuple(f"{each.party.number}. {each.party.name}" for each in self.parties)
        return tuple(f"{each.number}. {' – '.join(each.names)}" for each in self.choices if not each.blank)
