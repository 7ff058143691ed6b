"""How a reader's networks are made: from prepared photos to weights and what they say of photos left out.

In: prepared samples (all of them for shipping, a fold's training part in the bench), a base network. Out:
a digit network, a locator and the fitted numbers. Invariant: nothing here looks at a photo outside those
given. Numbers are fitted by cross-fitting (``fitting``): each part of the photos is shown to a network
that learned from the others, and the network that is kept learns from all.
"""

import copy
import tarfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from models import locator as locators
from models import net as nets
from models.boxes import Boxes, draw_symbols, synthetic, widened
from models.fitting import Looks, fit, fit_crop
from models.net import Say
from models.samples import ANY, Sample, prepare, presidential_form, vote_page
from models.scenes import real_scenes, rehearsed_scenes

from sirekap.election.model import FieldName
from sirekap.forms.model import Form
from sirekap.reading.fitted import Fitted, Habits, crop_key
from sirekap.reading.model import CLASSES

BaseDigits = tuple[nets.Net, Boxes]
"""The base digit network and what it learned from."""

BaseLocator = tuple[locators.LocatorNet, list[locators.Scene]]
"""The base locator and the rehearsed pages it learned from."""


CROSSED = 5
"""Parts that the photos are dealt into: numbers are fitted on what networks say of the part they left out."""


@dataclass
class Recipe:
    """How long each step lasts; the numbers that a person chooses."""

    synthetic: int = 8000
    pages: int = 300
    """Rehearsed pages whose boxes the digit network learns from."""
    base_epochs: int = 5
    real_epochs: int = 8
    replayed: int = 3000
    peak: float = 0.004
    rehearsed: int = 60
    """Rehearsed pages the locator learns from."""
    locator_base_epochs: int = 60
    locator_epochs: int = 16
    locator_peak: float = 0.004


def base_digits(recipe: Recipe, seed: int, others: Sequence[Boxes], say: Say = print) -> BaseDigits:
    """Train the digit network on synthetic boxes and *others*, none of them from the test photos."""
    rng = seeded(seed, "base digits")
    symbols = draw_symbols(rng, recipe.synthetic)
    drawn = synthetic(rng, symbols), np.array([CLASSES.index(symbol) for symbol in symbols])
    wides, labels = (np.concatenate(each) for each in zip(drawn, *others, strict=True))
    say(f"base network: {len(wides)} boxes")
    network = nets.Net()
    nets.train(network, (wides, labels), epochs=recipe.base_epochs, peak=recipe.peak, rng=rng, say=say)
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


Run = Callable[[Callable, Iterable], Iterable]
"""``map``, or that of a pool of processes."""


def prepare_all(samples: Sequence[Sample], run: Run = map) -> list[Sample]:
    """Return *samples* placed and cut, with a crop fitted on these very samples and no others."""
    form = presidential_form()
    page = vote_page(form)
    crop = fit_crop([sample for sample in samples if sample.corners], page)
    fitted = Fitted({crop_key(form, page): crop}, Habits(0, 0, 0, 0, 0), ANY, 1.0)
    return list(run(partial(_prepared, form, fitted), samples))


def _prepared(form: Form, fitted: Fitted, sample: Sample) -> Sample:
    prepare(sample, form, fitted)
    return sample


def labelled(samples: Sequence[Sample]) -> Boxes:
    """Return the boxes of *samples* whose text is known: (wides, labels)."""
    wides, labels = [], []
    for sample in samples:
        for name, crops in sample.crops.items():
            if (text := sample.truth[name].text) is not None:
                wides.extend(crops)
                labels.extend(CLASSES.index(sign) for sign in text)
    return np.stack(wides), np.array(labels)


def make_digits(
    samples: Sequence[Sample], base: BaseDigits, recipe: Recipe, seed: int, run: Run = map
) -> tuple[nets.Net, Fitted]:
    """Train the digit network on *samples*, and fit every number on parts that networks left out."""
    prepared = [sample for sample in samples if sample.crops]
    parts = [prepared[k::CROSSED] for k in range(CROSSED)]
    outs = [frozenset({k}) for k in range(CROSSED)]
    learnt = list(run(learn, [lesson(parts, out, base, recipe, seed) for out in outs]))
    looks = {key: logits for each in learnt for key, logits in each.looks.items()}
    return blend(learnt, base, seed), fit(looks, prepared)


@dataclass(frozen=True)
class Lesson:
    """One training on real boxes: from which network, on what, and what is then shown to the result."""

    start: nets.Net
    real: Boxes
    replay: nets.Replay
    shown: Mapping[tuple[str, FieldName], np.ndarray]
    recipe: Recipe
    rng: np.random.Generator


@dataclass(frozen=True)
class Learnt:
    """A network, and what it says of the photos that its lesson left out."""

    network: nets.Net
    looks: Looks


def lesson(
    parts: Sequence[Sequence[Sample]], left_out: frozenset[int], base: BaseDigits, recipe: Recipe, seed: int
) -> Lesson:
    """Prepare to go on from the base network with all *parts* but *left_out*, base boxes mixed in."""
    network, (wides, labels) = base
    rng = seeded(seed, "digits without " + " ".join(map(str, sorted(left_out))))
    kept = [sample for k, part in enumerate(parts) if k not in left_out for sample in part]
    shown = {
        (sample.name, name): crops
        for k in left_out
        for sample in parts[k]
        for name, crops in sample.crops.items()
    }
    replay = nets.Replay(wides, labels, min(recipe.replayed, len(labels)))
    return Lesson(network, labelled(kept), replay, shown, recipe, rng)


def learn(one: Lesson) -> Learnt:
    """Train without a word, since lessons run side by side; look at what was left out as the reader looks."""
    torch.manual_seed(int(one.rng.integers(2**31)))
    network, recipe = copy.deepcopy(one.start), one.recipe
    epochs, peak = recipe.real_epochs, recipe.peak / 2
    nets.train(
        network, one.real, replay=one.replay, epochs=epochs, peak=peak, rng=one.rng, say=lambda _: None
    )
    return Learnt(network, {key: nets.looks(network, crops) for key, crops in one.shown.items()})


def blend(learnt: Sequence[Learnt], base: BaseDigits, seed: int) -> nets.Net:
    """Return the one network that is kept of several: together they have seen all that any of them saw."""
    return nets.blended([each.network for each in learnt], base[1][0], seeded(seed, "blend"))


def make_locator(
    samples: Sequence[Sample], base: BaseLocator, recipe: Recipe, seed: int, say: Say = print
) -> locators.LocatorNet:
    """Go on from the base locator with real photos, the rehearsed pages mixed in."""
    rng = seeded(seed, "locator")
    scenes = real_scenes(samples, presidential_form()) + base[1]
    say(f"locator, on real photos: {len(scenes)} scenes")
    epochs, peak = recipe.locator_epochs, recipe.locator_peak
    return locators.train(copy.deepcopy(base[0]), scenes, epochs=epochs, peak=peak, rng=rng, say=say)
