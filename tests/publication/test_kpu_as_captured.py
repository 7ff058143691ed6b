"""Our documents beside those KPU's server really gave: the same members, order and types.

The captured documents lie outside the project; without their folder these tests are left out.
"""

import json
import os
from itertools import product
from pathlib import Path

import pytest
from tests.publication.invented import STATIONS, path_of, published, result

DATA = Path(os.environ.get("SIREKAP_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
CAPTURED = DATA / "kpu" / "documents" / "pemilu2024"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="real documents are not here: name their folder in SIREKAP_REAL_DATA"
)

STATION = STATIONS[0]


def captured(pattern):
    files = sorted((CAPTURED / "pemilu" / "hhcw" / "ppwp").rglob(pattern))
    assert files
    return [json.loads(file.read_text("utf-8")) for file in files]


def shape(value):
    """Return names in order and kinds of values; names that are codes or ids become N, equal rows one."""
    if isinstance(value, dict):
        members = [("N" if key.isdigit() else key, shape(each)) for key, each in value.items()]
        return tuple(dict.fromkeys(members))
    if isinstance(value, list):
        return tuple(shape(each) for each in value)
    return type(value).__name__


def rows(document):
    """Return the shapes of an aggregate's rows, without those KPU itself gives only now and then."""
    usual = [row for row in document["table"].values() if row["status_progress"] == (len(row) > 3)]
    return {shape(row) for row in usual}


def aggregate(digits):
    held = {code: result(code, "confirmed", "confirmed") for code in STATIONS if code != STATIONS[3]}
    return published(held)[path_of(STATION[:digits])]


@pytest.mark.parametrize("digits", [4, 6, 10])
def test_an_aggregate_has_the_members_order_and_kinds_of_kpus(digits):
    ours = aggregate(digits)
    theirs = [each for each in captured(f"{'?' * digits}.json") if "table" in each and each.get("mode")]
    assert theirs
    for each in theirs:
        for part in ("ts", "psu", "mode", "chart", "progres"):
            assert shape(ours[part]) == shape(each[part])
        assert list(each) == list(ours)
    assert rows(ours) <= set().union(*(rows(each) for each in theirs)) | rows_without_votes()


def rows_without_votes():
    """KPU's row of a region nothing has come from, captured at other tiers than this."""
    return {(("psu", "str"), ("persen", "float"), ("status_progress", "bool"))}


def test_the_nation_has_the_members_and_kinds_of_kpus():
    theirs = json.loads((CAPTURED / "pemilu" / "hhcw" / "ppwp.json").read_text("utf-8"))
    # This one was written anew by who captured it: members of rows in another order, 100.0 as 100.
    nation = published({STATION: result(STATION, "confirmed", "read")})["pemilu/hhcw/ppwp.json"]
    assert list(nation) == list(theirs)
    assert shape(nation["chart"]) == shape(theirs["chart"])
    assert shape(nation["progres"]) == shape(theirs["progres"])
    assert {tuple(sorted(row)) for row in rows(nation)} <= {tuple(sorted(row)) for row in rows(theirs)}


@pytest.mark.parametrize(("votes", "administration"), [*product((True, False), repeat=2)])
def test_a_station_has_the_members_order_and_kinds_of_kpus_in_each_status(votes, administration):
    held = result(
        STATION, "confirmed" if votes else "checked", "confirmed" if administration else "photographed"
    )
    ours = published({STATION: held})[path_of(STATION)]
    same = [
        each
        for each in captured(f"{'?' * 13}.json")
        if (each["status_suara"], each["status_adm"]) == (votes, administration)
        and each["chart"] != {"null": None}  # one of KPU's has votes without any vote
    ]
    assert same
    for each in same:
        # KPU gave no "mode" before 16 February 2024.
        assert [name for name in ours if name in each or name != "mode"] == list(each)
        assert {shape(image) for image in each["images"]} <= {"str", "NoneType"}
        assert len(each["images"]) == len(ours["images"])
        for part in ("chart", "administrasi", "psu", "ts"):
            assert shape(each[part]) == shape(ours[part])


def test_tickets_have_the_members_order_and_kinds_of_kpus():
    theirs = json.loads((CAPTURED / "pemilu" / "ppwp.json").read_text("utf-8"))
    assert shape(published({})["pemilu/ppwp.json"]) == shape(theirs)


@pytest.mark.parametrize(("ours", "theirs"), [("0", "0"), ("35", "35")])
def test_region_lists_have_the_members_order_and_kinds_of_kpus(ours, theirs):
    real = json.loads((CAPTURED / "wilayah" / "pemilu" / "ppwp" / f"{theirs}.json").read_text("utf-8"))
    made = published({})[f"wilayah/pemilu/ppwp/{ours}.json"]
    assert {tuple(shape(item)) for item in made} == {tuple(shape(item)) for item in real}
