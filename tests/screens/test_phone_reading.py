"""The phone reads as the server reads: the same marks joined the same, the same places, the same answers."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from tests.reading.filled import form_in
from tests.rehearsal.rehearsed import election
from tests.screens.node import ROOT, run

from sirekap.reading.decode import decode
from sirekap.reading.read_photo import open_reader, read_photo
from sirekap.reading.say import RefusalCode, refuse
from sirekap.rehearsal.conditions import draw_conditions
from sirekap.rehearsal.night import Stream, chance, make_night
from sirekap.rehearsal.phone_reader import open_phone_reader
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.photos import open_studio

SCRIPT = Path(__file__).with_name("reading.mjs")
VECTORS = json.loads((ROOT / "models" / "vectors" / "fusion.json").read_text("utf-8"))
SEED = 4_407
STATIONS = 10
APART = 2e-6


def test_marks_are_joined_to_the_values_of_the_shared_vectors():
    found = run(SCRIPT, {"task": "fusion", "vectors": VECTORS})
    for page in VECTORS["pages"]:
        for name, expected in page["expected"].items():
            field = found[page["name"]][name]
            for exact in ("value", "accepted", "boxes", "why"):
                assert field[exact] == expected[exact], (page["name"], name)
            assert field["probability"] == pytest.approx(expected["probability"], abs=APART)
            assert field["evidence"].keys() == expected["evidence"].keys()
            for kind, said in expected["evidence"].items():
                assert field["evidence"][kind]["value"] == said["value"]
                assert field["evidence"][kind]["probability"] == pytest.approx(said["probability"], abs=APART)


def test_words_are_read_to_the_numbers_of_the_shared_vectors():
    vectors = json.loads((ROOT / "models" / "vectors" / "words.json").read_text("utf-8"))
    found = run(SCRIPT, {"task": "words", "vectors": vectors})
    assert found["letters"] == vectors["letters"]
    for number, spelled in vectors["spelled"].items():
        assert [text for text, _ in found["spelled"][number]] == [text for text, _ in spelled]
        assert [weight for _, weight in found["spelled"][number]] == pytest.approx([w for _, w in spelled])
    for line, said in zip(vectors["lines"], found["lines"], strict=True):
        assert (said and said["value"]) == (line["expected"] and line["expected"]["value"]), line["name"]
        if said:
            assert said["probability"] == pytest.approx(line["expected"]["probability"], abs=APART)


def test_a_refusal_is_said_in_the_servers_words():
    cases = [(code, missing) for code in RefusalCode for missing in ((), (0,), (1, 3), (0, 1, 2))]
    asked = [{"code": code.value, "corners": list(missing)} for code, missing in cases]
    assert run(SCRIPT, {"task": "refusals", "asked": asked}) == [
        dict(refuse(code, missing).say) for code, missing in cases
    ]


@cache
def photos():
    """Thirty rehearsed pages under ordinary phone damage, each with the server's reading."""
    form, codes = form_in("sirekap-1"), sorted(election().stations)[5 : 5 + STATIONS]
    studio = open_studio(make_night(election(), election().contests[0], form, SEED, codes))
    reader, made = open_reader(), []
    for code in codes:
        for page in form.pages:
            rng = chance(SEED, code, Stream.PHOTO, page.number)
            paper = studio.page(code, page.number)
            jpeg = photograph(paper, (page.width, page.height), draw_conditions(rng), rng).jpeg
            made.append((decode(jpeg), read_photo(jpeg, (form,), reader), code, page.number))
    return made


@cache
def readings():
    with open_phone_reader([form_in("sirekap-1")]) as phone:
        return [phone.read(photo) for photo, *_ in photos()]


def pairs():
    """Yield every field as the phone and as the server read it."""
    for told, (_, reading, *_) in zip(readings(), photos(), strict=True):
        for field in told["fields"]:
            yield field, reading.fields[field["name"]]


def test_no_field_is_accepted_by_phone_and_server_with_different_values():
    both = [(one, other) for one, other in pairs() if one["accepted"] and other.accepted]
    assert len(both) > 250
    assert [one["name"] for one, other in both if one["value"] != other.value] == []


def test_phone_and_server_accept_the_same_fields_but_for_one_in_a_hundred():
    accepted = [(one["accepted"], other.accepted) for one, other in pairs()]
    assert sum(one != other for one, other in accepted) <= 0.01 * len(accepted)


def test_phone_and_server_give_the_same_boxes_and_the_same_reasons():
    different = [one["name"] for one, other in pairs() if one["boxes"] != other.boxes]
    assert len(different) <= 1
    for one, other in pairs():
        if not (one["accepted"] or other.accepted) and one["boxes"] == other.boxes:
            why = [(each.code.value, dict(each.say)) for each in other.why]
            assert [(each["code"], each["say"]) for each in one["why"]] == why


def test_phone_and_server_read_the_same_words():
    both = [
        (one["evidence"].get("words"), other.evidence.get("words"))
        for one, other in pairs()
        if "words" in one["evidence"] or "words" in other.evidence
    ]
    assert len(both) > 50
    assert sum(one is None or other is None or one["value"] != other.value for one, other in both) <= 1
    apart = [abs(one["probability"] - other.probability) for one, other in both if one and other]
    assert np.quantile(apart, 0.9) < 0.01


def test_the_phone_knows_page_form_and_station_by_itself():
    form = form_in("sirekap-1")
    for told, (_, reading, code, number) in zip(readings(), photos(), strict=True):
        assert (told["refused"] is None) == (reading.refused is None)
        if told["refused"] is None:
            identity = told["identity"]
            assert (identity["form"], identity["page"]) == (form.hash, number)
            assert identity["station"] in (code, None)
    assert sum(told["identity"]["station"] is not None for told in readings()) > 25


def test_a_field_lies_where_the_server_says_to_a_thousandth_of_the_photo():
    for one, other in pairs():
        assert np.abs(np.array(one["area"]) - np.array(other.area)).max() < 1e-3
