"""Real photos with their truth, as training and bench take them: read, placed, and cut into boxes.

In: ``truth.csv`` (file, field, value, box_text), optionally the hand-marked corners of each box group,
the photos. Out: samples. A sample's crops are cut through our own registration, started at the hand-
marked corners, so that what the network learns from lies as what it will read, and no fitted number of
another fold enters.
"""

import csv
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
from models.boxes import WIDE, wide_view

from sirekap.election.model import Contest, ContestId, ContestKind, FieldName, Ticket
from sirekap.forms.catalogue import form_for
from sirekap.forms.model import Field, Form, Page
from sirekap.reading.fitted import Fitted, Thresholds
from sirekap.reading.ink import transform
from sirekap.reading.match_lines import match_lines
from sirekap.reading.model import CLASSES
from sirekap.reading.placement import FieldPlace, Matrix, Photo
from sirekap.reading.refine import settle_boxes
from sirekap.reading.score_bubbles import bubble_ink, relative
from sirekap.reading.score_digits import cut
from sirekap.reading.settle import follow_rows
from sirekap.reading.weights import load_model

TRUTH, CORNERS = "ppwp2024-truth.csv", "ppwp2024-boxes.csv"
OTHER_CROPS = "febriyan2024-digit-crops.tar"
ASTRAY = 0.3
"""Box widths: a place further from the hand's mark than this is not the field."""

ANY = Thresholds(agreement=0, field_agreement=0, joint=0, boxes=0, mark=0.5, no_mark=0.2)


@dataclass(frozen=True)
class Written:
    """One field as truth has it: its value, and a character a box (None unless three plain ones)."""

    value: int
    text: str | None


@dataclass
class Sample:
    """One photo, its truth, and what was cut from it once it was placed."""

    name: str
    path: Path
    truth: dict[FieldName, Written]
    corners: dict[FieldName, np.ndarray]
    places: dict[FieldName, FieldPlace] = field(default_factory=dict)
    crops: dict[FieldName, np.ndarray] = field(default_factory=dict)
    marks: dict[FieldName, np.ndarray] = field(default_factory=dict)

    @cached_property
    def size(self) -> tuple[int, int]:
        """(width, height) of the photo, pixels."""
        photo = self.photo()
        return photo.width, photo.height

    def photo(self) -> Photo:
        """Read the photo: grey, as stored (these carry no EXIF turn)."""
        return Photo(self.name, cv2.imread(str(self.path), cv2.IMREAD_GRAYSCALE))


def presidential_contest() -> Contest:
    """Return a presidential contest of three tickets: all that a form's layout depends on."""
    tickets = tuple(Ticket(number, (f"Calon {number}",), "#808080", number) for number in (1, 2, 3))
    return Contest(ContestId("ppwp"), ContestKind.PRESIDENT, "Presiden dan Wakil Presiden", tickets)


def presidential_form() -> Form:
    """Return the 2024 presidential form with three tickets, the one these photos show."""
    return form_for(presidential_contest(), "kpu-2024")


def vote_page(form: Form) -> Page:
    """Return the page with the votes."""
    return form.page_of(FieldName("votes.1"))


def read_samples(truth: Path, photos: Path | None = None, limit: int | None = None) -> list[Sample]:
    """Read truth and, beside it, the corners where there are any; the photos lie in *photos* or by truth."""
    base = photos or truth.parent
    samples = {}
    with truth.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["file"] not in samples:
                if limit and len(samples) == limit:
                    break
                samples[row["file"]] = Sample(row["file"], _photo_path(base, row["file"]), {}, {})
            text = _text(row["box_text"], row["value"])
            samples[row["file"]].truth[_field(row["field"])] = Written(int(row["value"]), text)
    for name, found in _corners(truth.parent / CORNERS).items():
        if name in samples:
            samples[name].corners = found
    return list(samples.values())


