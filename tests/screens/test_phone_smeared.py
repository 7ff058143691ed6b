"""When the phone takes a frame without a page for the page of a moment ago, smeared by a moving hand."""

import random
from pathlib import Path

import pytest
from tests.screens.node import run

SCRIPT = Path(__file__).with_name("smeared.mjs")
SECOND = 1000
CASES = 3000


def clearness(chance):
    return {
        "paper": chance.uniform(0, 255),
        "contrast": chance.uniform(0, 255),
        "sharpness": chance.uniform(0, 0.5),
    }


def drawn(chance):
    """Return a page that was seen once, and a frame up to two seconds later."""
    seen = {"at": chance.uniform(0, 10_000), "clear": clearness(chance)}
    return {
        "sightings": [seen],
        "clear": clearness(chance),
        "at": seen["at"] + chance.uniform(0, 2 * SECOND),
    }


def changed(case, **to):
    return case | {"clear": case["clear"] | to}


@pytest.fixture(scope="module")
def cases():
    chance = random.Random(5)
    return [drawn(chance) for _ in range(CASES)]


@pytest.fixture(scope="module")
def smears(cases):
    found = [case for case, yes in zip(cases, run(SCRIPT, cases), strict=True) if yes]
    assert len(found) > 100, "too few to say anything of"
    return found


def test_a_page_is_remembered_for_a_second_and_no_longer(smears):
    assert all(case["at"] - case["sightings"][0]["at"] <= SECOND for case in smears)
    late = [case | {"at": case["sightings"][0]["at"] + SECOND + 1} for case in smears]
    assert not any(run(SCRIPT, late))


def test_a_frame_as_sharp_as_the_page_is_not_smeared(smears):
    sharp = [changed(case, sharpness=case["sightings"][0]["clear"]["sharpness"]) for case in smears]
    assert not any(run(SCRIPT, sharp))


def test_what_is_softer_or_sooner_than_a_smear_is_one_too(smears):
    chance = random.Random(6)
    softer = [changed(case, sharpness=case["clear"]["sharpness"] * chance.random()) for case in smears]
    sooner = [case | {"at": case["sightings"][0]["at"]} for case in smears]
    assert all(run(SCRIPT, softer + sooner))


def test_one_colour_or_the_dark_is_not_a_smeared_page(smears):
    one_colour = [changed(case, contrast=0) for case in smears]
    dark = [changed(case, paper=0) for case in smears]
    assert not any(run(SCRIPT, one_colour + dark))


def test_a_frame_half_smeared_does_not_hide_how_sharp_the_page_was(smears):
    """The page grows soft over two frames, then its marks are gone: it is still the page that moves."""
    half = [
        case["sightings"][0]
        | {"at": case["at"]}
        | {"clear": case["sightings"][0]["clear"] | {"sharpness": case["clear"]["sharpness"]}}
        for case in smears
    ]
    twice = [
        case | {"sightings": [*case["sightings"], soft]} for case, soft in zip(smears, half, strict=True)
    ]
    assert all(run(SCRIPT, twice))
