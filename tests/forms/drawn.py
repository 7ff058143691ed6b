"""Forms drawn and rasterised, so that what is printed can be compared with what the form declares."""

from functools import cache

import numpy as np
import pypdfium2

from sirekap.election.model import Contest, ContestId, ContestKind, ElectionId, StationCode, Ticket
from sirekap.forms.catalogue import form_for
from sirekap.forms.draw import draw
from sirekap.forms.heading import Heading

ELECTION = ElectionId("0123456789abcdef" * 4)
FAMILIES = ("kpu-2024", "sirekap-1")
DENSITY = 8.0
"""Pixels a millimetre."""
LONG = "RADEN AJENG SITI NUR'AINI WULANDARI KUSUMANINGRUM BINTI O'BRIEN-PRAWIROKUSUMO HS"
HEADING = Heading("JAWA TIMUR", "SAMPANG", "CAMPLONG", "BATOKARANG", StationCode("3527021001007"))


def contest(tickets=3, names=("CALON PERTAMA", "CALON KEDUA"), name="Presiden dan Wakil Presiden"):
    return Contest(
        ContestId("ppwp"),
        ContestKind.PRESIDENT,
        name,
        tuple(Ticket(number, tuple(names), "#808080", 100024 + number) for number in range(1, tickets + 1)),
    )


@cache
def pdf(family, heading=HEADING, tickets=3, names=("CALON PERTAMA", "CALON KEDUA")):
    return draw(form_for(contest(tickets, names), family), heading, ELECTION)


@cache
def picture(family, number, heading=HEADING):
    """Page *number* as printed, grey, DENSITY pixels a millimetre."""
    bitmap = pypdfium2.PdfDocument(pdf(family, heading))[number - 1].render(
        scale=DENSITY * 25.4 / 72, grayscale=True
    )
    return np.array(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)


def within(picture, rect):
    """The part of a picture that a rectangle in millimetres covers."""
    left, top, right, bottom = (round(v * DENSITY) for v in (rect.left, rect.top, rect.right, rect.bottom))
    return picture[top : max(bottom, top + 1), left : max(right, left + 1)]
