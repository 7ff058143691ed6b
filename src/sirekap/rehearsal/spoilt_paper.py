"""What happens to a sheet of paper besides writing: stains, fingers, bad printers.

In: a page as RGB pixels, ``PX_PER_MM`` to the millimetre, its layout, a grade, a random generator. Out: a new
picture of the same shape. Invariant: the picture given is left as it was. Not done here: the camera
(``photograph``) and which grades there are (``damage``).
"""

import cv2
import numpy as np

from sirekap.forms.model import Page, Rect
from sirekap.rehearsal.fill import PAPER, PX_PER_MM
from sirekap.rehearsal.ink import Picture

SKIN = ((224, 172, 140), (198, 134, 98), (141, 85, 56))
COFFEE = (122, 82, 44)
FINGER_MM = 15.0


def stained(rng: np.random.Generator, picture: Picture, page: Page, darkness: float) -> Picture:
    """Spill coffee on one of the numbers; *darkness* 1 lets nothing through in the ring."""
    place = _some_box(rng, page)
    radius = float(rng.uniform(16, 26))
    x, y = (each + float(rng.normal(0, 4)) for each in place.centre)
    rows, columns = np.mgrid[: picture.shape[0], : picture.shape[1]].astype(np.float32) / np.float32(
        PX_PER_MM
    )
    away = np.hypot(columns - np.float32(x), (rows - np.float32(y)) * np.float32(rng.uniform(0.9, 1.2)))
    disc = np.clip((radius - away) / 1.5, 0, 1) * np.float32(0.45)
    ring = np.exp(-(((away - radius) / 1.6) ** 2))
    share = np.clip(disc + ring, 0, 1) * np.float32(darkness)
    absorbed = 1 - np.array(COFFEE, np.float32) / 255
    return np.asarray(picture * (1 - share[..., None] * absorbed), np.uint8)


def fingered(rng: np.random.Generator, picture: Picture, page: Page, share: float) -> Picture:
    """Lay a finger from below over *share* of the width of one digit box."""
    box = _some_box(rng, page)
    tip = np.array([box.left + box.width * share - FINGER_MM / 2, box.centre[1]])
    base = tip + np.array([float(rng.uniform(-40, 0)), page.height - tip[1] + 30])
    mask = np.zeros(picture.shape[:2], np.uint8)
    ends = [tuple(int(each) for each in np.round(point * PX_PER_MM)) for point in (tip, base)]
    cv2.line(mask, ends[0], ends[1], 255, round(FINGER_MM * PX_PER_MM), cv2.LINE_AA)
    soft = cv2.GaussianBlur(mask, (0, 0), 0.5 * PX_PER_MM).astype(np.float32)[..., None] / 255
    skin = np.array(SKIN[int(rng.integers(len(SKIN)))], np.float32)
    return np.asarray(picture * (1 - soft) + skin * soft, np.uint8)


def misprinted(rng: np.random.Generator, picture: Picture, share: float) -> Picture:
    """Let the printer run out of ink in stripes down the page that take *share* of its width."""
    width = picture.shape[1]
    paper = np.array(PAPER, np.float32)
    faint = np.zeros(width, np.float32)
    while faint.mean() < share:
        middle, half = rng.uniform(0, width), rng.uniform(0.3, 2.2) * PX_PER_MM
        stripe = np.clip(1.5 - np.abs(np.arange(width) - middle) / half, 0, 1)
        faint = np.maximum(faint, stripe.astype(np.float32) * np.float32(rng.uniform(0.6, 1.0)))
    missing = faint[None, :, None]
    return np.asarray(picture * (1 - missing) + paper * missing, np.uint8)


def scaled(picture: Picture, factor: float) -> Picture:
    """Print the page *factor* times its size in the middle of the same paper; what is larger is cut."""
    height, width = picture.shape[:2]
    matrix = np.array([[factor, 0, (1 - factor) * width / 2], [0, factor, (1 - factor) * height / 2]])
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=way, borderValue=PAPER), np.uint8
    )


def clipped(picture: Picture, edge_mm: float) -> Picture:
    """Leave *edge_mm* on each side blank, as printers do that cannot reach the edge of the paper."""
    edge = round(edge_mm * PX_PER_MM)
    seen = np.full_like(picture, PAPER)
    inside = slice(edge, -edge or None)
    seen[inside, inside] = picture[inside, inside]
    return seen


def greyed(picture: Picture) -> Picture:
    """Print without colours."""
    return np.repeat(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)


def _some_box(rng: np.random.Generator, page: Page) -> Rect:
    """Choose one digit box of the page."""
    boxes = [box for field in page.fields for box in field.boxes]
    return boxes[int(rng.integers(len(boxes)))]
