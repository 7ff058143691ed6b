"""From a form to its PDF: typst lays the pages out once, ``stamp`` adds each station's heading.

In: a form, headings, the election's id. Out: the bytes of a PDF with all its fonts in it. Invariant: every
position comes from the form, and the same input gives the same bytes. Files are the caller's.
"""

import io
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

import pikepdf
import typst

from sirekap.election.model import ElectionId
from sirekap.forms.apriltag import cells
from sirekap.forms.book_file import Shared, book
from sirekap.forms.heading import BLANK, Heading
from sirekap.forms.model import FiducialKind, Form
from sirekap.forms.stamp import blank_book, stamp

HERE = Path(__file__).parent
FONTS = HERE / "fonts"


def draw(form: Form, heading: Heading | None, election_id: ElectionId) -> bytes:
    """Draw all pages of *form* for one station; None leaves the heading to be written by hand."""
    return draw_book(form, [heading or BLANK], election_id)


def draw_book(form: Form, headings: Iterable[Heading], election_id: ElectionId) -> bytes:
    """Draw *form* for many stations in one PDF, station after station."""
    return stamp(blank(form), form, headings, election_id)


def draw_page(form: Form, number: int, heading: Heading | None, election_id: ElectionId) -> bytes:
    """Draw one page of *form*, the same as in the whole: a form of many pages need not be laid out for it."""
    part = part_of(form, number)
    return stamp(blank(part), form, [heading or BLANK], election_id, part.pages)


def draw_unstamped(form: Form, number: int) -> bytes:
    """Draw what all stations' copies of one page of *form* share, and nothing of a station's own."""
    return b"".join(book(blank(part_of(form, number)), [b""]))


def draw_heading(form: Form, number: int, heading: Heading, election_id: ElectionId) -> bytes:
    """Draw what is a station's own on one page of *form*, and nothing else."""
    page = form.pages[number - 1]
    return stamp(empty(page.width, page.height), form, [heading], election_id, (page,))


def part_of(form: Form, number: int) -> Form:
    """Return a form of that page alone."""
    return replace(form, pages=(form.pages[number - 1],))


@cache
def blank(form: Form) -> Shared:
    """Return what every book of *form* begins with."""
    return blank_book(template(form), [(each.width, each.height) for each in form.pages])


@cache
def empty(width: float, height: float) -> Shared:
    """Return what every book of empty pages begins with; their size in millimetres."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page().obj.Contents = pdf.make_stream(b"")
        pdf.save(out, static_id=True)
    return blank_book(out.getvalue(), [(width, height)])


@cache
def template(form: Form) -> bytes:
    """Lay out the pages of *form* without anything of a station's own."""
    tags = [each.id for page in form.pages for each in page.fiducials if each.kind is FiducialKind.APRILTAG]
    data = {"pages": [asdict(page) for page in form.pages], "tags": {tag: cells(tag) for tag in tags}}
    text = json.dumps(data, default=lambda each: each.value)
    source = (HERE / "page.typ").read_bytes()
    pdf = compiler().compile(source, sys_inputs={"form": text}, format="pdf", pdf_tags=False, timestamp=0)
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


@cache
def compiler() -> typst.Compiler:
    """Return typst with the shipped fonts alone."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
