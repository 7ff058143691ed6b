"""From what networks make of boxes they never saw to every number that reading is fitted with.

In: prepared photos, and for each of their boxes the logits of a network that was not trained on that photo.
Out: ``Fitted``. Invariant: no number rests on a photo outside the samples given, and none on what a network
says of a box it has learned; the bounds of acceptance follow from RISK (``sirekap.reading.risk``). Networks
are not trained here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from models.samples import ANY, Sample, marked_corners, presidential_form, turn_of, vote_page

from sirekap.election.model import FieldName
from sirekap.forms.model import Page
from sirekap.reading.fitted import Crop, Fitted, Habits, Thresholds, crop_key
from sirekap.reading.fuse import fuse
from sirekap.reading.ink import transform
from sirekap.reading.model import CLASSES
from sirekap.reading.placement import Photo
from sirekap.reading.posterior import written_states
from sirekap.reading.refine import refine
from sirekap.reading.risk import least_probability
from sirekap.reading.score_bubbles import NONE, column_states
from sirekap.reading.score_digits import SURE

Looks = Mapping[tuple[str, FieldName], np.ndarray]
"""Logits by photo and field, shape (boxes, views, classes), of a network that never saw the photo."""

RISK = 0.003
"""Share of wrong values among the accepted that must not be passed, with 95 % confidence: about the least
that a thousand fields can show (``sirekap.reading.risk.needed``: 998 of them, none wrong)."""

UNSHOWN = 0.9995
"""Bound where the photos cannot show RISK: what is accepted must then promise it by its own probability, with
six times to spare."""

TEMPERATURES = np.geomspace(0.3, 2, 39)
ERRORS = (0.0002, 0.0005, 0.001, 0.002, 0.004, 0.008)


def fit(looks: Looks, samples: Sequence[Sample]) -> Fitted:
    """Fit crop, habits, temperature and thresholds."""
    form = presidential_form()
    page = vote_page(form)
    marks = fit_marks(samples)
    temperature, box_error = fit_honesty(looks, samples)
    habits = fit_habits(samples, marks, box_error)
    crops = {crop_key(form, page): fit_crop(samples, page)}
    least, field = fit_agreement(samples, page)
    joint, boxes = fit_risk(looks, samples, Fitted(crops, habits, marks, temperature))
    thresholds = replace(marks, agreement=least, field_agreement=field, joint=joint, boxes=boxes)
    return Fitted(crops, habits, thresholds, temperature)


def fit_crop(samples: Sequence[Sample], page: Page) -> Crop:
    """Fit the one affine map from crop fractions to page millimetres; robust, least absolute distance."""
    paper, fractions = [], []
    for sample in samples:
        points, seen = marked_corners(sample, page)
        share = seen / sample.size
        paper.append(points)
        fractions.append(1 - share if turn_of(sample, page) else share)
    target, source = np.concatenate(paper), np.concatenate(fractions)
    known = np.column_stack([source, np.ones(len(source))])
    weights = np.ones(len(source))
    for _ in range(20):
        root = np.sqrt(weights)[:, None]
        linear, *_ = np.linalg.lstsq(known * root, target * root, rcond=None)
        away = np.hypot(*(known @ linear - target).T)
        weights = 1 / np.maximum(away, 0.5)
    across, down = (tuple(round(float(v), 4) for v in row) for row in linear.T)
    return Crop(across, down, round(float(np.sqrt((away**2).mean())), 4))


def fit_marks(samples: Sequence[Sample]) -> Thresholds:
    """Fit the bounds between an empty and a filled bubble from columns whose digit is not 0."""
    filled, empty = [], []
    for sample in samples:
        for name, ink in sample.marks.items():
            for column, digit in zip(ink, f"{sample.truth[name].value:03d}", strict=True):
                if digit != "0":
                    filled.append(column[int(digit)])
                    empty.append(np.delete(column, int(digit)).max())
    low, high = float(np.quantile(empty, 0.98)), float(np.quantile(filled, 0.02))
    middle, half = (low + high) / 2, max((high - low) / 2, 0.1)
    return replace(ANY, mark=round(middle + half, 4), no_mark=round(middle - half, 4))


def softmax(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Return probabilities."""
    shares = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return shares / shares.sum(axis=-1, keepdims=True)


