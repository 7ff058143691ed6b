"""The steps a state may offer, each a method that returns the evidence to add.

In: the values and persons of a step. Out: evidence, not yet kept anywhere. Invariant: a step that a state
does not offer is no method of it; a step taken wrongly raises a ``MisstepError``. The word of a step is also
its address, its arrow in docs/states.md and its audit event. Not done here: who may act at all
(``accounts``), and keeping (``store``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from sirekap.election.model import FieldName
from sirekap.record import model
from sirekap.record.context import fields_of
from sirekap.record.gate import Asked, AskKind, Gate
from sirekap.record.missteps import (
    AlreadyCheckedError,
    CheckedYourselfError,
    ForeignFieldError,
    ImpossibleValueError,
    NotAskedError,
    NotCheckedYetError,
    NothingSaidError,
    PhotoNotHeldError,
    ReasonMissingError,
    UnfinishedDecisionError,
)
from sirekap.record.model import PersonId, Section, Seen, Values
from sirekap.record.rule import Finding, Sentence


@dataclass(frozen=True, slots=True)
class SectionState:
    """What one section's evidence amounts to."""

    name: ClassVar[str]
    says: ClassVar[Sentence]
    section: Section
    gate: Gate = field(repr=False)

    @property
    def values(self) -> Values:
        """What the section's fields are held to have so far; those without a value are left out."""
        return self.gate.values(self.section)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What is still missing, of whomever."""
        return self.gate.asked(self.section)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The rules that concern the section and are not met."""
        return self.gate.found(self.section)


class CanPhotograph(SectionState):
    """One more photo may come."""

    __slots__ = ()

    def photograph(self, photo: str, page: int | None, by: PersonId, at: datetime) -> model.Photographed:
        """Note that *photo* (SHA-256, hex) came; *page* where who sent it told."""
        return model.Photographed(photo, page, by, at)


class CanRead(SectionState):
    """A photo may be read."""

    __slots__ = ()

    def read(
        self,
        photo: str,
        page: int | None,
        fields: Mapping[FieldName, Seen],
        refused: str | None,
        at: datetime,
    ) -> model.PageRead:
        """Note what the reader saw on *photo*; raise PhotoNotHeldError where that does not stand."""
        if photo not in self.gate.held.came:
            raise PhotoNotHeldError(photo)
        return model.PageRead(photo, page, fields, refused, at)


class CanCheck(SectionState):
    """An officer may say what the paper says, with photo and reading in view."""

    __slots__ = ()

    def check(
        self, values: Values, by: PersonId, at: datetime, reasons: Mapping[str, str] | None = None
    ) -> model.Checked:
        """Say what the fields hold, and why W rules are not met; either may be empty.

        Raises AlreadyCheckedError for a field that was checked before, unless the same person says the same.
        """
        if not values and not reasons:
            raise NothingSaidError
        _ensure_own(self, values)
        for name, value in values.items():
            words = self.gate.stands[name].words
            if name in _checked(self) and words.get(by, _UNSAID) != value:
                raise AlreadyCheckedError(name)
        return model.Checked(dict(values), by, at, dict(reasons or {}))


class CanEnter(SectionState):
    """A second person may type fields blind."""

    __slots__ = ()

    def enter(self, values: Values, by: PersonId, at: datetime) -> model.Entered:
        """Type what the photo says; CheckedYourselfError or NotAskedError for fields not asked of *by*."""
        if not values:
            raise NothingSaidError
        _ensure_own(self, values)
        asked = {each.field: each for each in self.asked if each.kind in (AskKind.BLIND, AskKind.AGAIN)}
        for name in values:
            ask = asked.get(name)
            if ask is not None and ask.of(by):
                continue
            if ask is not None and ask.kind is AskKind.BLIND and by in self.gate.stands[name].not_blind:
                raise CheckedYourselfError(name)
            raise NotAskedError(name)
        return model.Entered(dict(values), by, at)


class CanCorrect(SectionState):
    """A number already said may be changed, with a reason."""

    __slots__ = ()

    def correct(self, values: Values, by: PersonId, at: datetime, reason: str) -> model.Corrected:
        """Put another number beside the one that stands; it needs a blind entry again."""
        if not values:
            raise NothingSaidError
        _ensure_own(self, values)
        for name in values:
            if not self.gate.stands[name].looks:
                raise NotCheckedYetError(name)
        return model.Corrected(dict(values), by, at, _reason(reason))


class CanWithdraw(SectionState):
    """A wrong photo may be taken out of the reading."""

    __slots__ = ()

    def withdraw(self, photo: str, by: PersonId, at: datetime, reason: str) -> model.Withdrawn:
        """Take *photo* out; it stays in the history."""
        if photo not in self.gate.held.came:
            raise PhotoNotHeldError(photo)
        return model.Withdrawn(photo, by, at, _reason(reason))


class CanSettle(SectionState):
    """A plenary may decide."""

    __slots__ = ()

    def settle(
        self, values: Values, certificate: str, by: PersonId, at: datetime, reason: str
    ) -> model.SettledByPlenary:
        """Put the plenary's numbers, all of the section's, in place of everything before."""
        _ensure_own(self, values)
        left_out = [name for name in fields_of(self.gate.context.form, self.section) if name not in values]
        if left_out:
            raise UnfinishedDecisionError(", ".join(left_out))
        return model.SettledByPlenary(self.section, dict(values), certificate, by, at, _reason(reason))


_UNSAID = object()
"""Stands for a person who said nothing of a field; None is a word: the field is empty."""


def _checked(state: SectionState) -> frozenset[FieldName]:
    """Return the section's fields that somebody has checked or corrected in this round."""
    return frozenset(
        each.field
        for each in state.gate.of(state.section)
        if {look.by for look in each.looks} & each.not_blind
    )


def _ensure_own(state: SectionState, values: Values) -> None:
    """Raise ForeignFieldError or ImpossibleValueError for what the section or its boxes cannot hold."""
    boxes = {each.name: len(each.boxes) for each in state.gate.context.form.fields()}
    own = frozenset(fields_of(state.gate.context.form, state.section))
    for name, value in values.items():
        if name not in own:
            raise ForeignFieldError(name)
        if value is not None and not 0 <= value < 10 ** boxes[name]:
            raise ImpossibleValueError(f"{name}: {value}")


def _reason(reason: str) -> str:
    """Return the reason without spaces around it; raise ReasonMissingError where nothing is left."""
    if not reason.strip():
        raise ReasonMissingError
    return reason.strip()
