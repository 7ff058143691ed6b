"""The locator says where a page lies however the photo was cropped, and which way up it is."""

import csv
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from models.moved import moved
from tests.reading.filled import filled
from tests.reading.page import as_photo, form_of

from sirekap.reading.ink import transform
from sirekap.reading.locate import SIDE, framed, landmarks, locate, look_closer
from sirekap.reading.read_photo import open_reader, read_photo
from sirekap.reading.weights import load_locator
from sirekap.rehearsal.fill import PX_PER_MM

REAL = Path(os.environ.get("SIREKAP_REAL_DATA", Path(__file__).parents[3] / "shared" / "data")) / "real-forms"
PAGE = form_of("kpu-2024").pages[1]
NEAR = 6.0
"""Millimetres: half a box. What is left, the printed lines find."""
FEW = 110
"""One real photo of so many: 5 of the 455."""


def seen(size, turn, scale, shift):
    """A filled page somewhere in a photo: (picture, its true matrix)."""
    paper = cv2.cvtColor(filled("kpu-2024", 2)[0], cv2.COLOR_RGB2GRAY)
    angle = np.deg2rad(turn)
    linear = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    centre = landmarks(PAGE).mean(axis=0)
    offset = np.array(size) / 2 + np.array(shift) * size - linear @ centre
    truth = np.vstack([np.column_stack([linear, offset]), [0, 0, 1]])
    onto = truth @ np.diag([1 / PX_PER_MM, 1 / PX_PER_MM, 1.0])
    soft = cv2.GaussianBlur(paper, (0, 0), 0.5 * PX_PER_MM / scale)
    return cv2.warpPerspective(soft, onto, size, flags=cv2.INTER_LINEAR, borderValue=(90,)), truth


def error_mm(matrix, truth):
    points = landmarks(PAGE)
    back = transform(np.linalg.inv(matrix), transform(truth, points))
    return float(np.hypot(*(back - points).T).max())


@pytest.mark.parametrize("turn", [0, 4, 90, 176, 270])
@pytest.mark.parametrize(
    ("scale", "shift"), [(4.0, (0, 0)), (3.2, (0.1, -0.08)), (2.9, (-0.12, 0.1))], ids=["near", "off", "far"]
)
def test_a_page_is_seen_wherever_it_lies_and_whichever_way_up(turn, scale, shift):
    picture, truth = seen((900, 960), turn, scale, shift)
    ways = locate(as_photo(picture), PAGE, load_locator())
    assert min(error_mm(each.matrix, truth) for each in ways[:2]) < NEAR


def test_the_surest_way_up_comes_first():
    picture, truth = seen((900, 960), 2, 3.6, (0.03, 0.03))
    ways = locate(as_photo(picture), PAGE, load_locator())
    assert [each.spread for each in ways] == sorted(each.spread for each in ways)
    assert error_mm(ways[0].matrix, truth) < NEAR


@pytest.mark.parametrize("size", [(811, 959), (212, 251), (3000, 4000), (60, 40)])
def test_a_photo_of_any_size_is_framed_where_its_matrix_says(size):
    picture = np.full(size[::-1], 200, np.uint8)
    middle = np.array([[size[0] * 0.3, size[1] * 0.6]])
    radius = max(size) // 30
    cv2.circle(picture, (int(middle[0, 0]), int(middle[0, 1])), radius, 0, -1)
    square, place = framed(picture, SIDE)
    assert square.shape == (SIDE, SIDE)
    dark = np.argwhere(square < 100)[:, ::-1].mean(axis=0)
    assert np.hypot(*(dark - transform(place, middle)[0])) < 1.0


def test_landmarks_are_the_corners_of_every_group_of_boxes():
    points = landmarks(PAGE)
    assert points.shape == (4 * len(PAGE.fields), 2)
    for field, corners in zip(PAGE.fields, points.reshape(-1, 4, 2), strict=True):
        assert tuple(corners[0]) == (field.boxes[0].left, field.boxes[0].top)
        assert tuple(corners[2]) == (field.boxes[-1].right, field.boxes[-1].bottom)


def test_a_moved_photo_keeps_all_that_was_in_it():
    picture = np.full((200, 160, 3), 200, np.uint8)
    for corner in ((5, 5), (154, 5), (154, 194), (5, 194)):
        cv2.circle(picture, corner, 4, (255, 255, 255), -1)
    for seed in range(20):
        data = moved(cv2.imencode(".png", picture)[1].tobytes(), np.random.default_rng(seed))
        turned = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
        assert turned.shape[0] >= 200
        spots, *_ = cv2.connectedComponentsWithStats((turned > 245).astype(np.uint8))
        assert spots - 1 == 4


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real photos: {REAL} is absent")
def test_real_photos_shifted_and_turned_are_read_as_before():
    reader, form = open_reader(), form_of("kpu-2024")
    values = {}
    with (REAL / "ppwp2024-truth.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values.setdefault(row["file"], {})[row["field"].replace("paslon_", "votes.")] = int(row["value"])
    rng, right, wrong, total = np.random.default_rng(4), 0, [], 0
    for name in list(values)[::FEW]:
        fields = read_photo(moved((REAL / name).read_bytes(), rng), [form], reader).fields
        for field, value in values[name].items():
            found = fields.get(field)
            total += 1
            right += found is not None and found.value == value
            wrong += [(name, field)] if found is not None and found.accepted and found.value != value else []
    assert wrong == []
    assert right / total >= 0.9


def test_looking_closer_mends_a_place_that_was_off_by_a_box():
    picture, truth = seen((900, 960), 3, 3.2, (0.05, -0.04))
    off = truth @ np.array([[1, 0.03, 4.0], [-0.03, 1, -6.0], [0, 0, 1]])
    closer = look_closer(as_photo(picture), PAGE, off, load_locator())
    assert error_mm(off, truth) > NEAR
    assert error_mm(closer.matrix, truth) < NEAR


@pytest.mark.skipif(not REAL.exists(), reason="real photos are not here; set SIREKAP_REAL_DATA")
@pytest.mark.parametrize("name", ["TPS_242", "TPS_098", "TPS_572"])
def test_photos_that_were_refused_when_shifted_and_turned_are_found(name):
    """Bleached and dark ones: a first look at the whole photo was not near enough."""
    path = REAL / "ppwp2024-photos" / f"{name}.jpg"
    rng = np.random.default_rng(5000 + sum(map(ord, f"ppwp2024-photos/{path.name}")) * 7 + 27)
    reading = read_photo(moved(path.read_bytes(), rng), [form_of("kpu-2024")], open_reader())
    assert reading.refused is None