def as_read(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Return what the reader makes of boxes, (n, classes): one view where it is sure, else all of them."""
    shares = softmax(logits.astype(np.float64), temperature)
    sure = shares[:, 0].max(axis=1) >= SURE
    return np.where(sure[:, None], shares[:, 0], shares.mean(axis=1))


def fit_honesty(looks: Looks, samples: Sequence[Sample]) -> tuple[float, float]:
    """Find the temperature and the rate of errors beside it under which the boxes are least surprising."""
    seen, labels = [], []
    for sample in samples:
        for name in sample.crops:
            if (text := sample.truth[name].text) is not None:
                seen.append(looks[sample.name, name])
                labels.extend(CLASSES.index(sign) for sign in text)
    logits, written = np.concatenate(seen), written_states(np.eye(len(CLASSES))[labels]).argmax(axis=1)
    rows = np.arange(len(written))
    best = (-np.inf, 1.0, ERRORS[-1])
    for temperature in TEMPERATURES:
        right = written_states(as_read(logits, temperature))[rows, written]
        for error in ERRORS:
            surprise = float(np.log((1 - error) * right + error / 11).sum())
            best = max(best, (surprise, float(temperature), error))
    return round(best[1], 4), best[2]


def fit_habits(samples: Sequence[Sample], thresholds: Thresholds, box_error: float) -> Habits:
    """Count who leaves bubbles empty, and how often marks say something else than the value."""
    empty = {"x": [0, 0], "0": [0, 0], "digit": [0, 0]}
    wrong, marks = 0, 0
    for sample in samples:
        for name, ink in sample.marks.items():
            written = sample.truth[name]
            best = column_states(ink, thresholds).argmax(axis=1)
            for column, sign in enumerate(written.text or ""):
                kind = sign if sign in "x0" else "digit"
                if sign not in "-_?":
                    empty[kind][0] += int(best[column] == NONE)
                    empty[kind][1] += 1
                if best[column] < NONE:
                    marks += 1
                    wrong += int(best[column] != int(f"{written.value:03d}"[column]))
    shares = {kind: round((count + 0.5) / (total + 1), 5) for kind, (count, total) in empty.items()}
    return Habits(
        unmarked_cross=shares["x"],
        unmarked_zero=shares["0"],
        unmarked_digit=shares["digit"],
        box_error=box_error,
        mark_error=round((wrong + 0.5) / (marks + 1), 5),
    )


def fit_risk(looks: Looks, samples: Sequence[Sample], fitted: Fitted) -> tuple[float, float]:
    """Return the least probabilities to accept at: with bubbles, and by boxes alone."""
    joint, alone = [], []
    for sample in samples:
        for name in sample.crops:
            value = sample.truth[name].value
            boxes = as_read(looks[sample.name, name], fitted.temperature)
            states = column_states(sample.marks[name], fitted.thresholds)
            for bubbles, seen in ((states, joint), (None, alone)):
                fused = fuse(boxes, bubbles, 1.0, fitted)
                if fused.accepted:
                    seen.append((fused.probability, fused.value == value))
    return _bound(joint), _bound(alone)


def _bound(seen: Sequence[tuple[float, bool]]) -> float:
    found = least_probability(seen, RISK)
    return UNSHOWN if found is None else round(found, 6)


def fit_agreement(samples: Sequence[Sample], page: Page) -> tuple[float, float]:
    """Put the least agreements, of a page and of a field, halfway between the worst right and the best wrong.

    A page may slip as a whole by a column where the last one is cut off; a field alone is held by the others.
    """
    right = [[place.agreement for place in sample.places.values()] for sample in samples]
    astray = [astray_agreement(sample, page) for sample in samples[::12]]
    slipped = [found for sample in samples[::12] if (found := slipped_agreement(sample, page))]
    whole = between([np.mean(each) for each in astray + slipped], [np.mean(each) for each in right])
    return whole, between(np.concatenate(astray), np.concatenate(right))


def between(wrong: Sequence[float], right: Sequence[float]) -> float:
    """Return the middle between nearly the highest of *wrong* and nearly the lowest of *right*."""
    return round(float(np.quantile(wrong, 0.99) + np.quantile(right, 0.005)) / 2, 4)


def astray_agreement(sample: Sample, page: Page) -> list[float]:
    """Return the agreements that refining reaches from places where the fields are not."""
    return _reached(sample.photo(), sample, page, (-58, 17))


def slipped_agreement(sample: Sample, page: Page) -> list[float]:
    """Return the agreements reached one column aside, in the photo cut off through every field's last column.

    The more of the columns fit, the better a wrong place agrees: no other is as good.
    """
    first = page.fields[0]
    if first.name not in sample.places or len(first.boxes) < 2:
        return []
    before, last = first.boxes[-2], first.boxes[-1]
    edge = np.array([[(before.right + last.left) / 2, one.boxes[0].centre[1]] for one in page.fields])
    matrix = sample.places[first.name].matrix
    x = int(transform(matrix, edge)[:, 0].mean())
    photo = sample.photo()
    upright = matrix[0, 0] > 0
    seen = photo.pixels[:, :x] if upright else photo.pixels[:, x:]
    column = last.left - before.left
    cut_off = Photo(photo.sha256, np.ascontiguousarray(seen))
    return _reached(cut_off, sample, page, (-column, 0), 0 if upright else -x)


def _reached(
    photo: Photo, sample: Sample, page: Page, aside: tuple[float, float], left: float = 0.0
) -> list[float]:
    """Return the agreements that refining reaches in *photo* from so many millimetres aside."""
    away, onto = np.eye(3), np.eye(3)
    away[:2, 2], onto[0, 2] = aside, left
    return [
        refine(photo, page, one, onto @ sample.places[one.name].matrix @ away, 5.0).agreement
        for one in page.fields
        if one.name in sample.places
    ]
