"""A D.KEJADIAN KHUSUS DAN/ATAU KEBERATAN SAKSI as values: what happened, and who objected to what.

In: entries, in the order in which they were recorded. Out: an ``IncidentRecord`` with its canonical bytes and
hash, cut into pages whose codes carry every word. Invariant: no entry is lost, changed or moved; a record
without entries says NIHIL. It corrects no number: that is the certificate's. Paper is ``incident_print``'s.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import Any

import cbor2

from sirekap.election.model import ContestId, ElectionId, RegionCode
from sirekap.forms.page_code import MOST_CODES, PageCodeError, codes
from sirekap.forms.recap_code import UNSIGNED
from sirekap.forms.recap_table import RecapTier

KIND = "K1"
"""First member of a page's payload: a page of this form, schema 1."""
SCHEMA = 1
PAGE_HEIGHT = 205.0
"""Millimetres that entries may take on a page."""
LINE, LETTERS = 3.7, 190
"""Height of a line, and letters that surely fit on one."""


class EntryKind(Enum):
    """What an entry is."""

    INCIDENT = "incident"
    """Kejadian khusus."""
    OBJECTION = "objection"
    """Keberatan saksi."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, or one objection, in the words of the plenary."""

    kind: EntryKind
    time: str
    place: str
    """Where: a station, a village, the plenary; for an objection what it is about."""
    by: str
    """Who told it; for an objection whose witness."""
    what: str
    answer: str
    """What was decided, or answered."""

    def words(self) -> list[str]:
        """Return everything as it is hashed and carried."""
        return [self.kind.value, self.time, self.place, self.by, self.what, self.answer]

    @property
    def height(self) -> float:
        """Millimetres that the entry takes on paper, generously."""
        texts = (self.time, self.place, self.by, self.what, self.answer)
        return 6 + LINE * sum(1 + len(text) // LETTERS for text in texts)


@dataclass(frozen=True)
class IncidentRecord:
    """All that one plenary recorded about one contest."""

    tier: RecapTier
    election: ElectionId
    contest: ContestId
    contest_name: str
    region: RegionCode
    version: int
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """The form's name."""
        return f"D.KEJADIAN KHUSUS DAN/ATAU KEBERATAN SAKSI {self.tier.value}-{self.contest_name}"

    @cached_property
    def canonical(self) -> bytes:
        """The bytes that are hashed."""
        head = [SCHEMA, self.name, bytes.fromhex(self.election), self.contest, self.region, self.version]
        return cbor2.dumps([*head, [entry.words() for entry in self.entries]], canonical=True)

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of the canonical bytes."""
        return hashlib.sha256(self.canonical).digest()


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """One page; the last one has no entries where all stand before it: it is for signatures."""

    name: str
    election_prefix: bytes
    contest: ContestId
    region: RegionCode
    version: int
    digest: bytes
    number: int
    of: int
    first: int
    """Number of the page's first entry, from 1."""
    entries: tuple[Entry, ...]


class TooLongError(ValueError):
    """An entry has more words than a page's codes carry; ``say`` tells which, by language."""

    def __init__(self, number: int) -> None:
        super().__init__(f"entry {number} is too long for a page; cut it into two")
        self.say = {
            "id": f"catatan nomor {number} terlalu panjang untuk satu halaman; bagi menjadi dua",
            "en": f"entry {number} is too long for a page; cut it into two",
        }


def incident_pages(record: IncidentRecord) -> tuple[IncidentPage, ...]:
    """Return the pages, as many entries on each as fit it and its codes, and the page of signatures."""
    cut: list[list[Entry]] = [[]]
    for number, entry in enumerate(record.entries, start=1):
        if not _fits(record, [entry]):
            raise TooLongError(number)
        if not _fits(record, [*cut[-1], entry]):
            cut.append([])
        cut[-1].append(entry)
    starts = [1 + sum(len(each) for each in cut[:place]) for place in range(len(cut))]
    whole = [_page(record, entries, first) for entries, first in zip(cut, starts, strict=True)]
    whole.append(_page(record, [], len(record.entries) + 1))
    return tuple(replace(page, number=at, of=len(whole)) for at, page in enumerate(whole, start=1))


def _fits(record: IncidentRecord, entries: Sequence[Entry]) -> bool:
    """Tell whether *entries* fit on one page, on paper and in its codes."""
    if sum(entry.height for entry in entries) > PAGE_HEIGHT:
        return False
    page = replace(_page(record, entries, len(record.entries)), number=999, of=999)
    return len(codes(incident_payload(page), UNSIGNED)) <= MOST_CODES


def _page(record: IncidentRecord, entries: Sequence[Entry], first: int) -> IncidentPage:
    return IncidentPage(
        name=record.name,
        election_prefix=bytes.fromhex(record.election)[:8],
        contest=record.contest,
        region=record.region,
        version=record.version,
        digest=record.digest,
        number=1,
        of=1,
        first=first,
        entries=tuple(entries),
    )


def incident_payload(page: IncidentPage) -> bytes:
    """Return everything that stands on *page* as deterministic CBOR."""
    about = [page.name, page.election_prefix, page.contest, page.region, page.version, page.digest]
    entries = [entry.words() for entry in page.entries]
    return cbor2.dumps([KIND, *about, page.number, page.of, page.first, entries], canonical=True)


def parse_incidents(found: Any) -> IncidentPage:
    """Take decoded CBOR for a page; PageCodeError where it is none."""
    types = (str, str, bytes, str, str, int, bytes, int, int, int, list)
    if not isinstance(found, list) or [type(each) for each in found] != list(types) or found[0] != KIND:
        raise PageCodeError(
            "Kode QR ini bukan halaman D.KEJADIAN KHUSUS; periksa lembar yang difoto.",
            "These codes are no page of a D.KEJADIAN KHUSUS; check which sheet was photographed.",
        )
    _, name, election, contest, region, version, digest, number, of, first, entries = found
    return IncidentPage(
        name=name,
        election_prefix=election,
        contest=ContestId(contest),
        region=RegionCode(region),
        version=version,
        digest=digest,
        number=number,
        of=of,
        first=first,
        entries=tuple(_entry(each) for each in entries),
    )


def _entry(words: Any) -> Entry:
    """Return an entry from its words; PageCodeError where they are none."""
    kinds = {kind.value: kind for kind in EntryKind}
    if (
        not isinstance(words, list)
        or len(words) != 6
        or not all(isinstance(each, str) for each in words)
        or words[0] not in kinds
    ):
        raise PageCodeError(
            "Isi kode QR rusak; foto ulang halaman ini.",
            "The codes' contents are damaged; take the page again.",
        )
    return Entry(kinds[words[0]], *words[1:])
