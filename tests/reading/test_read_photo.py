"""The whole line: from the bytes of a photo to a reading or a refusal."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from tests.reading.filled import MILD, election, filled, form_in, number_of, shot, station
from tests.reading.page import DENSITY, drawn
from tests.reading.picture import jpeg, scanned

from sirekap.reading.crop import crop_field
from sirekap.reading.model import RefusalCode
from sirekap.reading.read_photo import open_reader, read_all, read_photo
from sirekap.rehearsal.conditions import Turn

FAMILIES = ("kpu-2024", "sirekap-1")


@cache
def reader():
    return open_reader()


def read(data, *families):
    return read_photo(data, [form_in(family) for family in families or FAMILIES], reader())


def written(family, number):
    return {name: number_of(boxes) for name, boxes in filled(family, number)[1].items()}


def rights(reading, family, number):
    """The share of fields read as written; an accepted field that is wrong fails at once."""
    truth = written(family, number)
    assert set(reading.fields) == set(truth)
    assert not [n for n, each in reading.fields.items() if each.accepted and each.value != truth[n]]
    return sum(each.value == truth[name] for name, each in reading.fields.items()) / len(truth)


def upright(data):
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)


@pytest.mark.parametrize(
    ("family", "number"), [("kpu-2024", 2), ("sirekap-1", 1), ("sirekap-1", 2), ("sirekap-1", 3)]
)
def test_a_filled_page_is_identified_and_read(family, number):
    reading = read(shot(family, number))
    assert reading.refused is None
    assert reading.identity.form_hash == form_in(family).hash
    assert reading.identity.page == number
    assert rights(reading, family, number) >= 0.9
    assert sum(each.accepted for each in reading.fields.values()) >= 0.6 * len(reading.fields)


def test_our_page_tells_its_station_and_election_and_the_2024_page_does_not():
    ours = read(shot("sirekap-1", 2)).identity
    assert ours.station == station()
    assert election().id.startswith(ours.election)
    theirs = read(shot("kpu-2024", 2)).identity
    assert (theirs.station, theirs.election) == (None, None)


@pytest.mark.parametrize(
    "change", [{"turn": Turn.UPSIDE_DOWN}, {"turn": Turn.LEFT}, {"orientation": 6}, {"light": 0.12}]
)
@pytest.mark.parametrize("family", FAMILIES)
def test_turned_and_dim_photos_are_read_as_well(family, change):
    reading = read(shot(family, 2, replace(MILD, **change)))
    assert rights(reading, family, 2) == 1


@pytest.mark.parametrize("family", FAMILIES)
def test_a_mirrored_photo_is_read_and_its_crop_is_not_mirrored(family):
    mirrored = jpeg(np.ascontiguousarray(upright(shot(family, 2))[:, ::-1]))
    reading = read(mirrored)
    assert rights(reading, family, 2) == 1
    straight = read(shot(family, 2))
    crops = [
        upright(crop_field(data, each.fields["votes.1"].area, 400)).astype(float)
        for data, each in ((mirrored, reading), (shot(family, 2), straight))
    ]
    height = min(len(crop) for crop in crops)
    assert abs(len(crops[0]) - len(crops[1])) <= 3
    assert np.corrcoef(crops[0][:height].ravel(), crops[1][:height].ravel())[0, 1] > 0.8


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"defocus": 7.0}, RefusalCode.TOO_BLURRED),
        ({"motion": 40.0}, RefusalCode.TOO_BLURRED),
        ({"light": 0.03, "noise": 10.0}, RefusalCode.TOO_DARK),
        ({"long_side": 260}, RefusalCode.TOO_SMALL),
        ({"fill": 1.7}, RefusalCode.PAGE_CUT_OFF),
    ],
)
def test_a_hopeless_photo_is_refused_with_its_reason(change, code):
    refused = read(shot("sirekap-1", 2, replace(MILD, **change))).refused
    assert refused is not None
    wanted = {code} if code is not RefusalCode.PAGE_CUT_OFF else {code, RefusalCode.NOT_A_FORM}
    assert refused.code in wanted


def test_a_page_with_a_corner_outside_the_photo_names_it():
    whole = upright(shot("sirekap-1", 2))
    cut = jpeg(whole[: int(len(whole) * 0.72)])
    refused = read(cut).refused
    assert refused.code is RefusalCode.PAGE_CUT_OFF
    assert "bottom" in refused.say["en"]


def test_a_form_not_asked_for_is_told_from_no_form():
    assert read(shot("sirekap-1", 2), "kpu-2024").refused.code is RefusalCode.WRONG_FORM
    rng = np.random.default_rng(2)
    table = cv2.resize(
        rng.integers(60, 220, (60, 45), dtype=np.uint8), (900, 1200), interpolation=cv2.INTER_NEAREST
    )
    assert read(jpeg(table)).refused.code is RefusalCode.NOT_A_FORM


def test_a_form_of_another_print_is_refused_though_its_tags_are_the_same():
    foreign = cv2.resize(drawn("sirekap-1", 2), None, fx=6 / DENSITY, fy=6 / DENSITY)
    reading = read(jpeg(np.pad(foreign, 60, constant_values=90)), "sirekap-1")
    assert reading.refused.code is RefusalCode.WRONG_FORM


def test_a_blank_page_is_all_null_and_nothing_of_it_is_accepted():
    from tests.reading.page import form_of  # noqa: PLC0415 -- the blank form has its own contest

    sheet = np.pad(drawn("kpu-2024", 2), 80, constant_values=90)
    reading = read_photo(jpeg(sheet), [form_of("kpu-2024")], reader())
    assert reading.refused is None
    assert {each.value for each in reading.fields.values()} == {None}
    assert not any(each.accepted for each in reading.fields.values())


def test_a_scan_of_all_pages_gives_a_reading_each():
    pages = [cv2.cvtColor(filled("sirekap-1", number)[0], cv2.COLOR_RGB2GRAY) for number in (1, 2, 3)]
    readings = read_all(scanned(*pages), [form_in("sirekap-1")], reader())
    assert [each.identity.page for each in readings] == [1, 2, 3]
    assert len({each.photo_sha256 for each in readings}) == 1
    assert rights(readings[1], "sirekap-1", 2) == 1


def test_what_is_no_picture_is_a_refusal_and_no_error():
    reading = read(b"bukan foto")
    assert reading.refused.code is RefusalCode.NOT_AN_IMAGE
    assert (reading.identity, dict(reading.fields)) == (None, {})


def test_a_crop_outside_the_photo_is_white():
    data = jpeg(np.full((300, 400), 40, np.uint8))
    beyond = ((1.5, 1.5), (2.0, 1.5), (2.0, 2.0), (1.5, 2.0))
    crop = upright(crop_field(data, beyond, 120))
    assert crop.shape[1] == 120
    assert crop.min() > 250
