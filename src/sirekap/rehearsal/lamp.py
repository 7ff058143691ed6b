"""The light that a page lies in: exposure, falloff, vignette, shadows, a lamp's colour and reflection.

In: a picture, the paper's own shade on the coarse grid, ``Conditions``, a random generator. Out: the same
picture as lit. Invariant: light runs straight between the places of the grid and has 255 steps.
"""

import cv2
import numpy as np

from sirekap.rehearsal.backdrop import Picture
from sirekap.rehearsal.coarse_grid import spread
from sirekap.rehearsal.conditions import Conditions
from sirekap.rehearsal.surface import Field2D


def shine(rng: np.random.Generator, picture: Picture, shade: Field2D, conditions: Conditions) -> Picture:
    """Apply exposure, falloff, vignette, shadow and the lamp's colour; *picture* is changed in place."""
    rows, columns = shade.shape
    v = np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    u = np.linspace(-1, 1, columns, dtype=np.float32)[None, :]
    angle = rng.uniform(0, 2 * np.pi)
    lamp = shade * (1 + np.float32(conditions.falloff) * (u * np.cos(angle) + v * np.sin(angle) - 0.4))
    lamp = lamp * (1 - np.float32(conditions.vignette) * (u * u + v * v) / 2)
    if conditions.shadow:
        lamp = lamp * (1 - np.float32(conditions.shadow) * _shadow(rng, rows, columns))
    if conditions.shadow_edge:
        lamp = lamp * (1 - np.float32(conditions.shadow_edge) * _beam(rng, rows, columns))
    colours = lamp[..., None] * np.array(conditions.cast, np.float32) * np.float32(conditions.light)
    peak = float(colours.max())
    full = spread(np.round(colours * np.float32(255 / peak)).astype(np.uint8), picture.shape[:2])
    lit = np.asarray(cv2.multiply(picture, full, dst=picture, scale=peak / 255), np.uint8)
    if not conditions.glare:
        return lit
    patch = spread(_reflection(rng, rows, columns) * np.float32(conditions.glare), picture.shape[:2])
    return np.asarray(lit + (255.0 - lit) * patch[..., None], np.uint8)


def _shadow(rng: np.random.Generator, rows: int, columns: int) -> Field2D:
    """Draw the shadow of a hand and phone that reaches in from one edge, soft-edged, 0 to 1."""
    canvas = np.zeros((rows, columns), np.float32)
    middle = np.array([rng.uniform(0.0, 1.0) * columns, rng.uniform(0.85, 1.2) * rows])
    spread = np.array([rng.uniform(0.2, 0.45) * columns, rng.uniform(0.25, 0.5) * rows])
    reach = rng.uniform(0.75, 1.15, 9)
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    far = np.interp(angles, np.linspace(0, 2 * np.pi, 10), np.append(reach, reach[0]))[:, None]
    outline = middle + spread * far * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    cv2.fillPoly(canvas, [np.round(outline).astype(np.int32)], 1.0)
    if rng.random() < 0.5:
        canvas = np.ascontiguousarray(canvas[::-1, ::-1])
    return np.asarray(cv2.GaussianBlur(canvas, (0, 0), float(rng.uniform(3, 14))), np.float32)


def _beam(rng: np.random.Generator, rows: int, columns: int) -> Field2D:
    """Draw a shadow that ends in a straight sharp edge somewhere across the middle, 0 or 1."""
    angle = rng.uniform(0, 2 * np.pi)
    v = np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    u = np.linspace(-1, 1, columns, dtype=np.float32)[None, :]
    across = (
        u * np.float32(np.cos(angle)) + v * np.float32(np.sin(angle)) - np.float32(rng.uniform(-0.4, 0.4))
    )
    return np.asarray(np.clip(across * 100 + 0.5, 0, 1), np.float32)


def _reflection(rng: np.random.Generator, rows: int, columns: int) -> Field2D:
    """Draw the soft patch where a lamp is reflected, 1 in its middle."""
    middle = (rng.uniform(0.25, 0.75) * columns, rng.uniform(0.25, 0.75) * rows)
    spread = (rng.uniform(0.10, 0.22) * columns, rng.uniform(0.08, 0.18) * rows)
    v = (np.arange(rows, dtype=np.float32)[:, None] - np.float32(middle[1])) / np.float32(spread[1])
    u = (np.arange(columns, dtype=np.float32)[None, :] - np.float32(middle[0])) / np.float32(spread[0])
    return np.asarray(np.exp(-((u * u + v * v) ** 2)), np.float32)
