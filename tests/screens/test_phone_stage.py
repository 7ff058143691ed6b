"""In a real browser the phone's worker reads photos, makes what is published, and guides the camera."""

import base64
import hashlib

import cv2
import numpy as np
import pytest
from tests.reading.filled import MILD, form_in, shot, station

from sirekap.reading.decode import decode
from sirekap.reading.read_photo import open_reader, read_photo
from sirekap.rehearsal.phone_stage import open_stage


@pytest.fixture(scope="module")
def stage():
    with open_stage([form_in("sirekap-1")]) as held:
        yield held


@pytest.fixture(scope="module")
def published(stage):
    """What the worker publishes of a photo of each page."""
    made = {}
    for number in (1, 2, 3):
        stage.put(f"{number}.jpg", shot("sirekap-1", number))
        made[number] = stage.render(f"{number}.jpg")
    return made


@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_is_published_is_small_hashed_and_holds_nothing_but_the_picture(published, number):
    jpeg = base64.b64decode(published[number]["jpeg"])
    assert len(jpeg) <= 300_000
    assert hashlib.sha256(jpeg).hexdigest() == published[number]["sha256"]
    assert not any(word in jpeg for word in (b"Exif", b"http://ns.adobe.com", b"Photoshop"))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_worker_reads_what_is_published_as_the_server_does(stage, published, number):
    jpeg = base64.b64decode(published[number]["jpeg"])
    stage.put("published.jpg", jpeg)
    told, ours = stage.read("published.jpg"), read_photo(jpeg, (form_in("sirekap-1"),), open_reader())
    assert told["refused"] is None
    assert (told["identity"]["page"], told["identity"]["station"]) == (number, station())
    for field in told["fields"]:
        other = ours.fields[field["name"]]
        assert (field["value"], field["accepted"]) == (other.value, other.accepted), field["name"]


def test_what_is_no_picture_is_refused_and_the_worker_goes_on(stage):
    stage.put("torn.jpg", shot("sirekap-1", 2)[:3000] + b"\0" * 20)
    stage.put("words.jpg", b"no picture")
    assert stage.read("words.jpg")["refused"]["code"] == "not_an_image"
    assert stage.render("words.jpg") == {"refused": "not_an_image"}
    assert stage.read("torn.jpg")["refused"]["code"] in ("not_an_image", "not_a_form")
    stage.put("whole.jpg", shot("sirekap-1", 2))
    assert stage.read("whole.jpg")["refused"] is None


def frame(change):
    """A photo of page 2, changed, as a file."""
    pixels = decode(shot("sirekap-1", 2, MILD)).pixels
    return cv2.imencode(".jpg", change(pixels), [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def far(pixels):
    """The page small in the middle of a table."""
    small = cv2.resize(pixels, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    table = np.full_like(pixels, 110)
    top, left = (pixels.shape[0] - small.shape[0]) // 2, (pixels.shape[1] - small.shape[1]) // 2
    table[top : top + small.shape[0], left : left + small.shape[1]] = small
    return table


def smeared(pixels):
    """A hand that moved by a hundred and sixtieth of the picture."""
    side = max(pixels.shape) // 160
    return cv2.blur(pixels, (side, side // 2))


@pytest.mark.parametrize(
    ("change", "code", "corners"),
    [
        (lambda pixels: np.full_like(pixels, 150), "no_page", []),
        (lambda pixels: (pixels * 0.2).astype(np.uint8), "more_light", []),
        (lambda pixels: pixels[: int(pixels.shape[0] * 0.7)], "corner_missing", [2, 3]),
        (far, "closer", []),
        (smeared, "hold_still", []),
        (lambda pixels: pixels, "good", []),
    ],
    ids=["a table", "in the dark", "lower corners cut off", "far away", "smeared", "as it should be"],
)
def test_the_camera_is_told_the_one_thing_to_do(stage, change, code, corners):
    stage.put("live.jpg", frame(change))
    told = stage.advise(["live.jpg"] * 3)[-1]
    assert told["code"] == code
    assert told["corners"] == corners
    if code not in ("no_page", "more_light"):
        assert told["page"] == 2


def streaked(pixels):
    """A hand that moved far: no mark of the page can be seen."""
    side = max(pixels.shape) // 30
    return cv2.blur(pixels, (side, side // 2))


def test_a_page_lost_to_a_moving_hand_is_to_be_held_still_for_a_second(stage):
    stage.put("page.jpg", frame(lambda pixels: pixels))
    stage.put("streaked.jpg", frame(streaked))
    told = stage.advise(["page.jpg", "page.jpg", *["streaked.jpg"] * 4], apart=300)
    assert [each["code"] for each in told[2:]] == ["hold_still"] * 3 + ["no_page"]
    assert {each["page"] for each in told[2:]} == {None}


def test_a_streak_where_no_page_was_seen_is_no_page(stage):
    stage.put("streaked.jpg", frame(streaked))
    assert [each["code"] for each in stage.advise(["streaked.jpg"], apart=5000)] == ["no_page"]


def test_a_table_after_a_page_is_no_page(stage):
    stage.put("page.jpg", frame(lambda pixels: pixels))
    stage.put("table.jpg", frame(lambda pixels: np.full_like(pixels, 190)))
    told = stage.advise(["page.jpg", "page.jpg", "table.jpg"])
    assert told[-1]["code"] == "no_page"


def test_a_page_that_moves_between_frames_is_not_taken(stage):
    stage.put("one.jpg", frame(lambda pixels: pixels))
    stage.put("other.jpg", frame(lambda pixels: np.roll(pixels, pixels.shape[1] // 20, axis=1)))
    told = stage.advise(["one.jpg", "other.jpg", "one.jpg", "other.jpg"])
    assert {each["code"] for each in told[1:]} == {"hold_still"}
