"""Reads ``parties.csv``, ``constituencies.csv`` and ``candidates.csv``: who stands in list and DPD contests.

In: the tables, the contests and the regions. Out: parties, and constituencies with their candidates, by
contest. Invariant: a candidate's constituency and party exist, and no number stands twice on a list. DPD
candidates stand without a party, which is party 0 here and an empty cell in the table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sirekap.election.cells import Once, Place
from sirekap.election.faults import Faults
from sirekap.election.model import (
    Candidate,
    Constituency,
    ConstituencyCode,
    ContestId,
    ContestKind,
    Party,
    Region,
    RegionCode,
)
from sirekap.election.sayings import FaultCode
from sirekap.election.settings import ContestSettings
from sirekap.election.tables import Shape, open_table
from sirekap.election.tickets import contest_of

PARTIES = Shape(
    "parties.csv",
    ("number", "name", "full_name", "colour", "local", "kpu_id"),
    frozenset({"number", "name", "full_name", "colour", "kpu_id"}),
)
CONSTITUENCIES = Shape(
    "constituencies.csv",
    ("contest", "code", "name", "regions", "seats", "kpu_id"),
    frozenset({"contest", "code", "name"}),
)
CANDIDATES = Shape(
    "candidates.csv",
    ("contest", "constituency", "party", "number", "name", "sex", "kpu_id"),
    frozenset({"contest", "constituency", "number", "name", "sex", "kpu_id"}),
)
PARTY_KINDS = frozenset({ContestKind.DPR, ContestKind.DPRD_PROVINCE, ContestKind.DPRD_REGENCY})
KINDS = PARTY_KINDS | {ContestKind.DPD}


@dataclass(slots=True)
class Lists:
    """Who stands in the contests with constituencies."""

    parties: tuple[Party, ...] = ()
    constituencies: dict[ContestId, tuple[Constituency, ...]] = field(default_factory=dict)

    def parties_of(self, kind: ContestKind) -> tuple[Party, ...]:
        """Return the parties on the ballots of *kind*; local parties stand for Aceh's own councils only."""
        if kind not in PARTY_KINDS:
            return ()
        return tuple(party for party in self.parties if kind is not ContestKind.DPR or not party.local)


def read_lists(
    files: Mapping[str, bytes],
    contests: Sequence[ContestSettings],
    regions: Mapping[RegionCode, Region] | None,
    faults: Faults,
) -> Lists:
    """Return what the three tables say; a table is needed when a contest uses it."""
    held: dict[str, ContestSettings] = {contest.id: contest for contest in contests if contest.id}
    kinds = {contest.kind for contest in contests}
    lists = Lists()
    if kinds & PARTY_KINDS or PARTIES.file in files:
        lists.parties = _parties(files, faults)
    if not kinds & KINDS and {CONSTITUENCIES.file, CANDIDATES.file}.isdisjoint(files):
        return lists
    constituencies = _constituencies(files, held, regions, faults)
    standing = _Standing(held, {party.number for party in lists.parties}, constituencies, faults)
    standing.read(files)
    for (contest, code), constituency in sorted((constituencies or {}).items()):
        filled = replace(
            constituency, candidates=tuple(sorted(standing.found.get((contest, code), []), key=_rank))
        )
        lists.constituencies[contest] = (*lists.constituencies.get(contest, ()), filled)
    return lists


def _rank(candidate: Candidate) -> tuple[int, int]:
    return candidate.party, candidate.number


def _parties(files: Mapping[str, bytes], faults: Faults) -> tuple[Party, ...]:
    table = open_table(files, PARTIES, faults)
    if table is None:
        return ()
    found: list[Party] = []
    numbers, ids, place = Once(), Once(), Place(faults, PARTIES.file)
    for line, (number_text, short, full, colour_text, local, id_text) in table.rows(faults):
        place.line = line
        number = place.number("number", number_text, 1, 99)
        name, full_name = place.name("name", short), place.name("full_name", full)
        colour = place.colour("colour", colour_text)
        is_local = place.yes("local", local)
        kpu_id = place.count("kpu_id", id_text)
        if number is None or kpu_id is None:
            continue
        numbers.first_time(place, "number", number, number)
        ids.first_time(place, "kpu_id", kpu_id, kpu_id)
        found.append(Party(number, name or "", full_name or "", colour or "", is_local, kpu_id))
    return tuple(sorted(found, key=lambda party: party.number))


