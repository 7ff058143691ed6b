"""Hostile files: whatever is sent, the answer is a photo or a refusal, soon and in little memory."""

import io
import resource
import time

import cv2
import numpy as np
import pikepdf
import pytest
from tests.reading.picture import jpeg, jpeg_claiming, packed, pdf_of, png_header, scanned, scene

from sirekap.reading.decode import ENOUGH, FILE_BYTES, LONG_SIDE, decode, decode_all
from sirekap.reading.model import RefusalCode
from sirekap.reading.say import RefusedError

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><rect width="9" height="9"/></svg>'


def refusal_of(data):
    with pytest.raises(RefusedError) as caught:
        decode(data)
    return caught.value.refusal.code


def gif():
    return packed(scene(), "GIF")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"\xff\xd8\xff",
        b"\xff\xd8\xff" + b"\xff" * 5000,
        b"RIFF\0\0\0\0WEBP",
        b"Ini bukan foto, hanya teks biasa.\n" * 50,
        SVG,
        gif(),
        packed(scene(), "TIFF"),
        b"%PDF-1.7\nnothing follows",
        b"\0" * 100_000,
        b"PK\x03\x04" + bytes(500),
        png_header(1000, 1000),
        b"\x89PNG\r\n\x1a\n",
    ],
    ids=[
        "empty",
        "byte",
        "mark",
        "fill",
        "riff",
        "text",
        "svg",
        "gif",
        "tiff",
        "pdf",
        "zeros",
        "zip",
        "png",
        "p",
    ],
)
def test_what_is_no_photo_is_refused_as_such(data):
    assert refusal_of(data) is RefusalCode.NOT_AN_IMAGE


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
@pytest.mark.parametrize("how", ["JPEG", "PNG", "WEBP"])
def test_a_file_cut_short_on_its_way_is_refused(how, share):
    whole = packed(np.random.default_rng(3).integers(0, 255, (200, 300), dtype=np.uint8), how)
    assert refusal_of(whole[: int(len(whole) * share)]) is RefusalCode.NOT_AN_IMAGE


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (63, 900)])
@pytest.mark.parametrize("how", ["JPEG", "PNG", "WEBP"])
def test_a_picture_of_a_few_pixels_is_too_small(how, size):
    assert refusal_of(packed(np.full(size, 200, np.uint8), how)) is RefusalCode.TOO_SMALL


@pytest.mark.parametrize(
    "data",
    [
        png_header(40_000, 40_000),
        png_header(2**31 - 1, 2**31 - 1),
        jpeg_claiming(40_000, 40_000),
        jpeg_claiming(65_535, 65_535),
        bytes(FILE_BYTES + 1),
    ],
    ids=["png", "png-huge", "jpeg", "jpeg-huge", "bytes"],
)
def test_a_file_that_claims_too_much_is_refused_before_it_is_unpacked(data):
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert refusal_of(data) is RefusalCode.TOO_LARGE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert time.process_time() - began < 2


@pytest.mark.parametrize("how", [".jpg", ".png"])
def test_a_picture_twenty_thousand_pixels_wide_is_shrunk_to_the_working_size(how):
    wide = cv2.resize(scene(), (20_000, 1_500), interpolation=cv2.INTER_NEAREST)
    data = cv2.imencode(how, wide)[1].tobytes()
    photo = decode(data)
    assert ENOUGH <= photo.width <= LONG_SIDE
    assert photo.width / photo.height == pytest.approx(20_000 / 1_500, rel=0.01)


def test_a_picture_too_narrow_once_shrunk_is_too_small():
    assert refusal_of(packed(np.full((70, 20_000), 200, np.uint8), "PNG")) is RefusalCode.TOO_SMALL


def test_a_header_that_lies_about_its_size_is_survived():
    for claim in [(3000, 3000), (8000, 200), (200, 8000), (640, 480)]:
        survives(jpeg_claiming(*claim))


def test_the_first_bytes_decide_what_a_polyglot_is():
    picture, scan = jpeg(scene()), scanned(scene())
    assert decode(picture + scan).width == 240
    assert decode_all(scan + picture)[0].width == LONG_SIDE
    assert refusal_of(b"GIF89a" + picture) is RefusalCode.NOT_AN_IMAGE


def test_a_locked_scan_is_refused():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(scanned(scene()))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal_of(out.getvalue()) is RefusalCode.NOT_AN_IMAGE


def picture_bomb(document):
    stream = pikepdf.Stream(document, bytes(40_000 * 40_000 // 8 // 1000))
    stream.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=40_000,
        Height=40_000,
        ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=1,
    )
    return pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=document.make_indirect(stream)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf_of(600, 800, b"q 600 0 0 800 0 0 cm /Im0 Do Q", picture_bomb), RefusalCode.TOO_LARGE),
        (pdf_of(600, 800, b"0 0 1 1 re f\n" * 30_000), RefusalCode.TOO_LARGE),
        (pdf_of(14_400, 3), RefusalCode.TOO_SMALL),
        (scanned(*[scene()] * 25), RefusalCode.TOO_LARGE),
    ],
    ids=["picture", "objects", "thin", "pages"],
)
def test_a_scan_that_would_take_too_much_is_refused(data, code):
    began = time.process_time()
    assert refusal_of(data) is code
    assert time.process_time() - began < 5


def survives(data):
    """Decode *data*; only a photo or a refusal may come of it."""
    try:
        photos = decode_all(data)
    except RefusedError:
        return
    assert all(photo.pixels.dtype == np.uint8 and photo.pixels.ndim == 2 for photo in photos)
