"""Every C form drawn, filled in, photographed and read back: ``sirekap bench roundtrip``.

In: the elections that ship, how many stations a form, a log to go on from. Out: figures for each form and
for all, with Wilson's 95 % bounds, apart for careful hands and for tired ones. Invariant: the seeds belong to
this bench alone; nothing is fitted on them; what the log has is not measured again, and one of another
edition of a form, or of other weights, is never taken for this one's. All of it is synthetic: made-up numbers
in made-up hands, photos that a program made.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from sirekap.actions.open_election import open_election, shipped_elections
from sirekap.election.figure import Figure
from sirekap.election.model import Election, Headcount, Station, StationCode, StationKind
from sirekap.forms.heading import Heading, heading_for
from sirekap.forms.model import Form
from sirekap.forms.offers import Offer, offers, offers_named, print_for, print_key
from sirekap.reading.bench import Outcome, wilson
from sirekap.reading.read_photo import Reader, open_reader
from sirekap.reading.weights import learned
from sirekap.rehearsal.round_trip import Hand, Trip, there_and_back
from sirekap.rehearsal.worker import settle

SEED = 730_000
"""Of the first station; nothing else may use these seeds."""
STATIONS = 200
"""Stations a form in a whole run."""
READ = ("result", "copy")
"""Uses of forms that are read at all."""


@dataclass(frozen=True, slots=True)
class Task:
    """One station's form in one of the elections that ship."""

    folder: Path
    form: str
    number: int
    """Of the station, from 0; even ones are filled in with care."""
    version: str = ""
    """Of the form's print and the reader's weights: what is known of others is not known of these."""

    @property
    def key(self) -> str:
        """The task's name in a log."""
        return f"{self.form} {self.version} {self.number}"


def bench(limit: int | None = None, log: Path | None = None) -> Iterator[Figure]:
    """Measure *limit* stations a form (STATIONS where None is given) on all cores.

    Outcomes are added to *log*, a line a station's form; those it has already are taken from it.
    """
    first = [Task(folder, name, 0, version_of(folder, name)) for folder, name in subjects()]
    tasks = [replace(task, number=n) for task in first for n in in_turn(task, limit or STATIONS)]
    found: dict[str, list[Outcome]] = {task.form: [] for task in first}
    everything: dict[Hand, list[Outcome]] = defaultdict(list)
    for task, outcomes in measured(tasks, log):
        found[task.form] += outcomes
        everything[hand_of(task.number)] += outcomes
    for name, outcomes in found.items():
        yield from told(name, outcomes)
    for hand, outcomes in everything.items():
        yield from told(f"all forms, {hand.value} hands", outcomes)
    yield from told("all forms", [each for outcomes in everything.values() for each in outcomes])


def in_turn(task: Task, stations: int) -> list[int]:
    """Return the numbers below *stations*, those of one print together: a process keeps its last pages."""
    election = _elections(task.folder)
    offer = offers_named(election, task.form)[0]
    return sorted(range(stations), key=lambda number: station_of(election, offer, number)[0].code)


def measured(tasks: Sequence[Task], log: Path | None) -> Iterator[tuple[Task, list[Outcome]]]:
    """Yield every task with its outcomes: those of the log first, then the others as they are measured."""
    known = logged(log)
    left = [task for task in tasks if task.key not in known]
    yield from ((task, known[task.key]) for task in tasks if task.key in known)
    with (
        ProcessPoolExecutor(os.cpu_count() or 1, get_context("spawn"), initializer=_set_up) as pool,
        Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress,
    ):
        shown = progress.add_task(
            "sirekap bench roundtrip", total=len(tasks), completed=len(tasks) - len(left)
        )
        for task, outcomes in zip(left, pool.map(_measure, left), strict=True):
            if log is not None:
                _add(log, task, outcomes)
            progress.advance(shown)
            yield task, outcomes


