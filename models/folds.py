"""The measure of the reader on real photos: five folds by photo, everything fitted inside each fold.

In: truth and photos. Out: outcomes, one a field, each read by a reader that never saw the photo nor a
near-duplicate of it: its digit network, locator, crop, habits, temperature and thresholds come from the
other folds. Numbers are fitted on what networks that left out two folds say of the one that is not measured
(cross-fitting, nested), so neither a fold's own photos nor photos a network has learned enter. Each photo is
read once more, shifted and turned. The base networks come from synthetic boxes, rehearsed pages and crops of
other forms, without those that look like any box of these photos.
"""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
import torch
from models import locator as locators
from models import net as nets
from models.boxes import Boxes
from models.fitting import Looks, fit
from models.moved import moved
from models.net import Say
from models.page_graph import page_graph
from models.pages import rehearsed_boxes
from models.recipe import (
    BaseDigits,
    BaseLocator,
    Learnt,
    Recipe,
    base_digits,
    base_locator,
    blend,
    learn,
    lesson,
    make_locator,
    other_crops,
    prepare_all,
)
from models.samples import OTHER_CROPS, Sample, presidential_form, read_samples

from sirekap.reading.bench import Outcome, folds, near_duplicates, signature
from sirekap.reading.fitted import Fitted
from sirekap.reading.read_photo import Reader, read_photo
from sirekap.reading.weights import locator_of, page_model

SPLIT = 2024
"""Seed of the split into folds."""

SEED = 1
"""Seed of the base networks; every fold's own follows it."""

ALIKE = 0.95
"""Correlation of what two boxes hold above which they may be the same box."""

INSIDE = slice(17, 47)
"""The part of a wide crop that lies within the box's border."""


@dataclass(frozen=True)
class Measured:
    """What reading some photos gave: the outcomes, a field each, and the processor seconds, a photo each."""

    outcomes: list[Outcome] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def with_(self, other: "Measured") -> "Measured":
        """Return both together."""
        return Measured(self.outcomes + other.outcomes, self.seconds + other.seconds)


@dataclass(frozen=True)
class Made:
    """A fold's reader, as its parts travel between processes."""

    graph: bytes
    locator: bytes
    fitted: Fitted


AT_ONCE = 13
"""Photos that a worker reads before it tells: a seventh of a fold."""


def measure(
    truth: Path,
    photos: Path | None = None,
    *,
    count: int = 5,
    limit: int | None = None,
    recipe: Recipe | None = None,
    say: Say = print,
) -> tuple[Measured, Measured]:
    """Return what reading the photos gave in all folds, and reading them moved."""
    recipe = recipe or Recipe()
    samples = {sample.name: sample for sample in read_samples(truth, photos, limit)}
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores, get_context("spawn"), _one_thread) as pool:
        parts = list(pool.map(prepared, parted(samples, count)))
        say(f"placed {len(samples)} photos in {count} folds")
        known = [rehearsed_boxes(recipe.pages, SEED, partial(pool.map, chunksize=4))]
        known += others(truth.parent / OTHER_CROPS, [each for part in parts for each in part], say)
        digits = pool.submit(base_digits, recipe, SEED, known, _quiet)
        first = pool.submit(base_locator, recipe, SEED, _quiet)
        training = [_others(parts, part) for part in parts]
        located = [
            pool.submit(locator_for, each, first.result(), recipe, SEED + k)
            for k, each in enumerate(training)
        ]
        outs = [frozenset(each) for each in combinations(range(count), 2)]
        lessons = (lesson(placed(parts), out, digits.result(), recipe, SEED) for out in outs)
        learnt = dict(zip(outs, pool.map(learn, lessons), strict=True))
        say(f"{len(outs)} networks trained")
        fitted = [
            pool.submit(fit, left_out_looks(k, parts[k], learnt), placed([each])[0])
            for k, each in enumerate(training)
        ]
        made = [
            Made(kept_graph(k, learnt, digits.result()), found.result(), numbers.result())
            for k, (found, numbers) in enumerate(zip(located, fitted, strict=True))
        ]
        found = list(pool.map(read_some, *zip(*_work(made, parts), strict=True)))
    still, turned = Measured(), Measured()
    for one, other in found:
        still, turned = still.with_(one), turned.with_(other)
    return still, turned


def placed(parts: Sequence[list[Sample]]) -> list[list[Sample]]:
    """Return the samples of each part that were found and cut."""
    return [[sample for sample in part if sample.crops] for part in parts]


