"""A phone's picture of a page: perspective, paper that does not lie flat, light, blur, noise, JPEG.

In: a page as RGB pixels and its size in mm, ``Conditions``, a random generator. Out: a JPEG file's bytes.
Invariant: the same input and generator state give the same bytes. The picture holds no metadata besides an
orientation where the conditions ask for one.
"""

import math
import struct
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.rehearsal.backdrop import Picture, draw_backdrop
from sirekap.rehearsal.conditions import Conditions, Turn
from sirekap.rehearsal.surface import Field2D, Surface, draw_surface, heights, shades

Matrix = NDArray[np.float64]
"""Shape (3, 3): homogeneous page millimetres to picture pixels."""

_CAMERA_HEIGHT = 1.35
"""Height of the camera over the page, in page diagonals."""

_GRID = 8
"""Picture pixels between places where surface and light are worked out; between them they run straight."""

_TURNED_BACK = {3: cv2.ROTATE_180, 6: cv2.ROTATE_90_COUNTERCLOCKWISE, 8: cv2.ROTATE_90_CLOCKWISE}


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture and where the page lies in it; ``matrix`` holds before any turning by EXIF."""

    jpeg: bytes
    matrix: Matrix


def photograph(
    page: Picture, size_mm: tuple[float, float], conditions: Conditions, rng: np.random.Generator
) -> Shot:
    """Take a picture of *page* (RGB), whose paper is *size_mm* (width, height), under *conditions*."""
    frame = _frame(conditions)
    matrix = place_page(size_mm, frame, conditions, rng)
    surface = draw_surface(rng, size_mm, conditions.creases, conditions.crease_mm, conditions.curl_mm)
    x, y = _page_grid(np.asarray(np.linalg.inv(matrix), np.float64), frame)
    picture = _lay(rng, page, surface, (x, y), conditions, frame)
    lit = _light(rng, picture, shades(surface, x, y), conditions)
    seen = _sensor(rng, _blur(rng, lit, conditions), conditions)
    return Shot(_encode(seen, conditions), matrix)


def _frame(conditions: Conditions) -> tuple[int, int]:
    """(height, width) of the picture in pixels; phones take 4:3."""
    long, short = conditions.long_side, conditions.long_side * 3 // 4
    sideways = conditions.turn in (Turn.LEFT, Turn.RIGHT)
    return (short, long) if sideways else (long, short)


def place_page(
    size_mm: tuple[float, float], frame: tuple[int, int], conditions: Conditions, rng: np.random.Generator
) -> Matrix:
    """Return the matrix that carries page millimetres to picture pixels."""
    width, height = size_mm
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    seen = _project(corners - corners.mean(axis=0), math.hypot(width, height) * _CAMERA_HEIGHT, conditions)
    low, high = seen.min(axis=0), seen.max(axis=0)
    scale = conditions.fill * min(frame[1] / (high[0] - low[0]), frame[0] / (high[1] - low[1]))
    spare = np.array([frame[1], frame[0]]) - (high - low) * scale
    shift = spare * (0.5 + rng.uniform(-0.3, 0.3, 2))
    placed = (seen - low) * scale + shift
    return np.asarray(
        cv2.getPerspectiveTransform(corners.astype(np.float32), placed.astype(np.float32)), np.float64
    )


def _project(points: NDArray[np.float64], distance: float, conditions: Conditions) -> NDArray[np.float64]:
    """Project flat points around the origin through a leaning pinhole camera."""
    turned = points @ _rotation(math.radians(conditions.roll + 90 * conditions.turn.value)).T
    towards = _rotation(math.radians(conditions.tilt_towards))
    u, v = (turned @ towards).T
    tilt = math.radians(conditions.tilt)
    depth = distance + u * math.sin(tilt)
    flat = np.stack([u * math.cos(tilt), v], axis=1) * (distance / depth)[:, None]
    return np.asarray(flat @ towards.T, np.float64)


def _rotation(angle: float) -> NDArray[np.float64]:
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def _page_grid(inverse: Matrix, frame: tuple[int, int]) -> tuple[Field2D, Field2D]:
    """Page millimetres under a coarse grid of picture pixels, two arrays (rows, columns)."""
    rows, columns = frame[0] // _GRID + 2, frame[1] // _GRID + 2
    u = np.arange(columns, dtype=np.float64)[None, :] * _GRID
    v = np.arange(rows, dtype=np.float64)[:, None] * _GRID
    depth = inverse[2, 0] * u + inverse[2, 1] * v + inverse[2, 2]
    x = (inverse[0, 0] * u + inverse[0, 1] * v + inverse[0, 2]) / depth
    y = (inverse[1, 0] * u + inverse[1, 1] * v + inverse[1, 2]) / depth
    return x.astype(np.float32), y.astype(np.float32)


def _lay(
    rng: np.random.Generator,
    page: Picture,
    surface: Surface,
    grid: tuple[Field2D, Field2D],
    conditions: Conditions,
    frame: tuple[int, int],
) -> Picture:
    """Lay the page, as its surface bends it, over the backdrop."""
    width, height = surface.size
    x, y = grid
    nearer = heights(surface, x, y) / np.float32(math.hypot(width, height) * _CAMERA_HEIGHT)
    x, y = x - (x - width / 2) * nearer, y - (y - height / 2) * nearer
    per_mm = np.float32(page.shape[1] / width)
    columns, rows = _spread(x * per_mm - 0.5, frame), _spread(y * per_mm - 0.5, frame)
    picture = draw_backdrop(rng, conditions.backdrop, frame)
    shrink = _shrink(page, columns, frame)
    if shrink > 1.3:
        page = np.asarray(
            cv2.resize(page, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA), np.uint8
        )
        columns, rows = columns / np.float32(shrink), rows / np.float32(shrink)
    cv2.remap(page, columns, rows, cv2.INTER_LINEAR, dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return picture


def _shrink(page: Picture, columns: Field2D, frame: tuple[int, int]) -> float:
    """How many page pixels fall on one picture pixel in the middle of the frame."""
    middle = columns[frame[0] // 2]
    step = abs(float(middle[-1] - middle[0])) / frame[1]
    down = abs(float(columns[-1, frame[1] // 2] - columns[0, frame[1] // 2])) / frame[0]
    return float(min(math.hypot(step, down), page.shape[1] / 32))


def _spread(coarse: Field2D, frame: tuple[int, int]) -> Field2D:
    """Interpolate a coarse grid to every pixel of the frame."""
    rows, columns = coarse.shape
    matrix = np.array([[_GRID, 0, 0], [0, _GRID, 0]], np.float32)
    large = cv2.warpAffine(coarse, matrix, (columns * _GRID, rows * _GRID), flags=cv2.INTER_LINEAR)
    return np.asarray(large[: frame[0], : frame[1]], np.float32)


def _light(rng: np.random.Generator, picture: Picture, shade: Field2D, conditions: Conditions) -> Picture:
    """Apply exposure, falloff, vignette, shadow and the lamp's colour."""
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
    lamp = np.asarray(lamp * np.float32(conditions.light), np.float32)
    full = _spread(lamp, picture.shape[:2])
    gains = np.array(conditions.cast, np.float32)
    channels = [cv2.multiply(picture[..., i], full * gains[i], dtype=cv2.CV_8U) for i in range(3)]
    lit = np.asarray(cv2.merge(channels), np.uint8)
    if not conditions.glare:
        return lit
    patch = _spread(_reflection(rng, rows, columns) * np.float32(conditions.glare), picture.shape[:2])
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


