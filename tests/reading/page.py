"""Blank pages as drawn, laid into a photo by a known matrix: what is found can be compared with the truth."""

from functools import cache

import cv2
import numpy as np
import pypdfium2

from sirekap.election.model import Contest, ContestId, ContestKind, ElectionId, Ticket
from sirekap.forms.catalogue import form_for
from sirekap.forms.draw import draw
from sirekap.reading.placement import Photo

CONTEST = Contest(
    ContestId("ppwp"),
    ContestKind.PRESIDENT,
    "Presiden dan Wakil Presiden",
    tuple(Ticket(number, (f"Calon {number}",), "#808080", number) for number in (1, 2, 3)),
)
ELECTION = ElectionId("0123456789abcdef" * 4)
DENSITY = 6.0
"""Pixels a millimetre of a drawn page."""


@cache
def form_of(family):
    return form_for(CONTEST, family)


@cache
def drawn(family, number, heading=None):
    """The page as printed, grey, DENSITY pixels a millimetre."""
    document = pypdfium2.PdfDocument(draw(form_of(family), heading, ELECTION))
    bitmap = document[number - 1].render(scale=DENSITY * 25.4 / 72, grayscale=True)
    return np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)


def view(page, size=(1500, 2000), turn=0, tilt=0.0, fill=0.92, shift=(0.0, 0.0)):
    """The matrix (page millimetres to photo pixels) of a camera; *turn* counts quarters, *tilt* is slant."""
    width, height = size
    corners = np.array([(0, 0), (page.width, 0), (page.width, page.height), (0, page.height)], np.float32)
    lying = page.width > page.height
    across, down = (page.height, page.width) if bool(turn % 2) != lying else (page.width, page.height)
    scale = fill * min(width / across, height / down)
    w, h = across * scale / 2, down * scale / 2
    centre = np.array([width / 2 + shift[0] * width, height / 2 + shift[1] * height])
    quad = np.array([(-w, -h), (w, -h), (w * (1 - tilt), h * (1 - tilt / 2)), (-w * (1 - tilt / 3), h)])
    quad = np.roll(quad + centre, -turn, axis=0).astype(np.float32)
    return cv2.getPerspectiveTransform(corners, quad).astype(np.float64)


def photographed(sheet, matrix, size=(1500, 2000), table=90):
    """Lay a drawn page into a photo of *size* on a dark table."""
    half = 0.5 / DENSITY
    millimetres = np.array([[1 / DENSITY, 0, half], [0, 1 / DENSITY, half], [0, 0, 1]])
    onto = matrix @ millimetres
    shrink = DENSITY / np.sqrt(abs(np.linalg.det(matrix[:2, :2])))
    soft = cv2.GaussianBlur(sheet, (0, 0), max(shrink * 0.35, 0.01))
    return cv2.warpPerspective(soft, onto, size, flags=cv2.INTER_LINEAR, borderValue=(table,))


def as_photo(pixels):
    return Photo("0" * 64, pixels)


def greatest_error_mm(page, found, truth, *, fields_only=False):
    """How far, in millimetres of the page, *found* puts any mark of the page from where it is."""
    rects = [rect for field in page.fields for rect in (*field.boxes, *(b for c in field.bubbles for b in c))]
    if not fields_only:
        rects += [each.rect for each in page.fiducials]
    points = np.array([each.centre for each in rects])
    onto = np.column_stack([points, np.ones(len(points))]) @ truth.T
    back = np.column_stack([onto[:, :2] / onto[:, 2:], np.ones(len(points))]) @ np.linalg.inv(found).T
    return float(np.linalg.norm(back[:, :2] / back[:, 2:] - points, axis=1).max())
