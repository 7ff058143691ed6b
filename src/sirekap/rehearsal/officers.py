"""People of a rehearsal: they photograph, look at the paper, check, type blind, and err now and then.

In: a station's night, its crew, the ports of a system, a source of photos. Out: steps taken through the same
actions as anybody's, each told as a ``Moment``.
Invariant: nobody knows the truth, only what the paper says; nothing is confirmed but by the actions; the same
night gives the same steps at the same times. Not done here: the order among stations (``play``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

import numpy as np

from sirekap.accounts.model import Account
from sirekap.actions.check_fields import CheckFields, check_fields
from sirekap.actions.enter_fields import EnterFields, enter_fields
from sirekap.actions.ports import Ports
from sirekap.actions.read_next import PhotoRead, ReadNext, read_next
from sirekap.actions.receive_photo import ReceivePhoto, receive_photo
from sirekap.actions.station_record import context_of
from sirekap.election.model import FieldName, StationCode
from sirekap.record.gate import Asked, AskKind, asks
from sirekap.record.held import hold
from sirekap.record.model import PersonId, RecordKey, Section
from sirekap.record.state import Confirmed, derive
from sirekap.rehearsal.night import Night, StationNight, Stream, chance

TYPING_ERROR = 0.009
"""Share of typed numbers in which a person errs, as measured on real forms."""

MOST_TAKES = 6
"""After so many refused photos of a page, the officer gives up on it."""

MOST_ROUNDS = 8

BETWEEN_PAGES = timedelta(seconds=45)
BETWEEN_TAKES = timedelta(seconds=70)
READING_TAKES = timedelta(seconds=6)
BETWEEN_ENTRIES = timedelta(minutes=3)

REASON = "Sudah dicocokkan dengan kertas; angkanya memang demikian."


class PhotoSource(Protocol):
    """Where photos of filled pages come from."""

    def photo(self, station: StationCode, page: int, take: int) -> bytes:
        """Return the file of the *take*-th photo (from 0) of a page."""


class Deed(Enum):
    """What happened at one moment of the night."""

    PHOTOGRAPHED = "photographed"
    REFUSED = "refused"
    CHECKED = "checked"
    ENTERED = "entered"
    LEFT_OPEN = "left_open"
    """All photos are in; the checking is left to a visitor."""
    CONFIRMED = "confirmed"
    """Both sections passed the gate."""
    UNFINISHED = "unfinished"
    """The crew has done all it was asked, and the gate still holds something up."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, or the wait until the next (``deed`` None)."""

    at: datetime
    station: StationCode
    deed: Deed | None = None


@dataclass(frozen=True, slots=True)
class Crew:
    """Who acts for a station: two officers, and a verifier of its district."""

    main: Account
    reserve: Account
    verifier: Account

    @property
    def everyone(self) -> tuple[Account, ...]:
        """In the order in which they are asked."""
        return self.main, self.reserve, self.verifier


class Visit(Enum):
    """Whether a station's checking is left to a visitor."""

    NONE = "none"
    EXPECTED = "expected"


