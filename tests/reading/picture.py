"""Files for the reader's tests: pictures packed in every way that phones, scanners and villains send them."""

import io
import struct
import zlib

import cv2
import numpy as np
import pikepdf
from PIL import Image

ORIENTATION = 0x0112


def scene(width=240, height=160):
    """A grey picture whose four quarters differ, so that every turn and flip of it is told apart."""
    picture = np.full((height, width), 230, np.uint8)
    picture[: height // 2, : width // 2] = 20
    picture[: height // 2, width // 2 :] = 90
    picture[height // 2 :, width // 2 :] = 160
    return picture


def quarters(pixels):
    """Mean grey of the four quarters: top left, top right, bottom left, bottom right."""
    height, width = pixels.shape
    rows = (slice(4, height // 2 - 4), slice(height // 2 + 4, height - 4))
    columns = (slice(4, width // 2 - 4), slice(width // 2 + 4, width - 4))
    return [round(float(pixels[row, column].mean())) for row in rows for column in columns]


def packed(pixels, how="JPEG", **options):
    """Pack *pixels* (an array) as *how*; options as Pillow's ``save``."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, how, **options)
    return out.getvalue()


def turned(pixels, orientation, how="JPEG"):
    """Pack with an EXIF orientation, lying as a camera that held itself so would have written it."""
    undo = {2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM, 5: Image.TRANSPOSE}
    undo |= {6: Image.ROTATE_90, 7: Image.TRANSVERSE, 8: Image.ROTATE_270}
    image = Image.fromarray(pixels)
    if orientation != 1:
        image = image.transpose(undo[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    out = io.BytesIO()
    image.save(out, how, exif=exif, **({"lossless": True} if how == "WEBP" else {}))
    return out.getvalue()


def four_inks(pixels):
    """Pack as a JPEG of cyan, magenta, yellow and black, as print shops do."""
    out = io.BytesIO()
    Image.fromarray(np.dstack([pixels] * 3)).convert("CMYK").save(out, "JPEG")
    return out.getvalue()


def scanned(*pages):
    """Lay pictures (arrays) on the pages of a PDF, one each, as a scanner does."""
    out = io.BytesIO()
    first, *rest = [Image.fromarray(each) for each in pages]
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=150)
    return out.getvalue()


def png_header(width, height):
    """A PNG that claims any size and carries next to nothing."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg_claiming(width, height):
    """A small JPEG whose header was made to claim another size."""
    data = bytearray(packed(scene()))
    at = data.index(b"\xff\xc0")
    struct.pack_into(">HH", data, at + 5, height, width)
    return bytes(data)


def pdf_of(width, height, content=b"", resources=None):
    """A one-page PDF with a drawing of its own."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(width, height))
    document.pages[0].Contents = document.make_stream(content)
    if resources:
        document.pages[0].Resources = resources(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def jpeg(pixels, quality=85):
    """Pack as a phone does."""
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()
