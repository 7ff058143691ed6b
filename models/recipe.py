"""How a reader is made: from prepared photos to weights and fitted numbers.

In: prepared samples (all of them for shipping, a fold's training part in the bench), a base network. Out:
a digit network and the fitted numbers. Invariant: nothing here looks at a photo outside the samples it is
given; a tenth of them is held out from the network's training, and the temperature and all thresholds are
fitted on that tenth.
"""

import copy
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import torch
from models import locator as locators
from models import net as nets
from models.boxes import draw_symbols, synthetic, widened
from models.net import Say
from models.samples import ANY, Sample, marked_corners, prepare, presidential_form, turn_of, vote_page
from models.scenes import real_scenes, rehearsed_scenes

from sirekap.forms.model import Page
from sirekap.reading.fitted import Crop, Fitted, Habits, Thresholds, crop_key
from sirekap.reading.fuse import fuse
from sirekap.reading.ink import transform
from sirekap.reading.model import CLASSES
from sirekap.reading.placement import Photo
from sirekap.reading.posterior import written_states
from sirekap.reading.refine import refine
from sirekap.reading.score_bubbles import NONE, column_states

Boxes = tuple[np.ndarray, np.ndarray]
"""Wide crops and their labels."""


BaseDigits = tuple[nets.Net, Boxes]
"""The base digit network and what it learned from."""

BaseLocator = tuple[locators.LocatorNet, list[locators.Scene]]
"""The base locator and the rehearsed pages it learned from."""


@dataclass(frozen=True)
class Base:
    """What every reader starts from: networks that saw no photo of the test."""

    digits: BaseDigits
    locator: BaseLocator


@dataclass(frozen=True)
class Made:
    """A reader's three parts."""

    network: nets.Net
    locator: locators.LocatorNet
    fitted: Fitted


HELD_OUT = 10
"""Every tenth photo of the training part is kept from the network, to fit temperature and thresholds."""

RISK = 0.0005
"""Largest expected share of wrong fields among the accepted: a tenth of what the first milestone allows."""


@dataclass
class Recipe:
    """How long each step lasts; the numbers that a person chooses."""

    synthetic: int = 12000
    base_epochs: int = 5
    real_epochs: int = 7
    replayed: int = 2000
    peak: float = 0.004
    rehearsed: int = 60
    """Rehearsed pages the locator learns from."""
    locator_base_epochs: int = 60
    locator_epochs: int = 16
    locator_peak: float = 0.004


def base_digits(recipe: Recipe, seed: int, other: Boxes | None, say: Say = print) -> BaseDigits:
    """Train the digit network on synthetic boxes and *other* ones, none of them from the test photos."""
    rng = seeded(seed, "base digits")
    symbols = draw_symbols(rng, recipe.synthetic)
    wides, labels = synthetic(rng, symbols), np.array([CLASSES.index(symbol) for symbol in symbols])
    if other is not None:
        wides, labels = np.concatenate([wides, other[0]]), np.concatenate([labels, other[1]])
    say(f"base network: {len(wides)} boxes")
    network = nets.Net()
    nets.train(network, wides, labels, epochs=recipe.base_epochs, peak=recipe.peak, rng=rng, say=say)
    return network, (wides, labels)


def base_locator(recipe: Recipe, seed: int, say: Say = print) -> BaseLocator:
    """Train the locator on rehearsed pages alone."""
    rng = seeded(seed, "base locator")
    scenes = rehearsed_scenes(rng, recipe.rehearsed)
    say(f"base locator: {len(scenes)} rehearsed pages")
    net = locators.LocatorNet(len(scenes[0].points))
    epochs, peak = recipe.locator_base_epochs, recipe.locator_peak
    return locators.train(net, scenes, epochs=epochs, peak=peak, rng=rng, say=say), scenes


def seeded(seed: int, step: str) -> np.random.Generator:
    """Return a step's own generator and seed torch for it: what one step draws changes no other."""
    own = [seed, *step.encode()]
    torch.manual_seed(int(np.random.default_rng(own).integers(2**31)))
    return np.random.default_rng(own)


def other_crops(path: Path) -> Boxes:
    """Read the crops of other forms of the same year: file names begin with the label, 0 means "0 or X"."""
    wides, labels = [], []
    with tarfile.open(path) as tar:
        for member in sorted(tar.getmembers(), key=lambda each: each.name):
            if member.isfile() and member.name.endswith(".jpg"):
                content = np.frombuffer(tar.extractfile(member).read(), np.uint8)
                grey = cv2.imdecode(content, cv2.IMREAD_GRAYSCALE)
                label = int(member.name.rsplit("/", 1)[-1][0])
                wides.append(widened(grey))
                labels.append(label or nets.ZERO_OR_CROSS)
    return np.stack(wides), np.array(labels)


def prepare_all(samples: Sequence[Sample]) -> None:
    """Place and cut *samples*, with a crop fitted on these very samples and no others."""
    form = presidential_form()
    page = vote_page(form)
    crop = fit_crop([sample for sample in samples if sample.corners], page)
    fitted = Fitted({crop_key(form, page): crop}, Habits(0, 0, 0, 0, 0), ANY, 1.0)
    for sample in samples:
        prepare(sample, form, fitted)


def labelled(samples: Sequence[Sample]) -> Boxes:
    """Return the boxes of *samples* whose text is known: (wides, labels)."""
    wides, labels = [], []
    for sample in samples:
        for name, crops in sample.crops.items():
            if (text := sample.truth[name].text) is not None:
                wides.extend(crops)
                labels.extend(CLASSES.index(sign) for sign in text)
    return np.stack(wides), np.array(labels)