def _blur(rng: np.random.Generator, picture: Picture, conditions: Conditions) -> Picture:
    scale = conditions.long_side / 2000
    sigma, smear = conditions.defocus * scale, conditions.motion * scale
    if sigma > 0.25:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)
    if smear > 1.5:
        picture = np.asarray(cv2.filter2D(picture, -1, _smear(smear, rng.uniform(0, np.pi))), np.uint8)
    return picture


def _smear(length: float, angle: float) -> Field2D:
    side = int(length) | 1
    kernel = np.zeros((side + 2, side + 2), np.float32)
    half, middle = length / 2, (side + 1) / 2
    start = (middle - half * math.cos(angle), middle - half * math.sin(angle))
    end = (middle + half * math.cos(angle), middle + half * math.sin(angle))
    points = np.round(np.array([start, end]) * 16).astype(np.int32)
    cv2.polylines(kernel, [points], False, 1.0, 1, cv2.LINE_8, 4)
    return np.asarray(kernel / max(float(kernel.sum()), 1.0), np.float32)


@lru_cache(maxsize=1)
def _noise_tile() -> NDArray[np.int16]:
    """Make the unit noise, times 64, that every sensor's noise is cut from: shape (1031, 769, 3)."""
    rng = np.random.default_rng(20240214)
    grain = rng.normal(0, 1, (1031, 769, 1)) * 0.8 + rng.normal(0, 0.6, (1031, 769, 3))
    return (grain * 64).astype(np.int16)


def _sensor(rng: np.random.Generator, picture: Picture, conditions: Conditions) -> Picture:
    """Add the sensor's noise."""
    if conditions.noise < 0.3:
        return picture
    tile = np.roll(_noise_tile(), tuple(rng.integers(0, 700, 2)), (0, 1))
    grain = (tile * np.float32(conditions.noise / 64)).astype(np.int16)
    height, width = picture.shape[:2]
    repeated = np.tile(grain, (height // tile.shape[0] + 1, width // tile.shape[1] + 1, 1))[:height, :width]
    return np.asarray(cv2.add(picture, repeated, dtype=cv2.CV_8U), np.uint8)


def _encode(picture: Picture, conditions: Conditions) -> bytes:
    """Encode as JPEG; for an EXIF orientation, turn the pixels so that obeying it gives this picture."""
    if conditions.orientation in _TURNED_BACK:
        picture = np.asarray(cv2.rotate(picture, _TURNED_BACK[conditions.orientation]), np.uint8)
    options = [cv2.IMWRITE_JPEG_QUALITY, conditions.quality]
    _, data = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), options)
    jpeg = data.tobytes()
    if conditions.orientation == 1:
        return jpeg
    return jpeg[:2] + _exif(conditions.orientation) + jpeg[2:]


def _exif(orientation: int) -> bytes:
    """Write an APP1 segment that holds the orientation and nothing else."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
