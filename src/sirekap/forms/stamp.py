"""Put each station's heading and identity on the pages that were laid out once.

In: the template's PDF, the form, headings, the election's id. Out: what all books of the form share, and a
book's PDF (``book_file`` puts it together). Invariant: what is stamped stands in the form's slots and is made
smaller rather than let out of them.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from math import floor
from pathlib import Path
from typing import NamedTuple

import pikepdf
import zint
from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # it ships no types
from pikepdf import Array, Dictionary, Name

from sirekap.election.model import ElectionId
from sirekap.forms.book_file import Shared, book, shared
from sirekap.forms.heading import Heading
from sirekap.forms.identity import page_text
from sirekap.forms.model import Face, Form, Page, Rect, Slot, SlotName

POINTS = 72 / 25.4
"""Points in a millimetre."""
FACES = {Face.REGULAR: "OpenSans-Regular", Face.BOLD: "OpenSans-Bold", Face.ITALIC: "OpenSans-Italic"}
QR_FIXED_MASK = 3 << 8
"""zint's ``option_3``: always the third mask, which spares trying all eight."""
QR_LEVEL = 3
"""zint's ``option_1``: level Q, a quarter of the code may be lost."""
QR_LEVEL_LARGE = 2
"""Level M, an eighth: where much has to go into a code."""
FIRST, LAST = 32, 255


def blank_book(template: bytes, sizes: Iterable[tuple[float, float]]) -> Shared:
    """Prepare what every book begins with: one page of each, contents shut off by q and Q, fonts.

    *sizes* are the pages' width and height in mm.

    Fonts and contents are compressed here, once, so that a book of a village does not compress them again.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(template)) as pdf:
        for page, (width, height) in zip(pdf.pages, sizes, strict=True):
            page.obj.MediaBox = media_box(width, height)
            resources = page.obj.Resources
            if "/Font" not in resources:
                resources.Font = Dictionary()
            for face in FACES:
                resources.Font[font_key(face)] = embedded(pdf, face)
            page.contents_coalesce()
            contents = page.obj.Contents.read_bytes()
            page.obj.Contents = pdf.make_stream(b"q\n" + contents + b"\nQ\n")
            page.obj.Resources = pdf.make_indirect(resources)
        pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return shared(out.getvalue())


def stamp(
    common: Shared,
    form: Form,
    headings: Iterable[Heading],
    election_id: ElectionId,
    pages: Sequence[Page] | None = None,
) -> bytes:
    """Return a PDF with all pages of a ``blank_book`` for every heading; *pages* are those that it holds."""
    pen, kinds = Pen(form, election_id), pages or form.pages
    return b"".join(book(common, (pen.marks(page, heading) for heading in headings for page in kinds)))


def media_box(width: float, height: float) -> Array:
    """Return the paper's box in points, cut to a thousandth: a hair too wide costs a raster a pixel."""
    return Array([0, 0, *(floor(length * POINTS * 1000) / 1000 for length in (width, height))])


class Pen:
    """Writes headings and codes; what it has set once, such as a village's name, it need not set again."""

    def __init__(self, form: Form, election_id: ElectionId) -> None:
        self._form, self._election_id = form, election_id
        self._regions: dict[tuple[int, tuple[str, ...]], bytes] = {}
        self._digits: dict[tuple[int, str], bytes] = {}

    def marks(self, page: Page, heading: Heading) -> bytes:
        """Return the drawing commands of everything that is the station's own on *page*."""
        parts = [self._names(page, heading), self._number(page, heading)]
        code = code_line(self._form, heading, self._election_id)
        parts += [words(page, slot.box, code, slot) for slot in page.slots if slot.name is SlotName.CODE]
        if page.qr is not None:
            text = page_text(self._form.hash, page.number, self._election_id, heading.station)
            parts.append(qr(page, text))
        return b"".join(parts)

    def _names(self, page: Page, heading: Heading) -> bytes:
        """Return the drawing commands of the regions' names, set once a village."""
        key = page.number, heading.regions
        if key not in self._regions:
            slots = (slot for slot in page.slots if slot.name in REGION_SLOTS)
            named = ((slot, heading.text(slot.name)) for slot in slots)
            self._regions[key] = b"".join(words(page, slot.box, text, slot) for slot, text in named if text)
        return self._regions[key]

    def _number(self, page: Page, heading: Heading) -> bytes:
        """Return the drawing commands of the station's number, set once for each number."""
        number = heading.text(SlotName.STATION)
        key = page.number, number
        if key not in self._digits:
            self._digits[key] = b"".join(number_marks(page, number)) if number else b""
        return self._digits[key]


REGION_SLOTS = frozenset({SlotName.PROVINCE, SlotName.REGENCY, SlotName.DISTRICT, SlotName.VILLAGE})


def number_marks(page: Page, number: str) -> Iterator[bytes]:
    """Yield the drawing commands of a station's number: in one slot, and digit by digit in boxes."""
    for slot in page.slots:
        if slot.name is SlotName.STATION:
            yield words(page, slot.box, number, slot)
        elif slot.name is SlotName.DIGITS:
            for digit, box in zip(number, page.station_boxes, strict=False):
                yield words(page, box, digit, slot, middle=True)


