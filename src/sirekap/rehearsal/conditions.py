"""The conditions a photo is taken under, as graded strengths, and how often each occurs in a night.

Out: ``Conditions``, which ``photograph`` obeys. All strengths at their defaults give a faultless picture.
"""

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np


class Backdrop(Enum):
    """What the sheet lies on."""

    TABLE = "table"
    WOOD = "wood"
    TARPAULIN = "tarpaulin"
    TILES = "tiles"
    BOARD = "board"


class Turn(Enum):
    """How the phone was held: quarter turns clockwise of the page in the picture."""

    UPRIGHT = 0
    RIGHT = 1
    UPSIDE_DOWN = 2
    LEFT = 3


@dataclass(frozen=True, slots=True)
class Conditions:
    """One picture's circumstances. Lengths in px refer to a picture 2000 px on its long side."""

    long_side: int = 2000
    """Pixels of the picture's longer side."""
    fill: float = 0.94
    """Share of the frame that the page takes, along the tighter side; over 1 cuts the page off."""
    tilt: float = 0.0
    """Degrees between the camera's axis and the perpendicular."""
    tilt_towards: float = 0.0
    """Degrees: the direction in which the camera leans."""
    roll: float = 0.0
    """Degrees by which the page is turned in the picture, besides ``turn``."""
    turn: Turn = Turn.UPRIGHT
    creases: int = 0
    crease_mm: float = 0.0
    """How far a crease stands up from the table, mm."""
    curl_mm: float = 0.0
    """How far the paper's edges stand up, mm."""
    light: float = 1.0
    """Exposure: 1 paper is white, 0.2 deep dusk."""
    falloff: float = 0.0
    """How much darker the far side is, 0 to 1."""
    vignette: float = 0.0
    """How much darker the corners are, 0 to 1."""
    shadow: float = 0.0
    """Darkness of the shadow of a hand or phone, 0 to 1."""
    shadow_edge: float = 0.0
    """Darkness of a shadow with a straight sharp edge, such as a beam's, 0 to 1."""
    glare: float = 0.0
    """How far a lamp's reflection whitens the middle of its patch, 0 to 1."""
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    """Gains of red, green and blue: the lamp's colour."""
    defocus: float = 0.0
    """Spread of the blur, px."""
    motion: float = 0.0
    """Length of the smear, px."""
    noise: float = 0.0
    """Spread of the sensor's noise, grey levels."""
    quality: int = 90
    """JPEG quality."""
    orientation: int = 1
    """EXIF orientation written beside pixels turned to match: 1, 3, 6 or 8."""
    backdrop: Backdrop = Backdrop.TABLE


LAMPS = ((1.0, 1.0, 1.0), (1.06, 1.0, 0.86), (0.92, 0.99, 1.07), (1.02, 0.97, 1.05), (1.1, 0.99, 0.78))


def draw_conditions(rng: np.random.Generator) -> Conditions:
    """Draw the circumstances of an ordinary photo: mostly mild, each strength seldom strong."""
    lamp = LAMPS[int(rng.choice(len(LAMPS), p=(0.34, 0.22, 0.26, 0.10, 0.08)))]
    turn = Turn(int(rng.choice(4, p=(0.95, 0.015, 0.02, 0.015))))
    orientation = (1, 3, 6, 8)[int(rng.choice(4, p=(0.86, 0.02, 0.10, 0.02)))]
    creased = rng.random() < 0.55
    return Conditions(
        long_side=int(rng.integers(1700, 2401)),
        fill=float(rng.uniform(0.88, 0.965)),
        tilt=float(min(abs(rng.normal(0, 6)), 18)),
        tilt_towards=float(rng.uniform(0, 360)),
        roll=float(rng.normal(0, 1.6)),
        turn=turn,
        creases=int(rng.integers(1, 5)) if creased else 0,
        crease_mm=float(min(rng.exponential(2.2), 8)) if creased else 0.0,
        curl_mm=float(min(rng.exponential(4.0), 16)),
        light=float(np.clip(rng.normal(0.80, 0.12), 0.45, 1.0)),
        falloff=float(min(rng.exponential(0.13), 0.5)),
        vignette=float(rng.uniform(0, 0.22)),
        shadow=float(rng.uniform(0.12, 0.45)) if rng.random() < 0.28 else 0.0,
        cast=lamp,
        defocus=float(min(rng.exponential(0.55), 1.7)),
        motion=float(min(rng.exponential(2.2), 5)) if rng.random() < 0.2 else 0.0,
        noise=float(min(rng.exponential(3.0), 11)),
        quality=int(rng.integers(70, 91)),
        orientation=orientation,
        backdrop=tuple(Backdrop)[int(rng.integers(len(Backdrop)))],
    )


def spoil(rng: np.random.Generator, conditions: Conditions) -> Conditions:
    """Make a photo hopeless in one way: blurred, smeared, dark, cut off or far too small."""
    ways = (
        replace(conditions, defocus=float(rng.uniform(9, 15))),
        replace(conditions, motion=float(rng.uniform(45, 90))),
        replace(conditions, light=float(rng.uniform(0.02, 0.05)), noise=14.0),
        replace(conditions, fill=float(rng.uniform(1.5, 1.9))),
        replace(conditions, long_side=int(rng.integers(240, 340))),
    )
    return ways[int(rng.integers(len(ways)))]
