"""Draws what the reader saw in one photo as one HTML page that needs nothing else.

In: the steps' findings, then the reading. Out: HTML. Invariant: pictures are cut by the same matrices the
reader used. The page tells, field by field, what each mark says and why a field was not accepted; the fields
not accepted come first. Writing the file is the caller's.
"""

import base64
import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Rect
from sirekap.reading.find_fiducials import Sighting
from sirekap.reading.ink import rectify, transform
from sirekap.reading.lay_flat import corners_of
from sirekap.reading.model import CLASSES, FieldReading, Reading
from sirekap.reading.placement import FieldPlace, Matrix, Photo, Pixels, Placement
from sirekap.reading.score_marks import Marks
from sirekap.reading.trace_words import WORDS, Words

PHOTO_WIDTH = 1100
FLAT_DENSITY = 3.0
"""Pixels a millimetre of the flat page."""
CROP_DENSITY = 4.0
BOX_DENSITY = 6.0
DOCUMENT = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width"><style>{style}</style></head>'
    "<body>{body}</body></html>"
)
GREEN, AMBER, BLUE = (60, 150, 40), (20, 130, 235), (200, 90, 20)
"""Accepted, not accepted, found; blue first, as OpenCV has it."""

Colour = tuple[int, int, int]

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1c1c1c}
img{max-width:100%;height:auto;border:1px solid #bbb}
h2{margin-top:2.5rem}.field{border-top:1px solid #ccc;padding:1rem 0}
.marks{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-end}.box{text-align:center;font-size:.85rem}
.no{color:#9a4a00;font-weight:600}.yes{color:#1f6b2a;font-weight:600}
table{border-collapse:collapse;margin:.5rem 0}td,th{border:1px solid #ccc;padding:.2rem .6rem;text-align:left}
"""


@dataclass(slots=True)
class TracedPage:
    """What was found of one page."""

    photo: Photo
    sighting: Sighting | None = None
    placement: Placement | None = None
    marks: Mapping[FieldName, Marks] = field(default_factory=dict)


class TracedFile:
    """Keeps what each step found, page by page of a file, and draws it."""

    def __init__(self) -> None:
        self.pages: list[TracedPage] = []

    def decoded(self, photo: Photo) -> None:
        """Begin a page."""
        self.pages.append(TracedPage(photo))

    def sighted(self, sighting: Sighting) -> None:
        """Keep the tags."""
        self.pages[-1].sighting = sighting

    def placed(self, placement: Placement) -> None:
        """Keep the places."""
        self.pages[-1].placement = placement

    def scored(self, marks: Mapping[FieldName, Marks]) -> None:
        """Keep the scores."""
        self.pages[-1].marks = marks

    def html(self, name: str, readings: Sequence[Reading], language: str) -> str:
        """Return the HTML page about the file called *name*, whose pages gave *readings*."""
        words = WORDS[language]
        parts = [f"<h1>{html.escape(name)}</h1>"]
        for at, reading in enumerate(readings):
            parts.append(outcome(reading, words, language))
            if at < len(self.pages):
                parts += page_parts(self.pages[at], reading, words, language)
        return DOCUMENT.format(language=language, title=html.escape(name), style=STYLE, body="".join(parts))


def page_parts(page: TracedPage, reading: Reading, words: Words, language: str) -> Iterator[str]:
    """Yield the parts about one page: the photo, the flat page, its fields."""
    told = [str(tag.id) for tag in page.sighting.tags] if page.sighting is not None else []
    tags = words["tags"].format(count=len(told), ids=", ".join(told))
    yield f"<h2>{words['photo']}</h2><p>{tags}</p>{image(smaller(marked_photo(page, reading), PHOTO_WIDTH))}"
    if page.placement is None:
        return
    yield f"<h2>{words['flat']}</h2>{image(flat_page(page.photo, page.placement, reading))}"
    yield f"<h2>{words['fields']}</h2>"
    by_name = {each.name: each for each in page.placement.page.fields}
    for read in sorted(reading.fields.values(), key=lambda each: each.accepted):
        place, own = page.placement.fields[read.name], by_name[read.name]
        crop, _ = rectify(page.photo, place.matrix, own.area, CROP_DENSITY)
        marks = page.marks.get(read.name)
        boxes = "" if marks is None else "".join(box_cells(page.photo, own, place, marks))
        yield (
            f'<section class="field"><h3>{html.escape(read.name)}</h3>{verdict(read, words, language)}'
            f'{evidence(read, words)}<div class="marks">{boxes}</div>{image(crop)}</section>'
        )


def marked_photo(page: TracedPage, reading: Reading) -> Pixels:
    """Return the photo in colour with its tags and fields outlined."""
    photo = page.photo
    drawing = np.asarray(cv2.cvtColor(photo.pixels, cv2.COLOR_GRAY2BGR), np.uint8)
    for tag in page.sighting.tags if page.sighting is not None else ():
        outline(drawing, tag.corners, BLUE, str(tag.id))
    for read in reading.fields.values():
        corners = np.array(read.area) * (photo.width, photo.height)
        outline(drawing, corners, GREEN if read.accepted else AMBER)
    return drawing


def flat_page(photo: Photo, placement: Placement, reading: Reading) -> Pixels:
    """Lay the whole page flat by the matrix of its middle field, and draw every mark where it was read."""
    page, places = placement.page, list(placement.fields.values())
    matrix = places[len(places) // 2].matrix
    grey, _ = rectify(photo, matrix, Rect(0, 0, page.width, page.height), FLAT_DENSITY)
    drawing = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), np.uint8)
    back = np.linalg.inv(matrix)
    for each in page.fields:
        if each.name not in placement.fields:
            continue
        read = reading.fields.get(each.name)
        colour = GREEN if read is not None and read.accepted else AMBER
        for rect, onto in marks_of(each, placement.fields[each.name]):
            outline(drawing, transform(back @ onto, corners_of(rect)) * FLAT_DENSITY, colour)
    return drawing


def outcome(reading: Reading, words: Words, language: str) -> str:
    """Return one paragraph: what the photo is, or why it was refused."""
    if reading.refused is not None:
        return f'<p class="no">{html.escape(reading.refused.say[language])}</p>'
    identity = reading.identity
    accepted = sum(each.accepted for each in reading.fields.values())
    told = words["outcome"].format(
        page=identity.page if identity else "?",
        station=(identity.station if identity else None) or words["unknown"],
        accepted=accepted,
        fields=len(reading.fields),
        seconds=f"{reading.seconds:.2f}",
    )
    return f"<p>{html.escape(told)}</p>"


def verdict(read: FieldReading, words: Words, language: str) -> str:
    """Return the decision about a field, with every doubt in words."""
    value = words["none"] if read.value is None else str(read.value)
    told = words["value"].format(value=value, probability=f"{read.probability:.4f}")
    if read.accepted:
        return f'<p><span class="yes">{words["accepted"]}</span> {told}</p>'
    doubts = "".join(f"<li>{html.escape(each.say[language])}</li>" for each in read.why)
    return f'<p><span class="no">{words["not_accepted"]}</span> {told}</p><ul>{doubts}</ul>'


def evidence(read: FieldReading, words: Words) -> str:
    """Return the table of what each kind of mark says by itself."""
    rows = "".join(
        f"<tr><td>{words[kind]}</td><td>{words['none'] if each.value is None else each.value}</td>"
        f"<td>{each.probability:.4f}</td></tr>"
        for kind, each in read.evidence.items()
    )
    heads = "".join(f"<th>{words[head]}</th>" for head in ("mark", "says", "sure"))
    return f"<table><tr>{heads}</tr>{rows}</table>"


def box_cells(photo: Photo, own: Field, place: FieldPlace, marks: Marks) -> Iterator[str]:
    """Yield each box's picture, with its two likeliest signs and what its column of bubbles says."""
    for at, box in enumerate(own.boxes):
        picture, _ = rectify(photo, place.boxes, box.grown(1.5), BOX_DENSITY)
        scores = marks.boxes[at]
        likely = [int(each) for each in np.argsort(scores)[::-1][:2]]
        lines = [f"<b>{html.escape(CLASSES[each])}</b> {scores[each]:.3f}" for each in likely]
        if marks.bubbles is not None:
            lines.append(f"&#9679; {bubble(marks.bubbles[at])}")
        yield f'<div class="box">{image(picture)}<br>{"<br>".join(lines)}</div>'


def bubble(states: NDArray[np.float64]) -> str:
    """Return what a column of bubbles says: a digit, nothing (–) or several (+)."""
    best = int(states.argmax())
    return f"{best if best < 10 else '–+'[best - 10]} {states[best]:.3f}"


def marks_of(own: Field, place: FieldPlace) -> Iterator[tuple[Rect, Matrix]]:
    """Yield every box and bubble of a field with the matrix it was read by."""
    for box in own.boxes:
        yield box, place.boxes
    for column in own.bubbles:
        for digit, rect in enumerate(column):
            yield rect, np.asarray(place.bubbles[digit], np.float64)


def outline(drawing: Pixels, corners: NDArray[np.float64], colour: Colour, label: str = "") -> None:
    """Draw a closed outline in place, its label at the first corner."""
    thick = max(1, drawing.shape[1] // 700)
    points = np.round(corners).astype(np.int32)
    cv2.polylines(drawing, [points], True, colour, thick, cv2.LINE_AA)
    if label:
        x, y = (int(each) for each in points[0])
        cv2.putText(drawing, label, (x, y - 4), cv2.FONT_HERSHEY_SIMPLEX, thick * 0.6, colour, thick)


def smaller(drawing: Pixels, width: int) -> Pixels:
    """Return the drawing no wider than *width* pixels."""
    if drawing.shape[1] <= width:
        return drawing
    size = (width, round(drawing.shape[0] * width / drawing.shape[1]))
    return np.asarray(cv2.resize(drawing, size, interpolation=cv2.INTER_AREA), np.uint8)


def image(picture: Pixels) -> str:
    """Return a picture as an element that holds its own bytes."""
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return f'<img alt="" src="data:image/jpeg;base64,{base64.b64encode(data.tobytes()).decode()}">'