def _photo_path(base: Path, name: str) -> Path:
    """Return where a photo lies under *base*: by its whole name or by its last part."""
    whole = base / name
    return whole if whole.exists() else base / Path(name).name


def _field(name: str) -> FieldName:
    return FieldName("votes." + name.removeprefix("paslon_").removeprefix("votes."))


def _text(text: str, value: str) -> str | None:
    """Keep a text of three plain boxes that spells the value: else who knows which is written."""
    text = text.replace(" ", "_").lower()
    plain = len(text) == 3 and all(sign in CLASSES for sign in text)
    spelled = "".join(sign if sign.isdigit() else "0" for sign in text)
    return text if plain and int(spelled) == int(value) else None


def _corners(path: Path) -> dict[str, dict[FieldName, np.ndarray]]:
    found = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                corners = [float(row[f"{axis}{k}"]) for k in (1, 2, 3, 4) for axis in "xy"]
                found.setdefault(row["file"], {})[_field(row["field"])] = np.array(corners).reshape(4, 2)
    return found


def group_middle(one: Field) -> tuple[float, float]:
    """Return the middle of a field's group of boxes on the page, millimetres."""
    first, last = one.boxes[0], one.boxes[-1]
    return (first.left + last.right) / 2, first.centre[1]


def turn_of(sample: Sample, page: Page) -> int:
    """Return 180 where the hand-marked groups run upwards, else 0."""
    down = [sample.corners[one.name][:, 1].mean() for one in page.fields if one.name in sample.corners]
    return 180 if len(down) > 1 and down[0] > down[-1] else 0


def marked_corners(sample: Sample, page: Page) -> tuple[np.ndarray, np.ndarray]:
    """Return matching page and photo corners of all hand-marked groups, (n, 2) each."""
    turn = turn_of(sample, page)
    paper, seen = [], []
    for one in page.fields:
        if one.name in sample.corners:
            first, last = one.boxes[0], one.boxes[-1]
            x = (first.left, last.right, last.right, first.left)
            paper.extend(zip(x, (first.top, first.top, first.bottom, first.bottom), strict=True))
            seen.extend(_in_order(sample.corners[one.name], turn))
    return np.array(paper).reshape(-1, 2), np.array(seen).reshape(-1, 2)


def _in_order(corners: np.ndarray, turn: int) -> np.ndarray:
    """Sort four corners to top left, top right, bottom right, bottom left of the page."""
    rows = corners[np.argsort(corners[:, 1])]
    top, bottom = rows[:2][np.argsort(rows[:2, 0])], rows[2:][np.argsort(rows[2:, 0])]
    order = np.array([top[0], top[1], bottom[1], bottom[0]])
    return order[[2, 3, 0, 1]] if turn else order


def prepare(sample: Sample, form: Form, fitted: Fitted) -> None:
    """Place a sample as the reader does, keep the fields that lie at the hand's marks, and cut those."""
    photo = sample.photo()
    placement = match_lines(photo, form, fitted)
    for one in placement.page.fields:
        place = placement.fields[one.name]
        if one.name not in sample.corners or astray(sample, one, place.matrix) > ASTRAY:
            continue
        boxes = settle_boxes(photo, placement.page, one, place.matrix)
        sample.places[one.name] = place
        sample.crops[one.name] = np.stack([cut(photo, box, boxes, wide_view(), WIDE) for box in one.boxes])
        rows = follow_rows(photo, placement.page, one, place.matrix)
        sample.marks[one.name] = relative(bubble_ink(photo, one, rows, load_model()))


def astray(sample: Sample, one: Field, matrix: Matrix) -> float:
    """Return how far a field's group of boxes lies from the hand's mark, in box widths."""
    middle = np.array([group_middle(one)])
    half = one.boxes[0].width / 2
    edges = middle + np.array([[-half, 0], [half, 0]])
    left, right = transform(matrix, edges)
    away = transform(matrix, middle)[0] - sample.corners[one.name].mean(axis=0)
    return float(np.hypot(*away) / np.hypot(*(right - left)))
