"""Our documents beside KPU's: progress, states, photos, contradictions, rules, and the table of all."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from tests.publication.invented import (
    ELECTION,
    FORM,
    NIGHT,
    PLACES,
    PUBLIC,
    STATIONS,
    path_of,
    photo,
    places_in,
    published,
    published_own,
    result,
    results,
)

from sirekap.publication.own import own_documents
from sirekap.publication.site import site_files
from sirekap.reading.model import Corner
from sirekap.record.rules import RULES
from sirekap.record.state import STATES

STATION = STATIONS[0]
FEW = settings(max_examples=20, deadline=None)


def own_path(code):
    return path_of(code).replace("pemilu/hhcw/", "sirekap/")


def regions(made):
    return {path: each for path, each in made.items() if "children" in each}


@FEW
@given(results())
def test_progress_and_totals_of_a_region_are_the_sums_of_its_children(held):
    for each in regions(published_own(held)).values():
        for name, count in each["progress"].items():
            assert count == sum(child["progress"][name] for child in each["children"])
        for name, number in each["totals"].items():
            assert number == sum(child["totals"].get(name, 0) for child in each["children"])


@FEW
@given(results())
def test_totals_are_the_same_as_in_kpus_format(held):
    theirs = published(held)
    for path, each in regions(published_own(held)).items():
        chart = theirs[path.replace("sirekap/", "pemilu/hhcw/")]["chart"]
        for ticket in ELECTION.contests[0].tickets:
            assert each["totals"].get(f"votes.{ticket.number}", 0) == chart.get(str(ticket.kpu_id), 0)


@FEW
@given(results())
def test_each_step_of_progress_holds_those_further_on(held):
    for each in regions(published_own(held)).values():
        counts = [each["progress"][name] for name in ("stations", "received", "read", "checked", "confirmed")]
        assert counts == sorted(counts, reverse=True)


@FEW
@given(results())
def test_built_twice_in_any_order_the_bytes_are_the_same(held):
    turned = dict(reversed(list(held.items())))
    later = NIGHT + timedelta(days=1)
    assert list(own_documents(PLACES, held, NIGHT)) == list(own_documents(PLACES, turned, later))


def test_a_station_shows_states_and_photos_before_it_shows_numbers():
    made = published_own({STATION: result(STATION, "checked", "confirmed")})[own_path(STATION)]
    assert made["states"] == {"votes": "checked", "administration": "confirmed"}
    assert made["votes"] is None
    assert made["administration"]["valid"] is not None
    assert [each["page"] for each in made["photos"]] == [1, 2, 3]


def test_a_station_lists_every_version_of_a_photo_newest_first():
    held = result(STATION, "read", "read", pages=(2,))
    newer = photo(STATION, 2, held.photos[0].at + timedelta(minutes=3))
    made = published_own({STATION: replace(held, photos=(*held.photos, newer))})[own_path(STATION)]
    assert [each["sha256"] for each in made["photos"]] == [newer.sha256, held.photos[0].sha256]


def test_a_photo_tells_where_each_field_lies_in_it():
    held = result(STATION, "read", "read", pages=(2,))
    quad = (Corner(0.1, 0.2), Corner(0.3, 0.2), Corner(0.3, 0.25), Corner(1 / 3, 0.25))
    areas = {held.photos[0].sha256: {"votes.1": quad}}
    made = published_own({STATION: held}, areas=areas)[own_path(STATION)]
    assert made["photos"][0]["fields"] == {"votes.1": [[0.1, 0.2], [0.3, 0.2], [0.3, 0.25], [0.3333, 0.25]]}


def test_a_contradiction_is_published_with_the_rules_own_sentence():
    held = result(STATION, "confirmed", "confirmed", contradictions=("R8",))
    made = published_own({STATION: held})
    rule = next(each for each in RULES if each.code == "R8")
    assert made[own_path(STATION)]["contradictions"] == [{"code": "R8", "says": dict(rule.says)}]
    row = next(each for each in made[own_path(STATION[:10])]["children"] if each["code"] == STATION)
    assert row["contradictions"] == ["R8"]


def test_the_elections_document_names_every_state_rule_field_and_label_in_both_languages():
    told = published_own({})
    made, form = told["sirekap/election.json"], told[f"sirekap/ppwp/forms/{FORM.hash[:16]}.json"]
    assert [state["name"] for state in made["states"]] == [state.name for state in STATES]
    assert [rule["code"] for rule in made["rules"]] == [rule.code for rule in RULES]
    assert [field["name"] for field in form["fields"]] == [field.name for field in FORM.fields()]
    sentences = [each["says"] for each in (*made["states"], *made["rules"])]
    sentences += [field["row"] for field in form["fields"]] + list(made["labels"].values())
    assert all(each["id"] and each["en"] and each["id"] != each["en"] for each in sentences)


def test_a_page_opens_at_the_first_region_that_has_more_than_one_part():
    assert published_own({})["sirekap/election.json"]["start"] == "3527"


@FEW
@given(results())
def test_the_table_has_a_row_for_every_station_with_numbers_only_where_they_are_public(held):
    text = published_own(held)["sirekap/ppwp.csv"]
    rows = {row["station"]: row for row in csv.DictReader(io.StringIO(text))}
    assert list(rows) == list(STATIONS)
    assert "\r" not in text
    for code, row in rows.items():
        expected = held[code].votes if code in held else None
        shown = {field: row[field] for field in ("votes.1", "votes.2", "votes.3")}
        assert shown == {field: "" if expected is None else str(expected[field]) for field in shown}
        assert (row["valid"] != "") == (row["state_administration"] in PUBLIC)


def test_nothing_but_the_election_is_told_before_the_hour_of_publication():
    shut = replace(ELECTION, publish_not_before=NIGHT, id="3" * 64)
    held = {STATION: result(STATION, "confirmed", "confirmed")}
    places = places_in(shut)
    before = dict(own_documents(places, held, NIGHT - timedelta(seconds=1)))
    assert before == dict(own_documents(places, {}, NIGHT))


def test_the_front_page_comes_after_all_that_it_names():
    built = {"index.html": b"a", "assets/site.js": b"b", "icon.svg": b"c"}
    assert list(dict(site_files(built))) == ["assets/site.js", "icon.svg", "index.html"]


def test_a_page_may_not_lie_among_the_data():
    with pytest.raises(ValueError, match="among the data"):
        list(site_files({"sirekap/election.json": b"{}"}))
