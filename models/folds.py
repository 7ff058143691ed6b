"""The measure of the reader on real photos: five folds by photo, everything fitted inside each fold.

In: truth and photos. Out: outcomes, one a field, each read by a reader that never saw the photo nor a
near-duplicate of it: its digit network, crop, habits, temperature and thresholds come from the other
folds. The base network comes from synthetic boxes and crops of other forms, without those that look like
any box of these photos.
"""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from models import net as nets
from models.net import Say
from models.page_graph import page_graph
from models.recipe import Base, Boxes, Recipe, base_network, make_reader, other_crops, prepare_all
from models.samples import OTHER_CROPS, Sample, presidential_form, read_samples

from sirekap.reading.bench import Outcome, folds, near_duplicates, signature
from sirekap.reading.read_photo import Reader, read_photo
from sirekap.reading.weights import page_model

SPLIT = 2024
"""Seed of the split into folds."""

ALIKE = 0.95
"""Correlation of what two boxes hold above which they may be the same box."""

INSIDE = slice(17, 47)
"""The part of a wide crop that lies within the box's border."""


def outcomes(
    truth: Path,
    photos: Path | None = None,
    *,
    count: int = 5,
    limit: int | None = None,
    seed: int = 1,
    threads: int = 2,
    say: Say = print,
) -> tuple[list[Outcome], list[float]]:
    """Return (outcomes, seconds a photo) of all folds."""
    cv2.setNumThreads(1)
    torch.set_num_threads(threads)
    samples = {sample.name: sample for sample in read_samples(truth, photos, limit)}
    parts = parted(samples, count)
    for part in parts:
        prepare_all(part)
    say(f"placed {len(samples)} photos in {count} folds")
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    base = base_network(Recipe(), rng, others(truth.parent / OTHER_CROPS, samples.values(), say), say)
    return measured(parts, base, seed, say)


def parted(samples: dict[str, Sample], count: int) -> list[list[Sample]]:
    """Deal samples out to folds, near-duplicates together."""
    looks = {name: signature(sample.photo().pixels) for name, sample in samples.items()}
    return [[samples[name] for name in part] for part in folds(near_duplicates(looks), count, SPLIT)]


def measured(
    parts: Sequence[list[Sample]], base: Base, seed: int, say: Say = print
) -> tuple[list[Outcome], list[float]]:
    """Train on all folds but one, read that one, and so on round."""
    found, seconds = [], []
    for k, part in enumerate(parts):
        training = [sample for other in parts if other is not part for sample in other]
        torch.manual_seed(seed + k)
        network, fitted = make_reader(training, base, Recipe(), np.random.default_rng(seed + k), say)
        reader = Reader(page_model(page_graph(nets.export(network)), fitted.temperature), fitted)
        for sample in part:
            start = time.process_time()
            found.extend(read_one(sample, reader))
            seconds.append(time.process_time() - start)
        say(f"fold {k + 1} of {len(parts)}: {fitted}")
    return found, seconds


def others(path: Path, samples: Iterable[Sample], say: Say = print) -> Boxes | None:
    """Return the crops of other forms, less those like a box of *samples*; None where there are none."""
    if not path.exists():
        return None
    wides, labels = other_crops(path)
    known = _looks([crop for sample in samples for crops in sample.crops.values() for crop in crops])
    alike = (_looks(wides) @ known.T).max(axis=1)
    say(f"other crops: {len(wides)}, left out as alike: {int((alike > ALIKE).sum())}")
    return wides[alike <= ALIKE], labels[alike <= ALIKE]


def _looks(wides: Sequence[np.ndarray] | np.ndarray) -> np.ndarray:
    inside = [cv2.GaussianBlur(wide[INSIDE, INSIDE], (0, 0), 1.0) for wide in wides]
    small = np.stack([cv2.resize(each, (20, 20), interpolation=cv2.INTER_AREA) for each in inside])
    rows = small.reshape(len(small), -1).astype(np.float32)
    rows -= rows.mean(axis=1, keepdims=True)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def read_one(sample: Sample, reader: Reader) -> list[Outcome]:
    """Read one photo as the program does, and hold it against truth."""
    reading = read_photo(sample.path.read_bytes(), [presidential_form()], reader)
    readings = reading.fields
    return [
        Outcome(
            photo=sample.name,
            field=name,
            value=readings[name].value if name in readings else None,
            truth=written.value,
            accepted=name in readings and readings[name].accepted,
            refused=reading.refused is not None,
        )
        for name, written in sample.truth.items()
    ]