def make_reader(samples: Sequence[Sample], base: Base, recipe: Recipe, seed: int, say: Say = print) -> Made:
    """Train on *samples* from the base networks and fit everything."""
    network, fitted = make_digits(samples, base.digits, recipe, seed, say)
    return Made(network, make_locator(samples, base.locator, recipe, seed, say), fitted)


def make_digits(
    samples: Sequence[Sample], base: BaseDigits, recipe: Recipe, seed: int, say: Say = print
) -> tuple[nets.Net, Fitted]:
    """Train the digit network on *samples*, and fit every number."""
    prepared = [sample for sample in samples if sample.crops]
    held = prepared[::HELD_OUT]
    kept = [sample for k, sample in enumerate(prepared) if k % HELD_OUT]
    network = refined_network(kept, base, recipe, seeded(seed, "digits"), say)
    return network, fit(network, kept, held, prepared)


def make_locator(
    samples: Sequence[Sample], base: BaseLocator, recipe: Recipe, seed: int, say: Say = print
) -> locators.LocatorNet:
    """Go on from the base locator with real photos, the rehearsed pages mixed in."""
    rng = seeded(seed, "locator")
    scenes = real_scenes(samples, presidential_form()) + base[1]
    say(f"locator, on real photos: {len(scenes)} scenes")
    epochs, peak = recipe.locator_epochs, recipe.locator_peak
    return locators.train(copy.deepcopy(base[0]), scenes, epochs=epochs, peak=peak, rng=rng, say=say)


def refined_network(
    samples: Sequence[Sample], base: BaseDigits, recipe: Recipe, rng: np.random.Generator, say: Say = print
) -> nets.Net:
    """Go on from the base network with real boxes, a part of the base's boxes mixed in."""
    network, (other, other_labels) = base
    wides, labels = labelled(samples)
    replay = rng.choice(len(other), min(recipe.replayed, len(other)), replace=False)
    refined = nets.Net()
    refined.load_state_dict(network.state_dict())
    wides, labels = np.concatenate([wides, other[replay]]), np.concatenate([labels, other_labels[replay]])
    say(f"on real boxes: {len(wides)} boxes")
    return nets.train(
        refined, wides, labels, epochs=recipe.real_epochs, peak=recipe.peak / 2, rng=rng, say=say
    )


def fit(
    network: nets.Net, kept: Sequence[Sample], held: Sequence[Sample], prepared: Sequence[Sample]
) -> Fitted:
    """Fit crop, habits, temperature and thresholds."""
    form = presidential_form()
    page = vote_page(form)
    marks = fit_marks(prepared)
    temperature = fit_temperature(network, held)
    habits = fit_habits(network, temperature, kept, held, marks)
    crops = {crop_key(form, page): fit_crop(prepared, page)}
    fitted = Fitted(crops, habits, marks, temperature)
    least, field = fit_agreement(prepared, page)
    joint, boxes = fit_risk(network, held, fitted)
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


def logits_of(network: nets.Net, samples: Sequence[Sample]) -> Boxes:
    """Return logits and labels of all boxes whose text is known."""
    wides, labels = labelled(samples)
    return nets.predict(network, wides), labels


def softmax(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Return probabilities."""
    shares = np.exp((logits - logits.max(axis=-1, keepdims=True)) / temperature)
    return shares / shares.sum(axis=-1, keepdims=True)


def fit_temperature(network: nets.Net, held: Sequence[Sample]) -> float:
    """Find the temperature under which the held-out boxes are least surprising."""
    logits, labels = logits_of(network, held)
    rows = np.arange(len(labels))
    choices = np.geomspace(0.3, 3, 47)
    losses = [-np.log(softmax(logits, t)[rows, labels] + 1e-6).mean() for t in choices]
    return round(float(choices[int(np.argmin(losses))]), 4)


def fit_habits(
    network: nets.Net,
    temperature: float,
    kept: Sequence[Sample],
    held: Sequence[Sample],
    thresholds: Thresholds,
) -> Habits:
    """Count who leaves bubbles empty, and how often boxes and marks say something else than the value."""
    empty = {"x": [0, 0], "0": [0, 0], "digit": [0, 0]}
    wrong, marks = 0, 0
    for sample in (*kept, *held):
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
    logits, labels = logits_of(network, held)
    said, true = softmax(logits, temperature), np.eye(len(CLASSES))[labels]
    astray = written_states(said).argmax(1) != written_states(true).argmax(1)
    return Habits(
        unmarked_cross=shares["x"],
        unmarked_zero=shares["0"],
        unmarked_digit=shares["digit"],
        box_error=round((float(astray.sum()) + 0.5) / (len(astray) + 1), 5),
        mark_error=round((wrong + 0.5) / (marks + 1), 5),
    )


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


def fit_risk(network: nets.Net, held: Sequence[Sample], fitted: Fitted) -> tuple[float, float]:
    """Return the least probabilities to accept at: with bubbles, and by boxes alone."""
    joint, alone = [], []
    for sample in held:
        for name, crops in sample.crops.items():
            value = sample.truth[name].value
            boxes = softmax(nets.predict(network, crops), fitted.temperature).astype(np.float64)
            states = column_states(sample.marks[name], fitted.thresholds)
            for bubbles, seen in ((states, joint), (None, alone)):
                fused = fuse(boxes, bubbles, 1.0, fitted)
                if fused.accepted:
                    seen.append((fused.probability, fused.value == value))
    return least_probability(joint), least_probability(alone)


def least_probability(seen: list[tuple[float, bool]]) -> float:
    """Return the lowest bound whose accepted fields have an expected risk within RISK and none seen wrong."""
    for bound in (0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999):
        taken = [(probability, right) for probability, right in seen if probability >= bound]
        if taken and all(right for _, right in taken) and np.mean([1 - p for p, _ in taken]) <= RISK:
            return bound
    return 0.9995
