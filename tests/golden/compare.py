"""Golden pictures kept as small files of sixteen greys, and what differs from them."""

from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent / "pictures"
STEP = 17
"""Distance of two neighbouring greys of sixteen."""
SEEN = 34
"""A pixel has changed if it is more than two greys away: less is rounding."""
SPARED = 3
"""Pixels that may change unseen."""


def greys(picture):
    """Reduce a picture to sixteen greys."""
    return (np.round(picture.astype(np.float32) / STEP) * STEP).astype(np.uint8)


def keep(picture, path):
    levels = Image.fromarray((greys(picture) // STEP).astype(np.uint8), "P")
    levels.putpalette([level for step in range(16) for level in [step * STEP] * 3])
    path.parent.mkdir(parents=True, exist_ok=True)
    levels.save(path, bits=4, optimize=True)


def kept(path):
    return np.array(Image.open(path).convert("L"))


def changed(before, after):
    """How many pixels differ; all of them where the sizes do."""
    if before.shape != after.shape:
        return max(before.size, after.size)
    return int((np.abs(before.astype(int) - greys(after).astype(int)) > SEEN).sum())


def show_change(before, after, path):
    """Lay before, after and the difference side by side; what differs is red in the third."""
    height, width = (max(each.shape[axis] for each in (before, after)) for axis in (0, 1))
    first, second = on_canvas(before, (height, width)), on_canvas(greys(after), (height, width))
    differs = np.abs(first.astype(int) - second.astype(int)) > SEEN
    third = np.repeat((255 - (255 - second) // 4)[..., None], 3, axis=2)
    third[differs] = (220, 0, 0)
    sides = [np.repeat(each[..., None], 3, axis=2) for each in (first, second)]
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.concatenate([*sides, third], axis=1)).save(path)


def on_canvas(picture, size):
    canvas = np.full(size, 255, np.uint8)
    canvas[: picture.shape[0], : picture.shape[1]] = picture
    return canvas
