"""What a numbered rule is, what it is judged on, and what it finds.

In: a form, the values of one record, and what was known before the day. Out: findings with the numbers in
their sentence. Invariant: a rule speaks only where every field it needs is on the form and has a number; it
never repairs. Not done here: the rules themselves (``rules``), and what a finding means for the record
(``gate``).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase
from typing import NewType

from sirekap.election.model import ContestId, Election, FieldName, Station
from sirekap.forms.model import Form
from sirekap.record.model import Values

RuleCode = NewType("RuleCode", str)
"""``R`` and a number, never reused."""

Sentence = Mapping[str, str]
"""The same sentence by language: ``id`` and ``en``."""


class Severity(Enum):
    """What a broken rule asks of people."""

    FAULT = "F"
    """Does the paper really say this? Two independent entries answer."""
    WARNING = "W"
    """Why? The officer who checks gives a reason."""


class Communal(Enum):
    """Whether a rule about persons still holds where a community votes as one (noken)."""

    HOLDS = "holds"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Case:
    """The values of one record, and what a rule may compare them with."""

    form: Form
    election: Election
    station: Station
    values: Values
    other_contests: Mapping[ContestId, Values] = field(default_factory=dict)

    def number(self, name: FieldName) -> int | None:
        """Return what is written in the field; None where it is empty, not known yet, or not on the form."""
        return self.values.get(name)

    def numbers(self, names: Iterable[FieldName]) -> tuple[int, ...] | None:
        """Return what is written in all of the fields; None as soon as one has no number."""
        found = []
        for name in names:
            value = self.values.get(name)
            if value is None:
                return None
            found.append(value)
        return tuple(found)

    def given(self, *patterns: str) -> Iterator[tuple[FieldName, int]]:
        """Yield the fields of those patterns that have a number, in the order of the form."""
        for each in matching(self.form, patterns):
            value = self.values.get(each)
            if value is not None:
                yield each, value


@dataclass(frozen=True, slots=True)
class Broken:
    """One place where a rule is not met: the fields it concerns, and the sentence with their numbers."""

    fields: tuple[FieldName, ...]
    says: Sentence


@dataclass(frozen=True, slots=True)
class Rule:
    """One numbered rule: code, severity, sentence, the fields it may mark, and the check."""

    code: RuleCode
    severity: Severity
    says: Sentence
    patterns: tuple[str, ...]
    """Names of fields, ``*`` standing for any part."""
    check: Callable[[Case], Iterator[Broken]]
    communal: Communal = Communal.HOLDS

    def fields(self, form: Form) -> tuple[FieldName, ...]:
        """Return the fields of *form* that the rule may mark."""
        return tuple(matching(form, self.patterns))


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that the numbers do not meet, as severe as this election and station make it."""

    rule: RuleCode
    severity: Severity
    fields: tuple[FieldName, ...]
    says: Sentence


def matching(form: Form, patterns: Iterable[str]) -> Iterator[FieldName]:
    """Yield the form's fields that any of *patterns* names, in the order of the form."""
    wanted = tuple(patterns)
    for each in form.fields():
        if any(fnmatchcase(each.name, pattern) for pattern in wanted):
            yield each.name
