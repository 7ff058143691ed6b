"""One line of a record's history: values only.

In: nothing. Out: the types that ``history`` gives and screens show. Invariant: a line names who, when and
what; sentences come in Indonesian and English.
"""

from dataclasses import dataclass
from datetime import datetime

from sirekap.election.model import FieldName
from sirekap.record.model import PersonId
from sirekap.record.rule import Sentence


@dataclass(frozen=True, slots=True)
class Change:
    """One number: what the same kind of look, or any, said before, and what is said now.

    ``first`` tells that nothing was said before; otherwise None means that the field stood empty.
    """

    field: FieldName
    first: bool
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened. ``by`` is None for the reader; ``event`` is the step's word."""

    at: datetime
    by: PersonId | None
    event: str
    says: Sentence
    changes: tuple[Change, ...] = ()
    reason: str = ""
    photo: str | None = None
