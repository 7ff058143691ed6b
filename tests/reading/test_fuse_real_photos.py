"""Real photos, read with the shipped model.

The shipped model was trained on these very photos, so this shows that nothing broke on the way from training
to reading. How well unseen photos are read is what ``sirekap bench reading`` measures (docs/reading.md).
"""

import csv
import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.reading.page import form_of

from sirekap.reading.read_photo import open_reader, read_photo

REAL = Path(os.environ.get("SIREKAP_REAL_DATA", Path(__file__).parents[3] / "shared" / "data")) / "real-forms"
TRUTH = REAL / "ppwp2024-truth.csv"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real photos: {REAL} is absent")
EVERY = 18
"""One photo of so many: 26 of the 455."""


def truth():
    values = {}
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            values.setdefault(row["file"], {})[row["field"].replace("paslon_", "votes.")] = int(row["value"])
    return values


def read(data):
    return read_photo(data, [form_of("kpu-2024")], open_reader())


def encoded(picture):
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()


def test_a_sample_is_read_right_and_nothing_wrong_is_accepted():
    right, wrong, total = 0, [], 0
    for name, values in list(truth().items())[::EVERY]:
        fields = read((REAL / name).read_bytes()).fields
        for field, value in values.items():
            total += 1
            found = fields.get(field)
            right += found is not None and found.value == value
            if found is not None and found.accepted and found.value != value:
                wrong.append((name, field, found.value, value))
    assert wrong == []
    assert right / total >= 0.95


@pytest.mark.parametrize(
    "change",
    ["upside down", "on its side", "turned", "shifted", "smaller", "half the size", "darker"],
)
def test_a_changed_copy_is_read_right_or_not_accepted(change):
    right, total = 0, 0
    for name, values in list(truth().items())[7::150]:
        fields = read(encoded(changed(cv2.imread(str(REAL / name)), change))).fields
        for field, value in values.items():
            total += 1
            found = fields.get(field)
            right += found is not None and found.value == value
            assert found is None or not found.accepted or found.value == value, (name, field)
    assert right / total >= 0.7


def changed(picture, change):
    height, width = picture.shape[:2]
    if change == "upside down":
        return cv2.rotate(picture, cv2.ROTATE_180)
    if change == "on its side":
        return cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE)
    if change == "half the size":
        return cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    if change == "darker":
        return (picture * np.linspace(0.35, 0.8, width)[None, :, None]).astype(np.uint8)
    turn, scale, shift = {"turned": (4, 1.0, 0), "shifted": (0, 1.0, 0.06), "smaller": (0, 0.92, 0)}[change]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, scale)
    matrix[:, 2] += (-shift * width, shift * height)
    return cv2.warpAffine(picture, matrix, (width, height), borderValue=(140, 140, 140))
