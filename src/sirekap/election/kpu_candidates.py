"""Takes tickets, parties and candidates from KPU's published lists.

In: the JSON of ``pemilu/ppwp.json``, ``pemilu/partai.json``, ``pemilu/caleg/partai/{dapil}.json``,
``pemilu/caleg/dpd/{province}.json`` and ``pilkada/paslon/pkwkp.json`` or ``pkwkk.json``. Out: contests.
Invariant: numbers, ids, colours and names stay as published. The lists do not tell a constituency's regions
and seats, so they stay unknown.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sirekap.election.kpu_documents import by_key, member, objects, whole
from sirekap.election.model import (
    NATION,
    Candidate,
    Constituency,
    ConstituencyCode,
    Contest,
    ContestId,
    ContestKind,
    Party,
    Region,
    RegionCode,
    Ticket,
)

FIRST_CITY = 71
"""Regencies are numbered from 01 in their province, cities from 71."""

EMPTY_COLUMN = ("KOLOM KOSONG", "KOTAK KOSONG")
BETWEEN_NAMES = " - "
NAMES: Mapping[str, tuple[ContestKind, str]] = {
    "ppwp": (ContestKind.PRESIDENT, "Presiden dan Wakil Presiden"),
    "pdpr": (ContestKind.DPR, "DPR"),
    "pdpd": (ContestKind.DPD, "DPD"),
    "pdprdp": (ContestKind.DPRD_PROVINCE, "DPRD Provinsi"),
    "pdprdk": (ContestKind.DPRD_REGENCY, "DPRD Kabupaten/Kota"),
}
DAPIL_FILE = re.compile(r"caleg/(partai|dpd)/(\d+)\.json$")


@dataclass(slots=True)
class Standing:
    """Who stands, as found so far, within one region of the nation."""

    within: RegionCode = NATION
    contests: list[Contest] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    constituencies: dict[str, list[Constituency]] = field(default_factory=dict)
    names: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Name and KPU id of constituencies, by code."""

    def add(self, document: str, value: Any) -> bool:
        """Add what one document lists; False where it is none of the lists."""
        found = DAPIL_FILE.search(document)
        if found and found[1] == "partai":
            self._add_party_lists(document, found[2], value)
        elif found:
            self._add_dpd(document, found[2], value)
        elif document.endswith("partai.json"):
            self.parties = [_party(document, item) for item in by_key(document, value).values()]
        elif re.search(r"(^|/)paslon/pkwk[pk]\.json$", document):
            self._add_regional(document, value)
        elif re.search(r"(^|/)dapil_\w+\.json$", document):
            self._add_names(document, value)
        elif re.search(r"(^|/)pemilu/ppwp\.json$|^ppwp\.json$", document):
            kind, name = NAMES["ppwp"]
            self.contests.append(Contest(ContestId("ppwp"), kind, name, tickets=_tickets(document, value)))
        else:
            return False
        return True

    def finish(self, regions: Mapping[RegionCode, Region]) -> tuple[Contest, ...]:
        """Return the contests held in *regions*, those of one region named after it, list contests last."""
        held = [contest for contest in self.contests if not contest.region]
        held += [
            replace(contest, name=f"{contest.name} {regions[contest.region].name.strip()}")
            for contest in self.contests
            if contest.region in regions
        ]
        return (*held, *(self._list_contest(path) for path in NAMES if path in self.constituencies))

    def _list_contest(self, path: str) -> Contest:
        kind, name = NAMES[path]
        parties = [] if kind is ContestKind.DPD else self.parties
        return Contest(
            ContestId(path),
            kind,
            name,
            parties=tuple(party for party in parties if kind is not ContestKind.DPR or not party.local),
            constituencies=tuple(sorted(self.constituencies[path], key=lambda each: each.code)),
        )

    def _concerns(self, region: str) -> bool:
        """Return whether *region* lies in the part of the nation that is asked for, or around it."""
        return region.startswith(self.within) or self.within.startswith(region)

    def _add_regional(self, document: str, value: object) -> None:
        path = "pkwkp" if document.endswith("pkwkp.json") else "pkwkk"
        for region, pairs in sorted(by_key(document, value).items()):
            if self._concerns(region):
                kind, title = _regional_kind(region)
                tickets = _tickets(document, pairs)
                code = RegionCode(region)
                contest = Contest(ContestId(f"{path}-{region}"), kind, title, tickets=tickets, region=code)
                self.contests.append(contest)

    def _add_names(self, document: str, value: object) -> None:
        for item in objects(document, value):
            name: str = member(document, item, "nama", str)
            self.names[member(document, item, "kode", str)] = name, member(document, item, "id", int)

    def _add_party_lists(self, document: str, code: str, value: object) -> None:
        path = _path_of(code)
        if not self._concerns(_region_of(path, code)):
            return
        candidates = [
            _candidate(document, whole(document, number), kpu_id, item)
            for number, people in by_key(document, value).items()
            for kpu_id, item in by_key(document, people).items()
        ]
        self._add_constituency(path, code, candidates)

    def _add_dpd(self, document: str, code: str, value: object) -> None:
        if self._concerns(code):
            people = by_key(document, value).items()
            self._add_constituency(
                "pdpd", code, [_candidate(document, 0, kpu_id, item) for kpu_id, item in people]
            )

    def _add_constituency(self, path: str, code: str, candidates: Iterable[Candidate]) -> None:
        name, kpu_id = self.names.get(code, (f"DAPIL {code}", None))
        regions = (RegionCode(code),) if path == "pdpd" else ()
        ordered = tuple(sorted(candidates, key=lambda each: (each.party, each.number)))
        constituency = Constituency(ConstituencyCode(code), name, regions, None, ordered, kpu_id)
        self.constituencies.setdefault(path, []).append(constituency)


