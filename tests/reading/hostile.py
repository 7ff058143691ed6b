"""Files made to take a reader's time or memory, each the smallest of its kind, by name."""

import io
import struct
import zlib

import numpy as np
import pikepdf
from PIL import Image
from tests.reading.picture import jpeg, jpeg_claiming, packed, pdf_of, png_header, scanned, scene

NAME = pikepdf.Name


def png_of_zeros(width, height, depth, colour):
    """A PNG of one colour, packed a thousand times smaller than it unpacks to."""
    across = width * {0: 1, 2: 3, 4: 2, 6: 4}[colour] * depth // 8 + 1
    pack = zlib.compressobj(1)
    body = b"".join(pack.compress(bytes(across * 100)) for _ in range(height // 100)) + pack.flush()

    def chunk(name, content):
        crc = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", width, height // 100 * 100, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def progressive(width, height, inks=3):
    """A progressive JPEG without subsampling, whose coefficients must all be held at once."""
    picture = np.zeros((height, width, inks), np.uint8)
    out = io.BytesIO()
    Image.fromarray(picture, "CMYK" if inks == 4 else "RGB").save(
        out, "JPEG", progressive=True, quality=40, subsampling=0
    )
    return out.getvalue()


def gone_over_again(times):
    """A progressive JPEG whose last, nearly empty scan comes many times."""
    data = packed(np.full((4000, 4000), 128, np.uint8), "JPEG", progressive=True)
    last, end = data.rindex(b"\xff\xda"), data.rindex(b"\xff\xd9")
    return data[:end] + data[last:end] * times + data[end:]


def with_exif(body, times=1):
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 8) + b"Exif\0\0" + body
    data = jpeg(scene())
    return data[:2] + segment * times + data[2:]


def exif_that_points_at_itself():
    entries = struct.pack(">H", 1) + struct.pack(">HHII", 0x8769, 4, 1, 8) + struct.pack(">I", 8)
    return with_exif(b"MM\0\x2a\0\0\0\x08" + entries)


def exif_a_thousand_deep():
    body = b"MM\0\x2a\0\0\0\x08"
    for level in range(1000):
        body += struct.pack(">HHHII", 1, 0x8769, 4, 1, 8 + 18 * (level + 1)) + bytes(4)
    return with_exif(body)


def forms_that_draw_forms(depth, times=10):
    """A PDF of a few hundred bytes that draws ten to the power of *depth* squares."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(600, 800))
    inner = None
    for _ in range(depth):
        form = document.make_stream(b"0 0 5 5 re f " if inner is None else b"/F Do " * times)
        form.Type, form.Subtype, form.BBox = NAME.XObject, NAME.Form, pikepdf.Array([0, 0, 600, 800])
        if inner is not None:
            form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        inner = form
    document.pages[0].Contents = document.make_stream(b"/F Do ")
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
    return saved(document)


def saved(document):
    out = io.BytesIO()
    document.save(out, compress_streams=False)
    return out.getvalue()


def blanks(count, again=False):
    """A PDF whose page is *count* blanks, packed once, or twice over."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(600, 800))
    pack = zlib.compressobj(9)
    body = b"".join(pack.compress(b" " * 1_000_000) for _ in range(count // 1_000_000)) + pack.flush()
    stream = pikepdf.Stream(document, zlib.compress(body) if again else body)
    stream.Filter = pikepdf.Array([NAME.FlateDecode] * 2) if again else NAME.FlateDecode
    document.pages[0].Contents = document.make_indirect(stream)
    return saved(document)


def endless_pattern(document):
    tile = document.make_stream(b"0 0 .01 .01 re f")
    tile.Type, tile.PatternType, tile.PaintType, tile.TilingType = NAME.Pattern, 1, 1, 1
    tile.BBox, tile.XStep, tile.YStep = pikepdf.Array([0, 0, 1, 1]), 0.02, 0.02
    tile.Resources = pikepdf.Dictionary()
    return pikepdf.Dictionary(Pattern=pikepdf.Dictionary(P=tile))


def picture_in(width, height, body, packing):
    """Resources for a PDF page: one picture that claims a size."""

    def resources(document):
        stream = pikepdf.Stream(document, body)
        stream.stream_dict = pikepdf.Dictionary(
            Type=NAME.XObject,
            Subtype=NAME.Image,
            Width=width,
            Height=height,
            ColorSpace=NAME.DeviceGray,
            BitsPerComponent=8,
            Filter=packing,
        )
        return pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=document.make_indirect(stream)))

    return pdf_of(600, 800, b"q 600 0 0 800 0 0 cm /I Do Q", resources)


def jpx_claiming(side):
    """The beginning of a JPEG 2000 picture that says it is *side* across."""
    size = struct.pack(">HHIIIIIIII", 41, 0, side, side, 0, 0, side, side, 0, 0)
    return b"\xff\x4f\xff\x51" + size + struct.pack(">HBBB", 1, 7, 1, 1) + b"\xff\xd9"


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40000" height="40000"><rect width="9"/></svg>'

FILES = {
    "png, 40,000 square": lambda: png_header(40_000, 40_000),
    "png, 71 million grey pixels": lambda: png_of_zeros(8_400, 8_500, 8, 0),
    "png, 71 million pixels of 48 bits": lambda: png_of_zeros(8_400, 8_500, 16, 2),
    "png, 24 million transparent pixels": lambda: png_of_zeros(4_900, 4_800, 8, 6),
    "png, 9 million transparent pixels of 64 bits": lambda: png_of_zeros(3_000, 2_900, 16, 6),
    "png, 35 million transparent pixels of 64 bits": lambda: png_of_zeros(5_900, 5_900, 16, 6),
    "jpeg, 40,000 square": lambda: jpeg_claiming(40_000, 40_000),
    "jpeg, progressive, 64 million pixels": lambda: progressive(8_000, 7_990),
    "jpeg, progressive, four inks": lambda: progressive(5_000, 4_990, 4),
    "jpeg, two thousand scans": lambda: gone_over_again(2_000),
    "jpeg, exif that points at itself": exif_that_points_at_itself,
    "jpeg, exif a thousand deep": exif_a_thousand_deep,
    "jpeg, five hundred exif segments": lambda: with_exif(b"MM\0\x2a" + bytes(60_000), 500),
    "webp, 40 million pixels": lambda: packed(
        np.zeros((4_900, 8_000), np.uint8), "WEBP", lossless=True, method=0
    ),
    "svg": lambda: SVG,
    "svg and jpeg": lambda: SVG + jpeg(scene()),
    "jpeg and pdf": lambda: jpeg(scene()) + scanned(scene()),
    "pdf, a million squares": lambda: forms_that_draw_forms(6),
    "pdf, squares without end": lambda: forms_that_draw_forms(9),
    "pdf, 260 million blanks": lambda: blanks(260_000_000),
    "pdf, 260 million blanks packed twice": lambda: blanks(260_000_000, again=True),
    "pdf, a path of a million pieces": lambda: pdf_of(
        600, 800, b"0 0 m " + b"600 800 l 0 799 l " * 500_000 + b"S"
    ),
    "pdf, an endless pattern": lambda: pdf_of(
        600, 800, b"/Pattern cs /P scn 0 0 600 800 re f", endless_pattern
    ),
    "pdf, the page painted again and again": lambda: pdf_of(600, 800, b"0 0 600 800 re f " * 19_000),
    "pdf, 71 million grey pixels": lambda: picture_in(
        8_400, 8_500, zlib.compress(bytes(8_400 * 8_500)), NAME.FlateDecode
    ),
    "pdf, jpeg 2000 of 40,000 square": lambda: picture_in(600, 800, jpx_claiming(40_000), NAME.JPXDecode),
}
