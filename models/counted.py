"""How often tally grids, row sums and words say another number than the field's, counted on rehearsed pages.

In: a reader whose networks are made. Out: habits with ``tally_error``, ``rows_error`` and ``words_error``.
Invariant: the pages' seeds belong to this alone: no network learned from them and no bench reads them. A
kind's error is the one under which its marks surprise least in the way they are joined, as if half a mark
more had said another number. All pages are synthetic: the officials' own slips are rehearsed at made-up
rates, so these numbers are the reader's above all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from models.net import Say

from sirekap.actions.open_election import open_election, shipped_election
from sirekap.forms.catalogue import form_for
from sirekap.forms.model import Page
from sirekap.reading.fitted import Habits, parse_fitted
from sirekap.reading.read_photo import Reader, read_photo
from sirekap.reading.weights import CELLS, FITTED, LINES, WEIGHTS, cell_network, line_network, page_model
from sirekap.rehearsal.conditions import draw_conditions
from sirekap.rehearsal.night import Stream, chance, make_night
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.photos import open_studio

SEED = 870_000
STATIONS = 48
KINDS = ("tally", "rows", "words")

ERRORS = np.geomspace(1e-4, 0.5, 120)

Said = list[tuple[str, float, int]]
"""What was said of a field's own number: by which kind, how likely it is, among how many numbers."""


def fit_counted(habits: Habits, folder: Path, in_parallel: object = map, say: Say = print) -> Habits:
    """Return *habits* with the errors of *folder*'s networks."""
    codes = sorted(open_election(shipped_election()).stations)[:STATIONS]
    said = [each for part in in_parallel(partial(said_at, folder), codes) for each in part]
    errors = {}
    for kind in KINDS:
        own = np.array([(likely, count) for each, likely, count in said if each == kind]).reshape(-1, 2)
        errors[f"{kind}_error"] = least_surprising(own)
        wrong = int((own[:, 0] < 0.5).sum())
        say(f"  {kind}: {len(own)} read, {wrong} of them less likely right than not")
    return replace(habits, **errors)


def least_surprising(said: np.ndarray) -> float:
    """Return the error under which *said*, rows of likelihood and count, surprises least."""
    likely, even = said[:, :1], 1 / said[:, 1:]
    surprise = -np.log((1 - ERRORS) * likely + ERRORS * even).sum(axis=0) - 0.5 * np.log(ERRORS)
    return round(float(ERRORS[int(surprise.argmin())]), 5)


def said_at(folder: Path, code: str) -> Said:
    """Rehearse a station's pages, photograph and read them; count what its marks say."""
    cv2.setNumThreads(1)
    election = open_election(shipped_election())
    contest = next(each for each in election.contests if each.tickets)
    form = form_for(contest, election.form_family, election.voter_cap)
    night = make_night(election, contest, form, SEED, [code])
    studio, reader = open_studio(night), reader_in(folder)
    told: Said = []
    for page in form.pages:
        if not any(field.tally or field.words for field in page.fields):
            continue
        rng = chance(SEED, code, Stream.PHOTO, page.number)
        paper = studio.page(code, page.number)
        jpeg = photograph(paper, (page.width, page.height), draw_conditions(rng), rng).jpeg
        written = {name: mark.value for name, mark in night.stations[code].sheet.marks.items()}
        told += _said(read_photo(jpeg, (form,), reader).fields, page, written)
    return told


def _said(fields: Mapping, page: Page, written: Mapping) -> Iterator[tuple[str, float, int]]:
    for field in page.fields:
        evidence = fields[field.name].evidence if field.name in fields else {}
        for kind in KINDS:
            if kind in evidence:
                count = 10 ** len(field.boxes)
                sure, right = evidence[kind].probability, evidence[kind].value == written[field.name]
                yield kind, sure if right else (1 - sure) / (count - 1), count


def reader_in(folder: Path) -> Reader:
    """Open the reader whose files lie in *folder*."""
    fitted = parse_fitted((folder / FITTED).read_text(encoding="utf-8"))
    model = page_model((folder / WEIGHTS).read_bytes(), fitted.temperature)
    cells, lines = ((folder / name).read_bytes() for name in (CELLS, LINES))
    return Reader(replace(model, cells=cell_network(cells), lines=line_network(lines)), fitted)