def _path_of(code: str) -> str:
    """Return the contest of a dapil by its code: four digits DPR, ``{province}00nn`` DPRD of the province."""
    if len(code) == 4:
        return "pdpr"
    return "pdprdp" if code[2:4] == "00" else "pdprdk"


def _region_of(path: str, code: str) -> str:
    return code[:4] if path == "pdprdk" else code[:2]


def _regional_kind(region: str) -> tuple[ContestKind, str]:
    if len(region) == 2:
        return ContestKind.GOVERNOR, "Gubernur dan Wakil Gubernur"
    if int(region[2:4]) >= FIRST_CITY:
        return ContestKind.MAYOR, "Wali Kota dan Wakil Wali Kota"
    return ContestKind.REGENT, "Bupati dan Wakil Bupati"


def _tickets(document: str, value: object) -> tuple[Ticket, ...]:
    found = [_ticket(document, kpu_id, item) for kpu_id, item in by_key(document, value).items()]
    return tuple(sorted(found, key=lambda ticket: ticket.number))


def _ticket(document: str, kpu_id: str, item: Mapping[str, Any]) -> Ticket:
    """Return a ticket; KPU joins its names by `` - ``, with nothing behind it for an empty column."""
    first, _, second = member(document, item, "nama", str).partition(BETWEEN_NAMES)
    return Ticket(
        member(document, item, "nomor_urut", int),
        (first, second) if second else (first,),
        member(document, item, "warna", str),
        whole(document, kpu_id),
        blank=not second and first.upper().startswith(EMPTY_COLUMN),
    )


def _party(document: str, item: Mapping[str, Any]) -> Party:
    return Party(
        member(document, item, "nomor_urut", int),
        member(document, item, "nama", str),
        member(document, item, "nama_lengkap", str),
        member(document, item, "warna", str),
        member(document, item, "is_aceh", bool),
        member(document, item, "id_partai", int),
    )


def _candidate(document: str, party: int, kpu_id: str, item: Mapping[str, Any]) -> Candidate:
    return Candidate(
        party,
        member(document, item, "nomor_urut", int),
        member(document, item, "nama", str),
        member(document, item, "jenis_kelamin", str),
        whole(document, kpu_id),
    )