_Held = Mapping[str, ContestSettings]
_Key = tuple[ContestId, str]


def _constituencies(
    files: Mapping[str, bytes], held: _Held, regions: Mapping[RegionCode, Region] | None, faults: Faults
) -> dict[_Key, Constituency] | None:
    table = open_table(files, CONSTITUENCIES, faults)
    if table is None:
        return None
    found: dict[_Key, Constituency] = {}
    taken: dict[tuple[ContestId, str], str] = {}
    once, place = Once(), Place(faults, CONSTITUENCIES.file)
    for line, (contest_cell, code_text, name_text, region_list, seats_text, id_text) in table.rows(faults):
        place.line = line
        contest = contest_of(place, contest_cell, held, KINDS)
        code = place.code("code", code_text, (2, 4, 6, 8))
        name = place.name("name", name_text)
        seats = place.number("seats", seats_text, 1, 999) if seats_text else None
        kpu_id = place.count_or_empty("kpu_id", id_text)
        if contest is None or code is None or not once.first_time(place, "code", (contest.id, code), code):
            continue
        parts = tuple(RegionCode(part) for part in region_list.split())
        for part in parts:
            _check_part(place, part, regions, taken.setdefault((contest.id, part), code), code)
        found[contest.id, code] = Constituency(ConstituencyCode(code), name or "", parts, seats, (), kpu_id)
    return found


def _check_part(
    place: Place, part: RegionCode, regions: Mapping[RegionCode, Region] | None, owner: str, code: str
) -> None:
    if regions is not None and part not in regions:
        place.fault(FaultCode.NO_REGION, "regions", region=part)
    if owner != code:
        place.fault(FaultCode.REGION_TAKEN, "regions", region=part, other=owner)


class _Standing:
    """Reads the candidates into their constituencies."""

    def __init__(
        self,
        held: _Held,
        parties: set[int],
        constituencies: Mapping[_Key, Constituency] | None,
        faults: Faults,
    ) -> None:
        self.found: dict[_Key, list[Candidate]] = {}
        self._held, self._parties, self._constituencies = held, parties, constituencies
        self._faults, self._place = faults, Place(faults, CANDIDATES.file)
        self._numbers, self._ids = Once(), Once()

    def read(self, files: Mapping[str, bytes]) -> None:
        """Read the whole table."""
        table = open_table(files, CANDIDATES, self._faults)
        for line, cells in table.rows(self._faults) if table else ():
            self._place.line = line
            self._row(cells)

    def _row(self, cells: Sequence[str]) -> None:
        contest_cell, constituency, party_text, number_text, name_text, sex, id_text = cells
        place = self._place
        contest = contest_of(place, contest_cell, self._held, KINDS)
        number = place.number("number", number_text, 1, 999)
        name = place.name("name", name_text)
        kpu_id = place.count("kpu_id", id_text)
        if sex not in ("L", "P"):
            place.fault(FaultCode.UNKNOWN_VALUE, "sex", value=sex, known="L, P")
        if contest is None or number is None or kpu_id is None:
            return
        party = self._party(contest, party_text)
        if party is None or not self._stands_in(contest, constituency):
            return
        key = (contest.id, constituency)
        self._numbers.first_time(place, "number", (key, party, number), number)
        self._ids.first_time(place, "kpu_id", (contest.id, kpu_id), kpu_id)
        self.found.setdefault(key, []).append(Candidate(party, number, name or "", sex, kpu_id))

    def _party(self, contest: ContestSettings, text: str) -> int | None:
        """Return the party's number, 0 for DPD, None where it is not one that stands."""
        place = self._place
        if contest.kind is ContestKind.DPD:
            if text:
                place.fault(FaultCode.UNKNOWN_VALUE, "party", value=text, known='""')
            return 0
        number = place.count("party", text)
        if number is not None and self._parties and number not in self._parties:
            place.fault(FaultCode.UNKNOWN_REFERENCE, "party", value=text, where=PARTIES.file)
            return None
        return number

    def _stands_in(self, contest: ContestSettings, code: str) -> bool:
        if self._constituencies is None:
            return False
        if (contest.id, code) not in self._constituencies:
            where = CONSTITUENCIES.file
            self._place.fault(FaultCode.UNKNOWN_REFERENCE, "constituency", value=code, where=where)
            return False
        return True