@dataclass(frozen=True)
class Shift:
    """One station's crew at work."""

    ports: Ports
    night: Night
    own: StationNight
    crew: Crew
    reader: Account
    photos: PhotoSource
    visit: Visit

    def run(self) -> Iterator[Moment]:
        """Take the station's steps one by one; after each yield the caller resumes at the time it names."""
        now = self.own.course.arrives
        if now is None:
            return
        for page in self.night.form.pages:
            for moment in self._picture(page.number, now):
                now = moment.at
                yield moment
            now += BETWEEN_PAGES
        if self.visit is Visit.EXPECTED:
            yield Moment(now, self._code, Deed.LEFT_OPEN)
            return
        yield from self._check(now + self.own.course.check_after)

    @property
    def _code(self) -> StationCode:
        return self.own.station.code

    @property
    def _key(self) -> RecordKey:
        return RecordKey(self._code, self.night.contest.id)

    def _picture(self, page: int, start: datetime) -> Iterator[Moment]:
        """Photograph one page until the reader takes it."""
        now = start
        for take in range(MOST_TAKES):
            yield Moment(now, self._code)
            data = self.photos.photo(self._code, page, take)
            who = self.crew.main
            receipt = receive_photo(
                self.ports, ReceivePhoto(self._code, self.night.contest.id, data, who, now)
            )
            now += READING_TAKES
            refused = read_until(self.ports, self.reader, now, receipt.photo)
            yield Moment(now, self._code, Deed.REFUSED if refused else Deed.PHOTOGRAPHED)
            if not refused:
                return
            now += BETWEEN_TAKES

    def _check(self, start: datetime) -> Iterator[Moment]:
        """Check all fields, then let whoever is asked type blind or give a reason, until nothing is asked."""
        rng = chance(self.night.seed, self._code, Stream.CHECKING)
        yield Moment(start, self._code)
        self._say(rng, start)
        yield Moment(start, self._code, Deed.CHECKED)
        now = start + self.own.course.second_after
        for _ in range(MOST_ROUNDS):
            person = self._next_asked()
            if person is None:
                break
            yield Moment(now, self._code)
            self._answer(rng, person, now)
            yield Moment(now, self._code, Deed.ENTERED)
            now += BETWEEN_ENTRIES
        yield Moment(now, self._code, Deed.CONFIRMED if self._is_confirmed() else Deed.UNFINISHED)

    def _say(self, rng: np.random.Generator, at: datetime) -> None:
        """Look at the paper with the reading in view: leave what is right, type what is not."""
        with self.ports.store.look() as books:
            held = hold(books.evidence.of(self._key))
        values = {}
        for name, written in self.own.sheet.written.items():
            seen = held.seen(name)
            in_view = seen[-1].seen.value if seen else None
            values[name] = written if in_view == written else typed(rng, written)
        check_fields(self.ports, CheckFields(self._code, self.night.contest.id, values, self.crew.main, at))

    def _next_asked(self) -> Account | None:
        """Return the first of the crew of whom something is asked that people do at a desk."""
        return next((each for each in self.crew.everyone if self._asked(each)), None)

    def _asked(self, person: Account) -> tuple[Asked, ...]:
        with self.ports.store.look() as books:
            evidence = books.evidence.of(self._key)
            context = context_of(self.ports, books, self._key)
        asked = asks(context, evidence, PersonId(person.id)).asked
        mine = self.crew.main.id == person.id
        desk = (AskKind.BLIND, AskKind.AGAIN, *((AskKind.REASON,) if mine else ()))
        return tuple(each for each in asked if each.kind in desk)

    def _is_confirmed(self) -> bool:
        with self.ports.store.look() as books:
            evidence = books.evidence.of(self._key)
            context = context_of(self.ports, books, self._key)
        return all(isinstance(derive(context, section, evidence), Confirmed) for section in Section)

    def _answer(self, rng: np.random.Generator, person: Account, at: datetime) -> None:
        """Do all that is asked of one person: type fields blind, give reasons."""
        asked = self._asked(person)
        contest = self.night.contest.id
        names = {each.field for each in asked if each.kind is not AskKind.REASON}
        reasons = {str(each.rule): REASON for each in asked if each.rule is not None}
        if names:
            values = {name: typed(rng, self._paper(name)) for name in self.own.sheet.written if name in names}
            enter_fields(self.ports, EnterFields(self._code, contest, values, person, at))
        if reasons:
            check_fields(self.ports, CheckFields(self._code, contest, {}, person, at, reasons))

    def _paper(self, name: FieldName) -> int:
        return self.own.sheet.written[name]


def read_until(ports: Ports, reader: Account, at: datetime, photo: str) -> str | None:
    """Have waiting photos read until *photo* was; return why it was refused, or None."""
    while True:
        result: PhotoRead | None = read_next(ports, ReadNext(reader, at))
        if result is None:
            return None
        if result.photo == photo:
            return result.refused


def typed(rng: np.random.Generator, written: int) -> int:
    """Type a number from paper; in ``TYPING_ERROR`` of all cases one digit is wrong."""
    if rng.random() >= TYPING_ERROR:
        return written
    digits = list(str(written))
    at = int(rng.integers(len(digits)))
    digits[at] = str((int(digits[at]) + int(rng.integers(1, 10))) % 10)
    return int("".join(digits))
