"""What the locator learns from: real photos with hand-marked boxes, and rehearsed pages, cut out anyhow.

In: samples, or a random generator. Out: scenes. Invariant: a real scene's landmarks are the hand's marks and
not what any reader found, so that no registration teaches another.
"""

from collections.abc import Iterable

import cv2
import numpy as np
from models.locator import Scene
from models.samples import Sample, marked_corners, vote_page

from sirekap.actions.open_election import open_election, shipped_election
from sirekap.forms.catalogue import form_for
from sirekap.forms.draw import draw
from sirekap.forms.heading import heading_for
from sirekap.forms.model import Form, Page
from sirekap.reading.locate import landmarks
from sirekap.rehearsal.fill import PX_PER_MM, fill_page, print_page
from sirekap.rehearsal.night import make_night

LONGER = 512
"""Pixels along the longer side of a scene: four times what the locator sees."""

SPARE_MM = 12.0
"""A rehearsed page is cut no closer to its landmarks than this."""


def real_scenes(samples: Iterable[Sample], form: Form) -> list[Scene]:
    """Return the scenes of *samples* of which every field's boxes are marked by hand."""
    page = vote_page(form)
    return [
        smaller(sample.photo().pixels, marked_corners(sample, page)[1])
        for sample in samples
        if len(sample.corners) == len(page.fields)
    ]


def rehearsed_scenes(rng: np.random.Generator, count: int) -> list[Scene]:
    """Fill in *count* pages, each of another station, and cut each out anyhow."""
    election = open_election(shipped_election())
    contest = next(each for each in election.contests if each.tickets)
    form = form_for(contest, "kpu-2024", election.voter_cap)
    page = vote_page(form)
    codes = sorted(election.stations)[:count]
    night = make_night(election, contest, form, int(rng.integers(2**31)), codes)
    found = []
    for code in codes:
        station = night.stations[code]
        pdf = draw(form, heading_for(election, station.station), election.id)
        paper = fill_page(rng, print_page(pdf, page.number - 1), page, station.sheet)
        found.append(_cut(rng, cv2.cvtColor(paper, cv2.COLOR_RGB2GRAY), page))
    return found


def _cut(rng: np.random.Generator, paper: np.ndarray, page: Page) -> Scene:
    """Cut a page anywhere around its landmarks: from close by to the whole of it."""
    points = landmarks(page)
    low, high = points.min(axis=0) - SPARE_MM, points.max(axis=0) + SPARE_MM
    share = rng.uniform(0, 1, 4) ** 1.5
    left, top = low * (1 - share[:2])
    right, bottom = high + (np.array([page.width, page.height]) - high) * share[2:]
    x0, y0, x1, y1 = (round(max(each, 0) * PX_PER_MM) for each in (left, top, right, bottom))
    place = np.array([[PX_PER_MM, 0, -0.5 - x0], [0, PX_PER_MM, -0.5 - y0]])
    onto = np.column_stack([points, np.ones(len(points))]) @ place.T
    return smaller(paper[y0:y1, x0:x1], onto)


def smaller(pixels: np.ndarray, points: np.ndarray) -> Scene:
    """Return a scene no larger than the locator has use for."""
    scale = min(LONGER / max(pixels.shape), 1.0)
    size = (round(pixels.shape[1] * scale), round(pixels.shape[0] * scale))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return Scene(small, (points + 0.5) * np.array(size) / np.array(pixels.shape[::-1]) - 0.5)
