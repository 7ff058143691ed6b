"""What lies around the sheet in a photo: table, planks, tarpaulin, tiles, a soft board.

In: a kind, a size, a random generator. Out: an RGB picture (uint8) of that size.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.rehearsal.conditions import Backdrop

Picture = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""

_COLOURS = {
    Backdrop.TABLE: ((196, 190, 182), (92, 84, 78), (150, 152, 156)),
    Backdrop.WOOD: ((150, 104, 62), (112, 72, 44), (176, 136, 92)),
    Backdrop.TARPAULIN: ((36, 84, 160), (206, 104, 40), (60, 120, 72)),
    Backdrop.TILES: ((214, 212, 206), (176, 160, 142), (136, 144, 150)),
    Backdrop.BOARD: ((122, 150, 118), (170, 140, 104), (90, 92, 100)),
}

_SHRINK = 4


def draw_backdrop(rng: np.random.Generator, kind: Backdrop, size: tuple[int, int]) -> Picture:
    """Draw the backdrop for a picture of *size* (height, width)."""
    height, width = size[0] // _SHRINK + 1, size[1] // _SHRINK + 1
    colours = _COLOURS[kind]
    colour = np.array(colours[int(rng.integers(len(colours)))], np.float32) + rng.normal(0, 6, 3)
    grain = _grain(rng, kind, height, width)
    small = np.clip(grain[..., None] * colour.astype(np.float32), 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(small, (size[1], size[0]), interpolation=cv2.INTER_LINEAR), np.uint8)


def _grain(rng: np.random.Generator, kind: Backdrop, height: int, width: int) -> NDArray[np.float32]:
    if kind is Backdrop.WOOD:
        return _planks(rng, height, width)
    if kind is Backdrop.TILES:
        return _joints(rng, height, width)
    strength = {Backdrop.TARPAULIN: 0.05, Backdrop.BOARD: 0.07}.get(kind, 0.025)
    grain = 1 + rng.normal(0, strength, (height, width)) + _clouds(rng, height, width, 0.08)
    if kind is Backdrop.TARPAULIN:
        grain = grain + 0.05 * np.sin(np.arange(width) * 0.9 + 0.3 * np.arange(height)[:, None])
    return grain.astype(np.float32)


def _planks(rng: np.random.Generator, height: int, width: int) -> NDArray[np.float32]:
    fibre = rng.normal(0, 0.10, (max(height // 2, 2), max(width // 60, 2))).astype(np.float32)
    grain = 1 + cv2.resize(fibre, (width, height), interpolation=cv2.INTER_CUBIC)
    pitch = int(rng.integers(60, 140))
    first = int(rng.integers(pitch))
    grain[first::pitch] = grain[first::pitch] * 0.55
    return np.asarray(grain, np.float32)


def _joints(rng: np.random.Generator, height: int, width: int) -> NDArray[np.float32]:
    grain = (1 + _clouds(rng, height, width, 0.06)).astype(np.float32)
    pitch = int(rng.integers(120, 220))
    across, down = int(rng.integers(pitch)), int(rng.integers(pitch))
    for offset in range(2):
        grain[down + offset :: pitch] *= np.float32(0.7)
        grain[:, across + offset :: pitch] *= np.float32(0.7)
    return grain


def _clouds(rng: np.random.Generator, height: int, width: int, strength: float) -> NDArray[np.float32]:
    coarse = rng.normal(0, strength, (6, 5)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)
