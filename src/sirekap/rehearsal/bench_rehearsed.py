"""How well rehearsed pages are read under ordinary phone damage: ``sirekap bench rehearsed``.

In: the election that ships, how many photos to make. Out: figures with Wilson's 95 % bounds, all of them
synthetic: made-up numbers in made-up hands on our own form. Invariant: the seeds belong to this bench alone;
nothing is trained, fitted or tuned on them. A photo depends on its seed and station, not on the process or
the order in which it is made.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from sirekap.actions.open_election import open_election
from sirekap.election.figure import Figure
from sirekap.election.model import Election, StationCode
from sirekap.forms.catalogue import form_for
from sirekap.reading.bench import Outcome, figures
from sirekap.reading.read_photo import Reader, open_reader, read_photo
from sirekap.reading.reliability import calibration_error, reliability_svg
from sirekap.reading.risk import upper_bound
from sirekap.rehearsal.conditions import draw_conditions
from sirekap.rehearsal.night import Stream, chance, make_night
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.photos import open_studio
from sirekap.rehearsal.worker import settle

SEED = 910_000
"""The first night measured; this bench counts on from here, and nothing else may use these seeds."""

PHOTOS = 3_000
"""Photos of a whole run: 31,000 fields."""

BATCH = 4
"""Stations whose forms are printed and read together."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some stations of one night."""

    folder: Path
    seed: int
    stations: tuple[StationCode, ...]


def bench(limit: int | None = None, picture: Path | None = None) -> Iterator[Figure]:
    """Measure *limit* photos (PHOTOS where None is given) on as many processes as there are cores.

    *picture* is where the reliability diagram is written.
    """
    found = list(measured(limit or PHOTOS, SEED, os.cpu_count() or 1))
    yield from (each for each in figures(found, []) if each.figure != "read_seconds")
    accepted = [each for each in found if each.accepted]
    wrong = sum(not each.right for each in accepted)
    yield Figure("accepted_risk_at_most", upper_bound(wrong, len(accepted)), "share, at 95 % confidence")
    seen = [(each.probability, each.right) for each in found if not each.refused]
    yield Figure("calibration_error", calibration_error(seen), "share")
    if picture is not None:
        title = "Rehearsed pages of sirekap-1 (synthetic)"
        picture.write_text(reliability_svg(seen, title), encoding="utf-8")


def measured(photos: int, seed: int, workers: int) -> Iterator[Outcome]:
    """Make, photograph and read *photos* pages; yield the outcome of every field."""
    batches = list(islice(_batches(seed), -(-photos // (3 * BATCH))))
    with (
        ProcessPoolExecutor(workers, get_context("spawn"), initializer=prepare) as pool,
        Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress,
    ):
        task = progress.add_task("sirekap bench rehearsed", total=len(batches))
        for outcomes in pool.map(measure, batches):
            progress.advance(task)
            yield from outcomes


def shipped_election() -> Path:
    """Return the folder of the rehearsal election that ships."""
    return Path(__file__).resolve().parents[3] / "elections" / "rehearsal-sampang"


def _batches(seed: int) -> Iterator[Batch]:
    folder = shipped_election()
    codes = sorted(open_election(folder).stations)
    while True:
        for start in range(0, len(codes), BATCH):
            yield Batch(folder, seed, tuple(codes[start : start + BATCH]))
        seed += 1


_at_work: dict[str, Reader] = {}
"""The reader of a worker process, loaded once."""

_elections: dict[Path, Election] = {}


def prepare() -> None:
    """Load the reader, once a process; one photo keeps to one thread."""
    settle()
    _at_work["reader"] = open_reader()


def measure(batch: Batch) -> Sequence[Outcome]:
    """Print, fill in, photograph and read every page of a batch."""
    election = _elections.setdefault(batch.folder, open_election(batch.folder))
    contest = next(each for each in election.contests if each.tickets)
    form = form_for(contest, election.form_family, election.voter_cap)
    studio = open_studio(make_night(election, contest, form, batch.seed, batch.stations))
    found: list[Outcome] = []
    for code in batch.stations:
        for page in form.pages:
            rng = chance(batch.seed, code, Stream.PHOTO, page.number)
            paper = studio.page(code, page.number)
            jpeg = photograph(paper, (page.width, page.height), draw_conditions(rng), rng).jpeg
            reading = read_photo(jpeg, (form,), _at_work["reader"])
            marks = studio.night.stations[code].sheet.marks
            for field in page.fields:
                read = reading.fields.get(field.name)
                found.append(
                    Outcome(
                        photo=f"{batch.seed}/{code}/{page.number}",
                        field=field.name,
                        value=None if read is None else read.value,
                        truth=marks[field.name].value,
                        accepted=read is not None and read.accepted,
                        refused=reading.refused is not None,
                        probability=0.0 if read is None else read.probability,
                    )
                )
    return found
