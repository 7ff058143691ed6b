"""The same pages drawn with reportlab, to be measured beside our own printing and for nothing else.

In: a form, headings. Out: a PDF. Invariant: every line, box, bubble, tint and word that the form declares is
drawn, what stays the same in a form XObject, and the QR code's bits come from the same encoder as ours, since
reportlab's own would be compared otherwise. Words keep their declared size: fitting them costs nothing here.
"""

from collections.abc import Iterable
from typing import IO, Any

from reportlab.lib.colors import Color  # type: ignore[import-untyped] # it ships no types
from reportlab.pdfbase.pdfmetrics import registerFont  # type: ignore[import-untyped] # same
from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped] # same
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped] # same

from sirekap.election.model import ElectionId
from sirekap.forms.draw import FONTS
from sirekap.forms.heading import Heading
from sirekap.forms.identity import page_text
from sirekap.forms.model import Form, Ink, Page, Rect, SlotName
from sirekap.forms.stamp import FACES, POINTS, code_line, qr_rows

GREYS = {Ink.BLACK: 0.0, Ink.GREY: 0.745, Ink.MUTED: 0.55, Ink.PALE: 0.88, Ink.GUIDE: 0.87, Ink.DOTS: 0.0}


class ReportlabBook:
    """Draws a form for many stations with reportlab."""

    def __init__(self, form: Form, election: ElectionId) -> None:
        self._form, self._election = form, election
        for name in FACES.values():
            registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))

    def draw(self, out: IO[bytes], headings: Iterable[Heading]) -> None:
        """Draw all pages for each of *headings*."""
        canvas = Canvas(out, pageCompression=1)
        for page in self._form.pages:
            canvas.beginForm(f"page{page.number}")
            self._static(canvas, page)
            canvas.endForm()
        for heading in headings:
            for page in self._form.pages:
                canvas.setPageSize((page.width * POINTS, page.height * POINTS))
                canvas.doForm(f"page{page.number}")
                self._own(canvas, page, heading)
                canvas.showPage()
        canvas.save()

    def _static(self, canvas: Any, page: Page) -> None:
        for tint in page.tints:
            _fill(canvas, page, tint.rect, GREYS[tint.ink])
        for line in (*page.lines, *(each.rect for each in page.fiducials)):
            _fill(canvas, page, line, 0)
        for field in page.fields:
            for box in field.boxes:
                canvas.rect(*_place(page, box), stroke=1, fill=0)
            for column in field.bubbles:
                for bubble in column:
                    x, y, width, height = _place(page, bubble)
                    canvas.ellipse(x, y, x + width, y + height, stroke=1, fill=0)
        for caption in page.captions:
            canvas.setFillColor(Color(*[GREYS[caption.ink]] * 3))
            canvas.setFont(FACES[caption.face], caption.size)
            x, y, _, height = _place(page, caption.box)
            canvas.drawString(x, y + height / 2, caption.text)

    def _own(self, canvas: Any, page: Page, heading: Heading) -> None:
        for slot in page.slots:
            if slot.name is SlotName.DIGITS:
                continue
            text = heading.text(slot.name)
            if slot.name is SlotName.CODE:
                text = code_line(self._form, heading, self._election)
            canvas.setFont(FACES[slot.face], slot.size)
            x, y, _, height = _place(page, slot.box)
            canvas.drawString(x, y + height / 2, text)
        for digit, box in zip(heading.text(SlotName.DIGITS), page.station_boxes, strict=False):
            x, y, _, height = _place(page, box)
            canvas.drawString(x, y + height / 3, digit)
        if page.qr is not None:
            self._code(canvas, page, page.qr, heading)

    def _code(self, canvas: Any, page: Page, place: Rect, heading: Heading) -> None:
        rows, side = qr_rows(page_text(self._form.hash, page.number, self._election, heading.station))
        x, y, width, height = _place(page, place)
        canvas.saveState()
        canvas.transform(width, 0, 0, height, x, y)
        head = f"BI /W {side} /H {side} /IM true /BPC 1 /D [1 0] /F /AHx ID"
        canvas._code += [head, rows.decode() + ">", "EI"]
        canvas.restoreState()


def _place(page: Page, rect: Rect) -> tuple[float, float, float, float]:
    """Return x, y of the lower left corner, width and height, in points."""
    return (
        rect.left * POINTS,
        (page.height - rect.bottom) * POINTS,
        rect.width * POINTS,
        rect.height * POINTS,
    )


def _fill(canvas: Any, page: Page, rect: Rect, grey: float) -> None:
    canvas.setFillColor(Color(grey, grey, grey))
    canvas.rect(*_place(page, rect), stroke=0, fill=1)
