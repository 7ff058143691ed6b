"""From corners of tags that are right to a cell to corners right to a fraction of a pixel.

In: grey pixels, the corners of the tags seen. Out: the same corners, each where straight lines through the
sides of its tag's black border meet. Invariant: a corner is moved by less than a cell. All sides of all tags
are looked at together, since one call for all costs little more than one for each.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.reading.placement import Pixels

Corners = NDArray[np.float64]
"""Shape (tags, 4, 2): x, y, in the order of a ``Quad``."""

DARK_CELLS = 8
"""Cells across an AprilTag 36h10, black border included."""
LOOKS = ((-0.6, 1.1), (-0.5, 0.5))
"""Cells outside and inside of the border that are looked at, twice, the second time closer. Inside the border
no other such turn follows for two cells."""
DEPTHS, PLACES = 25, 24
HUBER = 1.345
"""Pixels: a point further off its line counts less (Huber, 1964)."""
ROUNDS = 30
STILL = 1e-6
"""Sine of the angle below which a line that was fitted anew stands still."""


def refined(pixels: Pixels, corners: Corners) -> Corners:
    """Return *corners* brought to a fraction of a pixel."""
    cell = across(corners) / DARK_CELLS
    for outward, inward in LOOKS:
        depths = np.linspace(outward, inward, DEPTHS) * cell[:, None]
        points, directions = _lines(_edges(pixels, corners, depths))
        before = np.roll(points, 1, axis=1), np.roll(directions, 1, axis=1)
        found = _meetings(before, (points, directions))
        moved = np.linalg.norm(found - corners, axis=2)
        corners = np.where((moved <= cell[:, None])[..., None], found, corners)
    return corners


def across(corners: Corners) -> NDArray[np.float64]:
    """Return the mean length of each tag's sides, shape (tags,)."""
    return np.asarray(np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).mean(axis=1))


def _edges(pixels: Pixels, corners: Corners, depths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points along every side at which white paper turns into black: (tags, 4, PLACES, 2)."""
    along = np.roll(corners, -1, axis=1) - corners
    inward = np.stack([-along[..., 1], along[..., 0]], axis=2) / np.linalg.norm(along, axis=2, keepdims=True)
    towards = (inward * (corners.mean(axis=1, keepdims=True) - corners)).sum(axis=2, keepdims=True)
    inward = np.where(towards < 0, -inward, inward)[:, :, None]
    places = corners[:, :, None] + np.linspace(0.08, 0.92, PLACES)[:, None] * along[:, :, None]
    samples = places[..., None, :] + depths[:, None, None, :, None] * inward[..., None, :]
    x, y = (samples[..., axis].reshape(-1, DEPTHS).astype(np.float32) for axis in (0, 1))
    grey = cv2.remap(pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    falls = np.maximum(-np.diff(grey.astype(np.float64), axis=1), 0) ** 2 + 1e-6
    falls = falls.reshape(*places.shape[:3], DEPTHS - 1)
    middles = ((depths[:, :-1] + depths[:, 1:]) / 2)[:, None, None]
    depth = (falls * middles).sum(axis=3) / falls.sum(axis=3)
    return np.asarray(places + depth[..., None] * inward)


def _lines(points: NDArray[np.float64]) -> tuple[Corners, Corners]:
    """Fit a line to each row of *points*, those far off counting less: a point of it and its direction."""
    weights = np.ones(points.shape[:-1])
    direction = np.zeros((*points.shape[:-2], 2))
    for _ in range(ROUNDS):
        middle = (weights[..., None] * points).sum(axis=-2) / weights.sum(axis=-1)[..., None]
        x, y = np.moveaxis(points - middle[..., None, :], -1, 0)
        xx, xy, yy = (np.einsum("...k,...k,...k->...", weights, a, b) for a, b in ((x, x), (x, y), (y, y)))
        turn = np.arctan2(2 * xy, xx - yy) / 2
        before, direction = direction, np.stack([np.cos(turn), np.sin(turn)], axis=-1)
        turned = before[..., 0] * direction[..., 1] - before[..., 1] * direction[..., 0]
        off = np.abs(x * direction[..., 1, None] - y * direction[..., 0, None])
        weights = HUBER / np.maximum(off, HUBER)
        if before.any() and (np.abs(turned) < STILL).all():
            break
    return middle, direction


def _meetings(one: tuple[Corners, Corners], other: tuple[Corners, Corners]) -> Corners:
    """Where lines meet; far away where they run side by side."""
    (a, u), (b, v) = one, other
    cross = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
    aside = np.abs(cross) < 1e-3
    way = b - a
    step = (way[..., 0] * v[..., 1] - way[..., 1] * v[..., 0]) / np.where(aside, 1, cross)
    return np.where(aside[..., None], np.inf, a + step[..., None] * u)
