"""A D.HASIL as values: which numbers of which lower units a plenary certifies.

In: fields, columns and cells. Out: a ``RecapTable`` with its canonical bytes and their hash. Invariant: only
what the units below said is held; every sum is worked out from it, and the summary over sheets with it. The
same numbers always give the same bytes (deterministic CBOR, docs/recap-forms.md). Names of people and places
are no part of them: the election's id fixes those. Layout and paging are not done here.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import cbor2

from sirekap.election.model import ContestId, ElectionId, FieldName, RegionCode
from sirekap.forms.identities import ROWS_BY_SEX, SEXES

SCHEMA = 1
Cell = int | None
"""A number, or None where the paper below had none: nothing is no number, and adds nothing."""


class RecapTier(Enum):
    """The plenaries that make a D.HASIL, by the word in the form's name."""

    DISTRICT = "KECAMATAN"
    REGENCY = "KABKO"
    PROVINCE = "PROV"
    NATION = "NASIONAL"
    OVERSEAS = "PPLN"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The numbers of one region's lower units: ``rows`` run as the table's fields, cells as ``columns``."""

    region: RegionCode
    columns: tuple[str, ...]
    """Codes of stations or regions, in official order."""
    rows: tuple[tuple[Cell, ...], ...]

    def totals(self) -> tuple[Cell, ...]:
        """Return the sum of each row."""
        return tuple(add(row) for row in self.rows)


@dataclass(frozen=True)
class RecapTable:
    """All numbers of one D.HASIL. ``version`` counts from 1 and grows when a signed one is made anew."""

    tier: RecapTier
    election: ElectionId
    contest: ContestId
    contest_name: str
    """As in the form's name: ``PPWP``, ``DPRD-KAB/KOTA``."""
    region: RegionCode
    version: int
    fields: tuple[FieldName, ...]
    sheets: tuple[Sheet, ...]

    def __post_init__(self) -> None:
        """Refuse cells that do not fill the table: a number in the wrong row would be certified."""
        for sheet in self.sheets:
            if len(sheet.rows) != len(self.fields):
                raise ValueError(f"{sheet.region}: {len(sheet.rows)} rows for {len(self.fields)} fields")
            if any(len(row) != len(sheet.columns) for row in sheet.rows):
                raise ValueError(f"{sheet.region}: a row has not {len(sheet.columns)} cells")

    @property
    def name(self) -> str:
        """The form's name: ``D.HASIL KECAMATAN-PPWP``."""
        return f"D.HASIL {self.tier.value}-{self.contest_name}"

    @cached_property
    def canonical(self) -> bytes:
        """The bytes that are hashed and signed: everything that is certified and nothing else."""
        sheets = [
            [sheet.region, list(sheet.columns), [list(row) for row in sheet.rows]] for sheet in self.sheets
        ]
        head = [SCHEMA, self.name, bytes.fromhex(self.election), self.contest, self.region, self.version]
        return cbor2.dumps([*head, list(self.fields), sheets], canonical=True)

    @cached_property
    def digest(self) -> bytes:
        """SHA-256 of the canonical bytes; printed on every page."""
        return hashlib.sha256(self.canonical).digest()

    def all_sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets and, where a region below has one of its own, the summary over them."""
        if self.tier is not RecapTier.DISTRICT:
            return self.sheets
        totals = [sheet.totals() for sheet in self.sheets]
        rows = tuple(tuple(each[row] for each in totals) for row in range(len(self.fields)))
        return (*self.sheets, Sheet(self.region, tuple(sheet.region for sheet in self.sheets), rows))


def add(cells: Iterable[Cell]) -> Cell:
    """Return the sum of what is there; None where nothing is."""
    there = [cell for cell in cells if cell is not None]
    return sum(there) if there else None


ROWS = {row: place for place, row in enumerate(ROWS_BY_SEX)}
LAST = 10**9


def official(fields: Iterable[FieldName]) -> tuple[FieldName, ...]:
    """Return *fields* in the order of a D.HASIL; KeyError for a name that no form has."""
    return tuple(sorted(fields, key=_rank))


def _rank(field: FieldName) -> tuple[int, int, int]:
    """Tell where a row stands: section, row, sex or candidate; a party's sum stands under its candidates."""
    section, *rest = field.split(".")
    if section == "votes":
        return 3, int(rest[0]), int(rest[1]) if len(rest) > 1 else LAST
    if section in ("valid", "invalid", "cast"):
        return 4, ("valid", "invalid", "cast").index(section), 0
    if section == "ballots":
        return 1, ("received", "used", "spoiled", "unused").index(rest[0]), 0
    return 2 if section == "disabled" else 0, ROWS[f"{section}.{rest[0]}"], SEXES.index(rest[1])


def groups(fields: Sequence[FieldName], most: int) -> tuple[tuple[FieldName, ...], ...]:
    """Cut *fields* into pages of at most *most* rows: all on one, else administration, each party, totals."""
    parties = any(field.startswith("votes.") and field.count(".") == 2 for field in fields)
    if len(fields) <= most and not parties:
        return (tuple(fields),)
    found: dict[str, list[FieldName]] = {}
    for field in fields:
        found.setdefault(_group(field, parties=parties), []).append(field)
    return tuple(
        tuple(rows[start : start + most]) for rows in found.values() for start in range(0, len(rows), most)
    )


def _group(field: FieldName, *, parties: bool) -> str:
    """Name the pages that *field* stands on: a party's own, the votes, the totals, the administration."""
    section, *numbers = field.split(".")
    if section == "votes":
        return f"party {numbers[0]}" if parties else section
    return "totals" if section in ("valid", "invalid", "cast") else "administration"