def logged(log: Path | None) -> dict[str, list[Outcome]]:
    """Return the outcomes that a log has, by task; a line cut off by a break is measured again."""
    known: dict[str, list[Outcome]] = {}
    if log is None or not log.exists():
        return known
    for line in log.read_text("utf-8").splitlines():
        try:
            said = json.loads(line)
        except json.JSONDecodeError:
            continue
        known[said["task"]] = [Outcome(**each) for each in said["outcomes"]]
    return known


def _add(log: Path, task: Task, outcomes: Iterable[Outcome]) -> None:
    with log.open("a", encoding="utf-8") as file:
        line = {"task": task.key, "outcomes": [asdict(each) for each in outcomes]}
        file.write(json.dumps(line) + "\n")


def told(of: str, outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    """Yield the figures of some outcomes: how many fields are accepted, how many of those are wrong."""
    accepted = [each for each in outcomes if each.accepted]
    wrong = sum(not each.right for each in accepted)
    refused = {each.photo for each in outcomes if each.refused}
    low, high = wilson(len(accepted), len(outcomes))
    unit = f"share of {len(outcomes)}"
    yield Figure(f"accepted ({of})", len(accepted) / max(len(outcomes), 1), unit, low, high)
    low, high = wilson(wrong, len(accepted))
    yield Figure(f"accepted_wrong ({of})", float(wrong), "fields", low * len(accepted), high * len(accepted))
    yield Figure(
        f"photos_refused ({of})", float(len(refused)), f"of {len({e.photo for e in outcomes})} photos"
    )


def subjects() -> Iterator[tuple[Path, str]]:
    """Yield every form that is read, with the election it is rehearsed in, each name once."""
    seen: set[str] = set()
    for folder in shipped_elections():
        for offer in offers(open_election(folder)):
            if offer.file.use in READ and offer.file.model not in seen:
                seen.add(offer.file.model)
                yield folder, offer.file.model


def version_of(folder: Path, name: str) -> str:
    """Return the beginnings of two hashes: of a form's first print, of all that the reader learned."""
    election = open_election(folder)
    return trip_of(election, offers_named(election, name)[0], 0).form.hash[:10] + "-" + learned()[:10]


def hand_of(number: int) -> Hand:
    """Return who fills in the form of station *number*."""
    return Hand.TIRED if number % 2 else Hand.CAREFUL


def trip_of(election: Election, offer: Offer, number: int, seed: int = SEED) -> Trip:
    """Return the way of one station's form."""
    station, heading = station_of(election, offer, number)
    key = election.id, *print_key(offer, station)
    if key not in _prints:
        _prints[key] = print_for(election, offer, station)
    return Trip(election, offer.contest, _prints[key], station, heading, seed + number, hand_of(number))


_prints: dict[tuple[object, ...], Form] = {}
"""Forms as laid out in this process, by election and print."""


def station_of(election: Election, offer: Offer, number: int) -> tuple[Station, Heading]:
    """Return a station that gets the form, in turn where there are too few; one made up for forms abroad."""
    if offer.file.abroad:
        code = StationCode(f"9901010001{number + 1:03d}")
        listed = Headcount(400 + 37 * number % 30_000, 500 + 41 * number % 30_000)
        delivered = listed.total + -(-listed.total * election.reserve_permille // 1000)
        station = Station(code, f"Pos {number + 1:03d}", StationKind.POSTAL, listed, delivered)
        return station, Heading("LUAR NEGERI", "NEGERI LATIHAN", "PPLN LATIHAN", "POS LATIHAN", code)
    own = [station for _, station in sorted(election.stations.items()) if offer.is_for(station)]
    station = own[number % len(own)]
    return station, heading_for(election, station)


_at_work: list[Reader] = []
"""The reader of a worker process, loaded once."""


def _set_up() -> None:
    settle()
    _at_work.append(open_reader())


_elections = cache(open_election)


def _measure(task: Task) -> list[Outcome]:
    election = _elections(task.folder)
    offer = offers_named(election, task.form)[0]
    return list(there_and_back(trip_of(election, offer, task.number), _at_work[0]))
