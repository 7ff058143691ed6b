"""Laws of KPU's format: whatever the stations say, every document keeps them."""

from datetime import timedelta

from hypothesis import given, settings
from tests.publication.invented import (
    BEGIN,
    CONTEST,
    ELECTION,
    NIGHT,
    PLACES,
    PUBLIC,
    STATIONS,
    path_of,
    published,
    result,
    results,
)

from sirekap.publication.kpu import documents

TICKETS = [str(ticket.kpu_id) for ticket in ELECTION.contest(CONTEST).tickets]
FEW = settings(max_examples=25, deadline=None)
PLAIN_TOP = {"mode", "chart", "images", "administrasi", "psu", "ts", "status_suara", "status_adm"}


def regions(made):
    return {path: each for path, each in made.items() if path.startswith("pemilu/hhcw") and "table" in each}


def stations(made):
    return {path: each for path, each in made.items() if path.startswith("pemilu/hhcw") and "images" in each}


@FEW
@given(results())
def test_a_chart_is_the_sum_of_its_rows(held):
    for each in regions(published(held)).values():
        rows = [row for row in each["table"].values() if row["status_progress"]]
        for ticket in TICKETS:
            assert each["chart"].get(ticket, 0) == sum(row[ticket] for row in rows)


@FEW
@given(results())
def test_progress_counts_the_stations_with_votes_and_its_share_is_rounded_to_two_decimals(held):
    made = published(held)
    for path, each in regions(made).items():
        below = [one for where, one in stations(made).items() if where.startswith(path.removesuffix(".json"))]
        progress = each["progres"]
        assert progress == {"total": len(below), "progres": sum(one["status_suara"] for one in below)}
        exact = 100 * progress["progres"] / progress["total"]
        assert abs(each["chart"]["persen"] - exact) <= 0.005 + 1e-9
        assert each["chart"]["persen"] == round(each["chart"]["persen"], 2)


@FEW
@given(results())
def test_every_child_has_a_row_and_a_place_in_the_region_list(held):
    made = published(held)
    for path, each in regions(made).items():
        listed = made[
            path.replace("pemilu/hhcw/ppwp", "wilayah/pemilu/ppwp").replace("ppwp.json", "ppwp/0.json")
        ]
        assert {item["kode"] for item in listed} == set(each["table"])
        assert all(path_of(code) in made for code in each["table"])


@FEW
@given(results())
def test_a_row_says_the_same_as_the_document_it_leads_to(held):
    made = published(held)
    for each in regions(made).values():
        for code, row in each["table"].items():
            below = made[path_of(code)]
            chart = {key: value for key, value in (below["chart"] or {}).items() if key in TICKETS}
            assert {key: value for key, value in row.items() if key in TICKETS} == chart


@FEW
@given(results())
def test_members_stand_in_the_order_of_jsonb(held):
    for path, each in published(held).items():
        if not path.startswith("wilayah"):
            assert_order(each, plain=set(each) == PLAIN_TOP)


def assert_order(value, *, plain=False):
    if isinstance(value, dict):
        keys = list(value)
        assert plain or keys == sorted(keys, key=lambda key: (len(key.encode()), key.encode()))
        for each in value.values():
            assert_order(each)


@FEW
@given(results())
def test_only_confirmed_and_settled_sections_have_numbers_and_the_flags_say_so(held):
    for path, each in stations(published(held)).items():
        states = {"votes": "expected", "administration": "expected"}
        code = path.rsplit("/", 1)[1].removesuffix(".json")
        if code in held:
            states = held[code].states
        assert each["status_suara"] == (each["chart"] is not None) == (states["votes"] in PUBLIC)
        assert (
            each["status_adm"] == (each["administrasi"] is not None) == (states["administration"] in PUBLIC)
        )


@FEW
@given(results())
def test_built_twice_in_any_order_the_bytes_are_the_same(held):
    turned = dict(reversed(list(held.items())))
    assert list(documents(PLACES, held, NIGHT)) == list(documents(PLACES, turned, NIGHT + timedelta(days=1)))


def test_a_document_carries_the_time_of_the_newest_evidence_under_it():
    early, late = (result(STATIONS[place], "confirmed", "read") for place in (0, 1))
    made = published({each.station: each for each in (early, late)})
    newest = max(early.updated, late.updated).astimezone().timestamp()
    assert made["pemilu/hhcw/ppwp.json"]["ts"] == made[path_of(STATIONS[0][:10])]["ts"]
    shown = made["pemilu/hhcw/ppwp.json"]["ts"]
    assert shown == wib(newest)
    assert made[path_of(early.station)]["ts"] == wib(early.updated.timestamp())
    assert made[path_of(STATIONS[-1])]["ts"] == "2027-02-14 07:00:00"


def wib(seconds):
    return str(BEGIN.fromtimestamp(seconds + 7 * 3600, tz=BEGIN.tzinfo)).removesuffix("+00:00")
