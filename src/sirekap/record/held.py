"""All evidence of one record in one order, whatever the order it came in.

In: evidence, any order, with repeats. Out: ``Held``: each piece once, by time, and what follows from that
alone: the photos that stand, what the reader saw of each field, and what each person said of it. Invariant:
any permutation, and any repetition, of the same evidence gives an equal ``Held``. Not done here: judging
(``gate``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cached_property

from sirekap.election.model import FieldName
from sirekap.reading.model import RefusalCode
from sirekap.record import model
from sirekap.record.model import Checked, Corrected, Entered, Evidence, PersonId, Seen, SettledByPlenary

_KINDS = (
    model.VersionOpened,
    model.Photographed,
    model.PageRead,
    model.Withdrawn,
    model.Checked,
    model.Entered,
    model.Corrected,
    model.SettledByPlenary,
    model.Detailed,
    model.IncidentNoted,
    model.Objected,
    model.ObjectionAnswered,
    model.CopyExpected,
    model.CopyHanded,
)
"""Order of pieces of one instant; an entry counts as made before a correction of the same instant, so that it
cannot confirm what it may not have been asked about."""


WRONG_STATION = "wrong_station"
"""Why a photo that can be read is set aside: its page names another station or election."""

NO_PAGE_OF_THIS_RECORD = frozenset(
    (
        RefusalCode.NOT_AN_IMAGE.value,
        RefusalCode.NOT_A_FORM.value,
        RefusalCode.WRONG_FORM.value,
        WRONG_STATION,
    )
)
"""Refusals that say more than that a page cannot be read: what was told about such a photo does not count."""


class How(Enum):
    """How a person came to say a value."""

    CHECKED = "checked"
    """With photo and reading in view."""
    BLIND = "blind"
    """From the photo alone."""
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Look:
    """One person's word on one field."""

    value: int | None
    how: How
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class SeenOn:
    """What the reader saw of a field, and on which photo."""

    photo: str
    seen: Seen


@dataclass(frozen=True)
class Held:
    """The evidence of one record, each piece once, oldest first."""

    evidence: tuple[Evidence, ...]

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """Photos taken out of the reading, whenever that was said."""
        return frozenset(each.photo for each in self.evidence if isinstance(each, model.Withdrawn))

    @cached_property
    def came(self) -> Mapping[str, datetime]:
        """When each standing photo came, oldest first; one known by its reading alone, when it was read."""
        arrived: dict[str, datetime] = {}
        for each in self.evidence:
            if isinstance(each, model.Photographed) and each.photo not in self.withdrawn:
                arrived.setdefault(each.photo, each.at)
        for each in self.evidence:
            if isinstance(each, model.PageRead) and each.photo not in self.withdrawn:
                arrived.setdefault(each.photo, each.at)
        return dict(sorted(arrived.items(), key=lambda item: (item[1], item[0])))

    @cached_property
    def read(self) -> Mapping[str, model.PageRead]:
        """The newest reading of each photo that stands."""
        newest = {each.photo: each for each in self.evidence if isinstance(each, model.PageRead)}
        return {photo: newest[photo] for photo in self.came if photo in newest}

    @cached_property
    def pages(self) -> Mapping[str, int | None]:
        """The page each standing photo shows: as the reader knows it, else as who sent it said, else None."""
        return {photo: self._page(photo) for photo in self.came}

    @cached_property
    def unread(self) -> frozenset[str]:
        """Photos that stand and may still turn out to show any page."""
        return frozenset(
            photo for photo, page in self.pages.items() if page is None and photo not in self.read
        )

    def shown(self, page: int) -> tuple[str, ...]:
        """Return the standing photos of *page*, oldest first."""
        return tuple(photo for photo, number in self.pages.items() if number == page)

    def seen(self, field: FieldName) -> tuple[SeenOn, ...]:
        """Return what the reader saw of *field* on each photo that stands, oldest photo first."""
        return tuple(
            SeenOn(photo, reading.fields[field])
            for photo, reading in self.read.items()
            if reading.refused is None and field in reading.fields
        )

    @cached_property
    def readings_differ(self) -> frozenset[FieldName]:
        """Fields of which phone and server saw different numbers on one photo, and either was sure.

        Both run the same reader, so this tells of a fault or of meddling, not of bad handwriting.
        """
        return frozenset(
            name
            for each in self.evidence
            if isinstance(each, model.Detailed)
            for photo, seen_by_phone in each.readings.items()
            if photo in self.read
            for name, phone in seen_by_phone.items()
            if _differ(phone, self.read[photo].fields.get(name))
        )

    def looks(self, field: FieldName) -> tuple[Look, ...]:
        """Return all that persons ever said of *field*, oldest first."""
        return self._all_looks.get(field, ())

    def settled(self, section: model.Section) -> SettledByPlenary | None:
        """Return the newest decision of a plenary about the section."""
        found = None
        for each in self.evidence:
            if isinstance(each, SettledByPlenary) and each.section is section:
                found = each
        return found

    @cached_property
    def reasons(self) -> Mapping[str, str]:
        """Rule code to the newest reason that was given for it; blank ones left out."""
        given: dict[str, str] = {}
        for each in self.evidence:
            if isinstance(each, Checked | model.Detailed):
                given.update({code: why for code, why in each.reasons.items() if why.strip()})
        return given

    def _page(self, photo: str) -> int | None:
        reading = self.read.get(photo)
        if reading is not None and (reading.page is not None or reading.refused in NO_PAGE_OF_THIS_RECORD):
            return reading.page
        told = (
            each for each in self.evidence if isinstance(each, model.Photographed) and each.photo == photo
        )
        return next((each.page for each in told if each.page is not None), None)

    @cached_property
    def _all_looks(self) -> Mapping[FieldName, tuple[Look, ...]]:
        found: dict[FieldName, list[Look]] = {}
        for each in self.evidence:
            if isinstance(each, Checked | Entered | Corrected):
                for name, value in each.values.items():
                    found.setdefault(name, []).append(Look(value, _how(each), each.by, each.at))
        return {name: tuple(looks) for name, looks in found.items()}


def hold(evidence: Iterable[Evidence]) -> Held:
    """Put *evidence* in its one order, each piece once."""
    moments: dict[tuple[datetime, int], list[Evidence]] = {}
    for each in evidence:
        moments.setdefault((each.at, _KINDS.index(type(each))), []).append(each)
    return Held(tuple(each for moment in sorted(moments) for each in _once(moments[moment])))


def _once(pieces: list[Evidence]) -> Iterable[Evidence]:
    """Return pieces of one kind and moment in order of all they hold, each once."""
    if len(pieces) == 1:
        return pieces
    written = {_written(each): each for each in pieces}
    return (written[text] for text in sorted(written))


def _differ(phone: Seen, server: Seen | None) -> bool:
    """Tell whether two readings of one photo contradict each other where one of them was sure."""
    return server is not None and phone.value != server.value and (phone.accepted or server.accepted)


def _how(claim: Checked | Entered | Corrected) -> How:
    """Name how the claim was made."""
    if isinstance(claim, Checked):
        return How.CHECKED
    return How.BLIND if isinstance(claim, Entered) else How.CORRECTED


def _written(value: object) -> str:
    """Write *value* out so that equal values are equal texts, whatever the order of their mappings."""
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{_written(k)}:{_written(v)}" for k, v in value.items())) + "}"
    if is_dataclass(value):
        return "(" + ",".join(_written(getattr(value, each.name)) for each in fields(value)) + ")"
    return repr(value)