def left_out_looks(k: int, part: Sequence[Sample], learnt: Mapping[frozenset[int], Learnt]) -> Looks:
    """Return what networks that left out fold *k* and one more say of that one; *part* is fold *k*."""
    names = {sample.name for sample in part}
    return {
        key: logits
        for out, each in learnt.items()
        if k in out
        for key, logits in each.looks.items()
        if key[0] not in names
    }


def kept_graph(k: int, learnt: Mapping[frozenset[int], Learnt], base: BaseDigits) -> bytes:
    """Return the graph of fold *k*'s reader: the blend of all networks that left it and one more out."""
    apart = [each for out, each in learnt.items() if k in out]
    return page_graph(nets.export(blend(apart, base, SEED + k)))


def locator_for(training: Sequence[Sample], base: BaseLocator, recipe: Recipe, seed: int) -> bytes:
    """Return the locator of a fold."""
    return locators.export(make_locator(training, base, recipe, seed, _quiet))


def _work(
    made: Sequence[Made], parts: Sequence[list[Sample]]
) -> Iterator[tuple[Made, list[tuple[Sample, int]]]]:
    """Yield each fold's reader with some of its photos, each with a seed of its own."""
    number = 0
    for reader, part in zip(made, parts, strict=True):
        seeded = [(sample, number + k) for k, sample in enumerate(part)]
        number += len(part)
        for start in range(0, len(seeded), AT_ONCE):
            yield reader, seeded[start : start + AT_ONCE]


def _others(parts: Sequence[list[Sample]], part: list[Sample]) -> list[Sample]:
    return [sample for other in parts if other is not part for sample in other]


def _one_thread() -> None:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)


def _quiet(_: str) -> None:
    """Say nothing: what a worker would tell must not mix with the figures."""


def prepared(part: list[Sample]) -> list[Sample]:
    """Place and cut a fold's photos by themselves."""
    return prepare_all(part)


def parted(samples: dict[str, Sample], count: int) -> list[list[Sample]]:
    """Deal samples out to folds, near-duplicates together."""
    looks = {name: signature(sample.photo().pixels) for name, sample in samples.items()}
    return [[samples[name] for name in part] for part in folds(near_duplicates(looks), count, SPLIT)]


def read_some(made: Made, photos: Sequence[tuple[Sample, int]]) -> tuple[Measured, Measured]:
    """Read some photos of a fold, as taken and moved."""
    reader = Reader(page_model(made.graph, made.fitted.temperature), made.fitted, locator_of(made.locator))
    still, turned = Measured(), Measured()
    for sample, seed in photos:
        data = sample.path.read_bytes()
        still = still.with_(read_one(sample, data, reader))
        turned = turned.with_(read_one(sample, moved(data, np.random.default_rng([SPLIT, seed])), reader))
    return still, turned


def others(path: Path, samples: Iterable[Sample], say: Say = print) -> list[Boxes]:
    """Return the crops of other forms, less those like a box of *samples*, where there are any."""
    if not path.exists():
        return []
    wides, labels = other_crops(path)
    known = _looks([crop for sample in samples for crops in sample.crops.values() for crop in crops])
    alike = (_looks(wides) @ known.T).max(axis=1)
    say(f"other crops: {len(wides)}, left out as alike: {int((alike > ALIKE).sum())}")
    return [(wides[alike <= ALIKE], labels[alike <= ALIKE])]


def _looks(wides: Sequence[np.ndarray] | np.ndarray) -> np.ndarray:
    inside = [cv2.GaussianBlur(wide[INSIDE, INSIDE], (0, 0), 1.0) for wide in wides]
    small = np.stack([cv2.resize(each, (20, 20), interpolation=cv2.INTER_AREA) for each in inside])
    rows = small.reshape(len(small), -1).astype(np.float32)
    rows -= rows.mean(axis=1, keepdims=True)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def read_one(sample: Sample, data: bytes, reader: Reader) -> Measured:
    """Read one photo as the program does, and hold it against truth."""
    start = time.process_time()
    reading = read_photo(data, [presidential_form()], reader)
    seconds = time.process_time() - start
    readings = reading.fields
    found = [
        Outcome(
            photo=sample.name,
            field=name,
            value=readings[name].value if name in readings else None,
            truth=written.value,
            accepted=name in readings and readings[name].accepted,
            refused=reading.refused is not None,
            probability=readings[name].probability if name in readings else 0.0,
            why=tuple(each.code.value for each in readings[name].why) if name in readings else (),
        )
        for name, written in sample.truth.items()
    ]
    return Measured(found, [seconds])
