"""Digit boxes of rehearsed pages, cut where the reader itself lays them.

In: how many pages. Out: wide crops as ``boxes`` makes them, and their labels. Synthetic boxes show neither a
form's own print nor what cameras, folds and a place half a millimetre off make of it; these do. Pages are
photographed under ordinary conditions, scanned, or the printer's own file that nobody has written on.
Invariant: the pages' seeds belong to this alone, no bench reads them; no network has a part in where a box
lies, so none teaches another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from models.boxes import WIDE, Boxes, wide_view

from sirekap.actions.open_election import open_election
from sirekap.election.model import FieldName
from sirekap.forms.draw import draw_page
from sirekap.forms.kpu_2024 import FAMILY as KPU_2024
from sirekap.forms.model import Form, Guide, Page
from sirekap.forms.offers import offers_named, print_for
from sirekap.reading.decode import decode
from sirekap.reading.identify import identify
from sirekap.reading.model import CLASSES
from sirekap.reading.placement import FieldPlace, Photo
from sirekap.reading.say import RefusedError
from sirekap.reading.score_digits import cut
from sirekap.reading.weights import load_fitted
from sirekap.rehearsal.bench_roundtrip import station_of, subjects
from sirekap.rehearsal.conditions import draw_conditions
from sirekap.rehearsal.fill import fill_page, print_page
from sirekap.rehearsal.ink import Picture
from sirekap.rehearsal.officials import Sheet, fill_in
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.voters import count_station, draw_mood

SEED = 640_000
RESULT = "C.HASIL-PPWP"
OURS, THEIRS = 0.4, 0.3
"""Shares of pages that are the presidential result in our own layout and in that of 2024; the rest are any
form that is read."""

STATIONS = 10
"""Stations of an election whose forms are taken: further ones lie where not every contest is held."""

DOTTED = 4.0
"""How much likelier a page is whose boxes hold dark dots than another of its form: it has few boxes."""

SCANNED, BLANK = 0.12, 0.08
"""Shares of pages that no camera saw: scanned as they lay there, or the file as it goes to the printer."""

COARSEST = 0.45
"""Least scale of a scan, to the resolution that pages are drawn at."""

CROSSES = 0.4
"""Share of the X that are kept: most boxes of most forms hold one."""

Run = Callable[[Callable, Iterable], Iterable]
"""``map``, or that of a pool of processes."""


@dataclass(frozen=True)
class Rehearsed:
    """One page of a station's form: as it goes to the printer, and what an official writes on it."""

    form: Form
    page: Page
    pdf: bytes
    sheet: Sheet


def rehearsed_boxes(count: int, seed: int, run: Run = map) -> Boxes:
    """Return the boxes of *count* pages."""
    wides, labels = zip(*run(boxes_of, [(SEED, seed, number) for number in range(count)]), strict=True)
    return np.concatenate(wides), np.concatenate(labels)


def boxes_of(seeds: Sequence[int]) -> Boxes:
    """Return the boxes of one page; none where the reader refuses its photo."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng(seeds)
    drawn = draw_rehearsed(rng)
    blank = rng.random() < BLANK
    try:
        photo = decode(drawn.pdf) if blank else taken(rng, drawn)
        places = identify(photo, (drawn.form,), load_fitted()).placement.fields
    except RefusedError:
        return np.empty((0, WIDE, WIDE), np.uint8), np.empty(0, np.int64)
    written = {
        field.name: "_" * len(field.boxes) if blank else drawn.sheet.marks[field.name].boxes
        for field in drawn.page.fields
    }
    return cut_boxes(rng, photo, drawn.page, places, written)


def draw_rehearsed(rng: np.random.Generator) -> Rehearsed:
    """Draw a page of a form of some election that ships, and what stands on it."""
    known = {name: folder for folder, name in subjects()}
    kind = rng.random()
    name = RESULT if kind < OURS + THEIRS else sorted(known)[int(rng.integers(len(known)))]
    family = KPU_2024 if OURS <= kind < OURS + THEIRS else ""
    election = open_election(known[name])
    offer = offers_named(election, name)[0]
    station, heading = station_of(election, offer, int(rng.integers(STATIONS)))
    form = print_for(election, offer, station, family)
    mood = draw_mood(rng, offer.contest, station.code)
    sheet = fill_in(rng, station, form, count_station(rng, election, station, offer.contest, mood))
    pages = [page for page in form.pages if page.fields]
    likely = np.array([DOTTED if page.guide is Guide.DOTS else 1.0 for page in pages])
    page = pages[int(rng.choice(len(pages), p=likely / likely.sum()))]
    return Rehearsed(form, page, draw_page(form, page.number, heading, election.id), sheet)


def taken(rng: np.random.Generator, drawn: Rehearsed) -> Photo:
    """Fill the page in and photograph or scan it."""
    paper = fill_page(rng, print_page(drawn.pdf, 0), drawn.page, drawn.sheet)
    if rng.random() < SCANNED:
        return scanned(rng, paper)
    size = (drawn.page.width, drawn.page.height)
    return decode(photograph(paper, size, draw_conditions(rng), rng).jpeg)


def scanned(rng: np.random.Generator, paper: Picture) -> Photo:
    """Scan a page at some resolution: nothing is bent, blurred or lit unevenly."""
    grey = cv2.cvtColor(paper, cv2.COLOR_RGB2GRAY)
    scale = rng.uniform(COARSEST, 1.0)
    return Photo("", cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))


def cut_boxes(
    rng: np.random.Generator,
    photo: Photo,
    page: Page,
    places: Mapping[FieldName, FieldPlace],
    written: Mapping[FieldName, str],
) -> Boxes:
    """Cut every box of a page but most of those that hold an X."""
    kept = [
        (box, places[field.name].boxes, sign)
        for field in page.fields
        for box, sign in zip(field.boxes, written[field.name], strict=True)
        if sign != "x" or rng.random() < CROSSES
    ]
    wides = [cut(photo, box, matrix, wide_view(), WIDE) for box, matrix, _ in kept]
    labels = [CLASSES.index(sign) for _, _, sign in kept]
    return np.array(wides, np.uint8).reshape(-1, WIDE, WIDE), np.array(labels, np.int64)