def code_line(form: Form, heading: Heading, election_id: ElectionId) -> str:
    """Return the line a person can read out: form, election and station in short."""
    station = heading.station or "-"
    return f"Formulir {form.hash[:10].upper()}  Pemilihan {election_id[:10].upper()}  TPS {station}"


def words(page: Page, box: Rect, text: str, slot: Slot, *, middle: bool = False) -> bytes:
    """Write *text* halfway up *box*, smaller where it would not fit."""
    encoded = text.encode("cp1252", errors="replace")
    font = metrics(slot.face)
    width = sum(map(font.widths.__getitem__, encoded)) / 1000
    size = min(slot.size, box.width * POINTS / width) if width else slot.size
    x = box.left * POINTS + ((box.width * POINTS - width * size) / 2 if middle else 0)
    y = (page.height - box.top - box.height / 2) * POINTS - font.cap_height / 2000 * size
    shown = encoded.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /%s %.3f Tf %.3f %.3f Td (%s) Tj ET\n" % (font_key(slot.face)[1:].encode(), size, x, y, shown)


def qr(page: Page, text: str) -> bytes:
    """Draw *text* as a QR code that fills ``page.qr``, as a mask of one bit a module."""
    place = page.qr
    if place is None:
        return b""
    rows, modules = qr_rows(text)
    left, bottom = place.left * POINTS, (page.height - place.bottom) * POINTS
    return b"q %.3f 0 0 %.3f %.3f %.3f cm\n" % (
        place.width * POINTS,
        place.height * POINTS,
        left,
        bottom,
    ) + b"BI /W %d /H %d /IM true /BPC 1 /D [1 0] /F /AHx ID\n%s>\nEI Q\n" % (modules, modules, rows)


def qr_rows(text: str) -> tuple[bytes, int]:
    """Return the code's rows as hexadecimal digits, a set bit black, and its number of modules a side."""
    rows, side = encoded(text, QR_LEVEL)
    return rows.translate(REVERSED).hex().encode(), side


def qr_cells(data: bytes) -> tuple[list[bool], int]:
    """Return a code of any bytes, level M, row by row with True for black, and its modules a side."""
    rows, side = encoded(data, QR_LEVEL_LARGE)
    wide = len(rows) // side
    lines = (rows[start : start + wide] for start in range(0, len(rows), wide))
    return [bool(line[column // 8] >> column % 8 & 1) for line in lines for column in range(side)], side


def encoded(contents: str | bytes, level: int) -> tuple[bytes, int]:
    """Return a code's rows, each of whole bytes with the lowest bit first, and its modules a side."""
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.QRCODE
    symbol.option_1 = level
    symbol.option_3 = QR_FIXED_MASK
    symbol.encode(contents)
    side = symbol.width
    wide = (side + 7) // 8
    data = bytes(symbol.encoded_data)
    stride = len(data) // 200
    return b"".join(data[start : start + wide] for start in range(0, side * stride, stride)), side


REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
"""Each byte with its bits the other way round: zint's lowest bit comes first, PDF's highest."""


class Metrics(NamedTuple):
    """What setting words in a face takes, in thousandths of its size; ``widths`` of cp1252."""

    file: bytes
    widths: tuple[int, ...]
    cap_height: int
    ascent: int
    descent: int
    box: tuple[int, int, int, int]
    slant: float


@cache
def metrics(face: Face) -> Metrics:
    """Read a shipped font."""
    file = (Path(__file__).parent / "fonts" / f"{FACES[face]}.ttf").read_bytes()
    font = TTFont(io.BytesIO(file))
    unit = 1000 / font["head"].unitsPerEm
    advances, characters = font["hmtx"], font.getBestCmap()
    widths = []
    for code in range(FIRST, LAST + 1):
        character = bytes([code]).decode("cp1252", errors="ignore")
        glyph = characters.get(ord(character)) if character else None
        widths.append(round(advances[glyph or ".notdef"][0] * unit))
    head, lines = font["head"], font["hhea"]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    return Metrics(
        file=file,
        widths=(*[0] * FIRST, *widths),
        cap_height=round(font["OS/2"].sCapHeight * unit),
        ascent=round(lines.ascent * unit),
        descent=round(lines.descent * unit),
        box=(round(box[0] * unit), round(box[1] * unit), round(box[2] * unit), round(box[3] * unit)),
        slant=font["post"].italicAngle,
    )


def font_key(face: Face) -> str:
    """Return the name by which a page's contents call a face."""
    return f"/Stamp{face.value.capitalize()}"


def embedded(pdf: pikepdf.Pdf, face: Face) -> pikepdf.Object:
    """Return the face as a font object with its file in the PDF, made once for each PDF."""
    base, font = Name(f"/{FACES[face]}"), metrics(face)
    for each in pdf.objects:
        if (
            isinstance(each, Dictionary)
            and each.get("/BaseFont") == base
            and each.get("/Subtype") == Name.TrueType
        ):
            return each
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=32,
        FontBBox=Array(font.box),
        ItalicAngle=font.slant,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=font.cap_height,
        StemV=80,
        FontFile2=pdf.make_stream(font.file, Length1=len(font.file)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=base,
            FirstChar=FIRST,
            LastChar=LAST,
            Widths=Array(font.widths[FIRST:]),
            Encoding=Name.WinAnsiEncoding,
            FontDescriptor=pdf.make_indirect(descriptor),
        )
    )
