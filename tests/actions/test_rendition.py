"""What is kept of a photo shows the same picture and tells nothing besides."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from sirekap.actions.rendition import rendition

PLACE = {1: "S", 2: (7.0, 11.0, 30.5), 3: "E", 4: (113.0, 15.0, 10.25)}
SECRETS = (b"SECRET-PHONE", b"SECRET-COMMENT", b"SECRET-TEXT", b"\x00\x02\x00\x05\x00\x00\x00\x03")


def picture():
    rng = np.random.default_rng(5)
    return Image.fromarray(rng.integers(0, 255, (48, 64, 3), np.uint8), "RGB")


def exif(up):
    tags = Image.Exif()
    tags[0x010F] = "SECRET-PHONE"
    tags[0x0112] = up
    tags.get_ifd(0x8825).update(PLACE)
    return tags


def file_of(kind, up=6, **more):
    out = io.BytesIO()
    picture().save(out, kind, exif=exif(up), **more)
    return out.getvalue()


def with_text():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "SECRET-TEXT")
    return file_of("PNG", pnginfo=info)


PHOTOS = {
    "image/jpeg": file_of("JPEG", comment=b"SECRET-COMMENT"),
    "image/jpeg progressive": file_of("JPEG", progressive=True, comment=b"SECRET-COMMENT"),
    "image/png": with_text(),
    "image/webp": file_of("WEBP"),
}


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("name", PHOTOS)
def test_place_device_and_comments_are_gone_and_every_pixel_stays(name):
    before = PHOTOS[name]
    after = rendition(before, name.split()[0])
    assert any(secret in before for secret in SECRETS)
    assert not [secret for secret in SECRETS if secret in after]
    assert not opened(after).getexif().get_ifd(0x8825)
    assert np.array_equal(np.asarray(opened(before)), np.asarray(opened(after)))


@pytest.mark.parametrize("up", range(1, 9))
def test_which_way_is_up_stays(up):
    after = rendition(file_of("JPEG", up), "image/jpeg")
    assert opened(after).getexif().get(0x0112, 1) == up


@pytest.mark.parametrize("name", PHOTOS)
def test_doing_it_twice_changes_nothing_more(name):
    kind = name.split()[0]
    once = rendition(PHOTOS[name], kind)
    assert rendition(once, kind) == once


def test_a_photo_that_tells_nothing_comes_back_as_it_was():
    for kind, media_type in (("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")):
        out = io.BytesIO()
        picture().save(out, kind)
        assert rendition(out.getvalue(), media_type) == out.getvalue()


def test_a_second_picture_behind_the_first_is_left_out():
    plain = rendition(PHOTOS["image/jpeg"], "image/jpeg")
    assert rendition(plain + PHOTOS["image/jpeg"], "image/jpeg") == plain


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(PHOTOS)), st.integers(0, 5000), st.binary(max_size=6), st.integers(0, 5000))
def test_damaged_bytes_never_raise(name, at, put, cut):
    damaged = PHOTOS[name][:at] + put + PHOTOS[name][at + len(put) :]
    for data in (damaged, damaged[:cut]):
        assert isinstance(rendition(data, name.split()[0]), bytes)
