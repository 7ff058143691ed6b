"""Decoding: what a picture is, whichever way it was packed."""

import hashlib

import cv2
import numpy as np
import pytest
from tests.reading.picture import four_inks, jpeg, packed, quarters, scanned, scene, turned

from sirekap.reading.decode import LONG_SIDE, decode, decode_all

UPRIGHT = [20, 90, 230, 160]


def close_to(greys, wanted, within=3):
    return all(abs(grey - want) <= within for grey, want in zip(greys, wanted, strict=True))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("how", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_upright_whichever_way_the_camera_was_held(orientation, how):
    photo = decode(turned(scene(), orientation, how))
    assert (photo.width, photo.height) == (240, 160)
    assert close_to(quarters(photo.pixels), UPRIGHT)


def test_a_large_photo_is_upright_too():
    large = cv2.resize(scene(), (6000, 4000), interpolation=cv2.INTER_NEAREST)
    photo = decode(turned(large, 6))
    assert (photo.width, photo.height) == (LONG_SIDE, round(LONG_SIDE * 4000 / 6000))
    assert close_to(quarters(photo.pixels), UPRIGHT)


@pytest.mark.parametrize(
    ("how", "options"),
    [("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {}), ("WEBP", {"lossless": True})],
)
def test_every_way_of_packing_gives_the_same_picture(how, options):
    assert close_to(quarters(decode(packed(scene(), how, **options)).pixels), UPRIGHT)


def test_colour_becomes_grey_and_sixteen_bits_become_eight():
    colour = np.dstack([scene()] * 3)
    assert close_to(quarters(decode(packed(colour)).pixels), UPRIGHT)
    deep = scene().astype(np.uint16) * 257
    assert close_to(quarters(decode(cv2.imencode(".png", deep)[1].tobytes()).pixels), UPRIGHT)


def test_four_ink_jpegs_of_print_shops_are_read():
    assert close_to(quarters(decode(four_inks(scene())).pixels), UPRIGHT, within=8)


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_what_is_transparent_is_white_paper(depth):
    full = np.iinfo(depth).max
    layers = np.zeros((160, 240, 4), depth)
    layers[40:80, 60:120, 3] = full
    pixels = decode(cv2.imencode(".png", layers)[1].tobytes()).pixels
    assert pixels[0, 0] == 255
    assert pixels[60, 90] == 0


def test_a_scan_gives_one_photo_a_page_and_decode_takes_the_first():
    data = scanned(scene(), scene()[::-1].copy(), scene()[:, ::-1].copy())
    photos = decode_all(data)
    assert len(photos) == 3
    assert all(
        abs(photo.width - LONG_SIDE) <= 1 and abs(photo.height * 1.5 - LONG_SIDE) <= 2 for photo in photos
    )
    assert close_to(quarters(photos[0].pixels), UPRIGHT)
    assert close_to(quarters(photos[1].pixels), [230, 160, 20, 90])
    assert np.array_equal(decode(data).pixels, photos[0].pixels)
    assert len(decode_all(data, most=2)) == 2


def test_the_hash_is_of_the_file_and_not_of_the_pixels():
    data = jpeg(scene())
    assert decode(data).sha256 == hashlib.sha256(data).hexdigest()
    assert decode(data + b"appended").sha256 != decode(data).sha256


def test_a_photo_already_small_enough_keeps_its_pixels():
    noise = np.random.default_rng(5).integers(0, 256, (300, 200), dtype=np.uint8)
    assert np.array_equal(decode(packed(noise, "PNG")).pixels, noise)


def test_what_a_phone_appends_after_the_picture_does_no_harm():
    assert close_to(quarters(decode(jpeg(scene()) + b"SEFT" + bytes(500)).pixels), UPRIGHT)
