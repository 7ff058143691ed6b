"""How well a reader reads, in figures: which photos belong together, who is right, how sure that is.

In: photos' pictures, or the outcomes of reading fields whose truth is known. Out: folds, and figures with
Wilson's 95 % bounds (E. B. Wilson, 1927). A field of a refused photo is counted and is not right.
Training, reading files and the clock are the caller's.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.election.figure import Figure
from sirekap.reading.placement import Pixels

SIGNATURE = 96
ALIKE = 0.9
"""Correlation of signatures above which photos are near-duplicates; different forms stay below 0.8."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One field of one photo: what was read, how surely, what is true. ``refused`` photos give no value."""

    photo: str
    field: str
    value: int | None
    truth: int | None
    accepted: bool
    refused: bool
    probability: float = 0.0
    why: tuple[str, ...] = ()
    """What kept it from being accepted: ``DoubtCode`` values."""

    @property
    def right(self) -> bool:
        """Whether the value read is the value written."""
        return not self.refused and self.value == self.truth


def signature(pixels: Pixels) -> NDArray[np.float32]:
    """Return a photo's look without its light: SIGNATURE² numbers of mean 0 and length 1."""
    small = cv2.resize(pixels, (SIGNATURE, SIGNATURE), interpolation=cv2.INTER_AREA).astype(np.float32)
    detail = small - cv2.GaussianBlur(small, (0, 0), 4)
    detail -= detail.mean()
    return np.asarray(detail / max(float(np.sqrt((detail**2).sum())), 1e-6), np.float32).ravel()


def near_duplicates(signatures: Mapping[str, NDArray[np.float32]]) -> list[list[str]]:
    """Group names whose signatures are alike, also with one upside down; sorted by first name."""
    names = sorted(signatures)
    rows = np.stack([signatures[name] for name in names])
    alike = np.maximum(rows @ rows.T, rows @ rows[:, ::-1].T) > ALIKE
    group = list(range(len(names)))
    for one, other in zip(*np.nonzero(np.triu(alike, 1)), strict=True):
        low, high = sorted((group[int(one)], group[int(other)]))
        group = [low if each == high else each for each in group]
    found: dict[int, list[str]] = {}
    for name, label in zip(names, group, strict=True):
        found.setdefault(label, []).append(name)
    return list(found.values())


def folds(groups: Sequence[Sequence[str]], count: int, seed: int = 0) -> list[list[str]]:
    """Deal groups out to *count* folds of like size; a group is never parted."""
    order = np.random.default_rng(seed).permutation(len(groups))
    dealt: list[list[str]] = [[] for _ in range(count)]
    for k in order:
        min(dealt, key=len).extend(groups[int(k)])
    return [sorted(fold) for fold in dealt]


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % bounds of a share; (0, 1) of nothing."""
    if of == 0:
        return 0.0, 1.0
    z, share = 1.959964, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def figures(outcomes: Sequence[Outcome], seconds: Sequence[float]) -> list[Figure]:
    """Return the figures of ``bench reading``; ``accepted_wrong`` and its bounds count fields."""
    total = len(outcomes)
    right = sum(each.right for each in outcomes)
    accepted = [each for each in outcomes if each.accepted]
    wrong = sum(not each.right for each in accepted)
    refused = len({each.photo for each in outcomes if each.refused})
    low, high = wilson(wrong, len(accepted))
    return [
        Figure("fields", float(total), "fields"),
        _share("fields_right", right, total),
        _share("fields_accepted", len(accepted), total),
        Figure("accepted_wrong", float(wrong), "fields", low * len(accepted), high * len(accepted)),
        Figure("photos_refused", float(refused), "photos"),
        Figure("read_seconds", float(np.median(seconds)) if seconds else 0.0, "seconds a photo"),
    ]


def doubt_figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    """Return how many fields each doubt kept from being accepted; a field may have several."""
    counts = Counter(code for each in outcomes for code in each.why)
    return [Figure(f"kept_back_{code}", float(count), "fields") for code, count in sorted(counts.items())]


def moved_figures(
    outcomes: Sequence[Outcome], seconds: Sequence[float], still: Sequence[Figure]
) -> list[Figure]:
    """Return the figures of the same photos shifted and turned, each beside that of the photos as taken."""
    beside = {each.figure: each.value for each in still}
    return [_moved(each, beside[each.figure]) for each in figures(outcomes, seconds)]


def _moved(one: Figure, still: float) -> Figure:
    """Name a figure as the moved one; nothing stands beside a nought."""
    name = f"moved_{one.figure}"
    if not still:
        return replace(one, figure=name)
    return replace(one, figure=name, against=one.figure, ratio=one.value / still)


def _share(name: str, hits: int, of: int) -> Figure:
    lower, upper = wilson(hits, of)
    return Figure(name, hits / of if of else 0.0, f"share of {of}", lower, upper)
