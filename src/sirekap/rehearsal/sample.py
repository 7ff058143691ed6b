"""A filled example of a form, for training: invented numbers, written by a rehearsed hand.

In: an election, a contest, a form, a station, a heading. Out: a PDF of its pages as pictures. Invariant: the
numbers add up, the same seed gives the same bytes, and what no one reads (attendance) stays without names.
"""

import io

import cv2
import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name

from sirekap.election.model import Contest, Election, Station
from sirekap.forms.heading import Heading
from sirekap.forms.model import Form, Page
from sirekap.rehearsal.fill import fill_page
from sirekap.rehearsal.ink import Picture
from sirekap.rehearsal.officials import careful
from sirekap.rehearsal.press import printed_page
from sirekap.rehearsal.voters import count_station, draw_mood

POINTS = 72 / 25.4
QUALITY = 82


def filled_pages(
    election: Election, contest: Contest, form: Form, station: Station, heading: Heading, seed: int
) -> list[Picture]:
    """Return the pages of *form*, filled in as they should be."""
    rng = np.random.default_rng(seed)
    truth = count_station(rng, election, station, contest, draw_mood(rng, contest, station.code))
    sheet = careful(rng, station, form, truth)
    printed = (printed_page(form, page.number, heading, election.id) for page in form.pages)
    return [fill_page(rng, picture, page, sheet) for picture, page in zip(printed, form.pages, strict=True)]


def as_pdf(form: Form, pages: list[Picture]) -> bytes:
    """Return the pictures as the pages of a PDF, each of its form's size."""
    with pikepdf.new() as pdf:
        for page, picture in zip(form.pages, pages, strict=True):
            pdf.pages.append(pikepdf.Page(_page(pdf, page, picture)))
        out = io.BytesIO()
        pdf.save(out, static_id=True)
        return out.getvalue()


def _page(pdf: pikepdf.Pdf, page: Page, picture: Picture) -> pikepdf.Object:
    width, height = page.width * POINTS, page.height * POINTS
    options = [cv2.IMWRITE_JPEG_QUALITY, QUALITY]
    _, jpeg = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), options)
    image = pdf.make_stream(
        jpeg.tobytes(),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.shape[1],
        Height=picture.shape[0],
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    drawn = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Page Do Q\n".encode()
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(width, 3), round(height, 3)]),
            Resources=Dictionary(XObject=Dictionary(Page=image)),
            Contents=pdf.make_stream(drawn),
        )
    )
