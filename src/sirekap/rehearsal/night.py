"""An election's night made up: for every station its sheet, and when and how it arrives.

In: an election, one of its contests, that contest's form, a seed. Out: a ``Night`` of sheets and courses.
Invariant: a station's night depends on the seed and its own code alone, so a night of six stations is part of
the night of all. Not done here: pictures (``fill``, ``photograph``), acting (``officers``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

import numpy as np

from sirekap.election.model import Contest, Election, Station, StationCode
from sirekap.forms.model import Form
from sirekap.rehearsal.officials import Sheet, fill_in
from sirekap.rehearsal.voters import Mood, count_station, draw_mood, near

COUNTING_BEGINS = time(13, 0)

HOPELESS_PHOTO = 0.03
"""Share of photos so bad that they should be refused and taken again."""


class Signal(Enum):
    """How a station's phone reaches the network."""

    GOOD = "good"
    WEAK = "weak"
    RELAYED = "relayed"
    """Carried to a meeting point hours later."""
    NONE = "none"
    """Nothing arrives this night."""


SIGNAL_SHARES: Mapping[Signal, float] = {
    Signal.GOOD: 0.62,
    Signal.WEAK: 0.28,
    Signal.RELAYED: 0.06,
    Signal.NONE: 0.04,
}


class Stream(Enum):
    """Independent streams of chance of one station, so that a change in one leaves the others alone."""

    VOTERS = 1
    OFFICIALS = 2
    COURSE = 3
    PHOTO = 4
    CHECKING = 5
    INK = 6


@dataclass(frozen=True, slots=True)
class Course:
    """When a station's night happens; ``arrives`` is None where nothing arrives."""

    signal: Signal
    photographed: datetime
    arrives: datetime | None
    check_after: timedelta
    second_after: timedelta


@dataclass(frozen=True, slots=True)
class StationNight:
    """One station's night."""

    sheet: Sheet
    course: Course

    @property
    def station(self) -> Station:
        """The station."""
        return self.sheet.station


@dataclass(frozen=True)
class Night:
    """A whole election's night, by station code in ascending order."""

    election: Election
    contest: Contest
    form: Form
    seed: int
    stations: Mapping[StationCode, StationNight]


def make_night(
    election: Election, contest: Contest, form: Form, seed: int, stations: Iterable[StationCode] | None = None
) -> Night:
    """Make the night of *stations* (all of the election where None is given)."""
    codes = sorted(election.stations if stations is None else stations)
    nights = {code: _station_night(election, contest, form, seed, code) for code in codes}
    return Night(election, contest, form, seed, nights)


def chance(seed: int, place: str, stream: Stream, *more: int) -> np.random.Generator:
    """Return the generator of one stream of a place's chance (a region or a station, by its code)."""
    return np.random.default_rng([seed, len(place), int(place or "0"), stream.value, *more])


def _station_night(
    election: Election, contest: Contest, form: Form, seed: int, code: StationCode
) -> StationNight:
    station = election.stations[code]
    mood = _mood(contest, seed, code)
    truth = count_station(chance(seed, code, Stream.VOTERS), election, station, contest, mood)
    sheet = fill_in(chance(seed, code, Stream.OFFICIALS), station, form, truth)
    return StationNight(sheet, _course(chance(seed, code, Stream.COURSE), election, station))


def _mood(contest: Contest, seed: int, code: StationCode) -> Mood:
    """Draw the station's mood: its regency's, bent by district, village and the station itself."""
    mood = draw_mood(chance(seed, code[:4], Stream.VOTERS), contest, code)
    for digits, loyalty in ((6, 30.0), (10, 40.0), (13, 60.0)):
        mood = near(chance(seed, code[:digits], Stream.VOTERS, 1), mood, loyalty)
    return mood


def _course(rng: np.random.Generator, election: Election, station: Station) -> Course:
    signal = tuple(SIGNAL_SHARES)[int(rng.choice(4, p=tuple(SIGNAL_SHARES.values())))]
    begins = datetime.combine(election.day, COUNTING_BEGINS, ZoneInfo(station.time_zone))
    counted = begins + _minutes(float(np.clip(rng.normal(175, 50), 70, 420)))
    photographed = counted.astimezone(UTC)
    waits = {
        Signal.GOOD: rng.uniform(0.5, 4),
        Signal.WEAK: rng.lognormal(3.4, 0.7),
        Signal.RELAYED: rng.uniform(150, 420),
    }
    wait = waits.get(signal)
    return Course(
        signal,
        photographed,
        None if wait is None else photographed + _minutes(float(min(wait, 420))),
        _minutes(float(rng.uniform(2, 14))),
        _minutes(float(rng.uniform(2, 20))),
    )


def _minutes(minutes: float) -> timedelta:
    return timedelta(seconds=round(minutes * 60))
