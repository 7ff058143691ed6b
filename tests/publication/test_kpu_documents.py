"""KPU's documents one by one: what stands in them, and when."""

import hashlib
import re
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from tests.publication.invented import (
    CONTEST,
    ELECTION,
    NIGHT,
    STATIONS,
    path_of,
    photo,
    places_in,
    published,
    result,
    with_empty_field,
)

from sirekap.election.model import StationCode
from sirekap.publication.clock import WIB
from sirekap.publication.kpu import documents
from sirekap.publication.kpu_regions import kpu_ids
from sirekap.publication.photos import photo_files, photo_path
from sirekap.publication.sums import share
from sirekap.record.model import VersionKind

STATION = STATIONS[0]
ADDRESS = re.compile(
    r"/formc/[0-9a-f]{4}/pemilu/ppwp/\d\d/\d\d/\d\d/\d\d/\d\d/\d{13}-\d{8}-\d{6}--[0-9a-f-]{36}\.jpg"
)


def station_of(held, **more):
    return published({held.station: held}, **more)[path_of(held.station)]


def test_a_confirmed_station_carries_its_votes_beside_the_null_that_clients_expect():
    held = result(STATION, "confirmed", "read")
    made = station_of(held)
    votes = {
        str(ticket.kpu_id): held.votes[f"votes.{ticket.number}"] for ticket in ELECTION.contests[0].tickets
    }
    assert list(made["chart"].items()) == [("null", None), *votes.items()]
    assert made["administrasi"] is None


def test_administration_has_each_of_the_eighteen_numbers_as_written():
    held = with_empty_field(result(STATION, "read", "confirmed"), "turnout.transferred.male")
    made = station_of(held)["administrasi"]
    assert len(made) == 18
    assert made["pengguna_dptb_l"] is None
    assert made["pengguna_dptb_p"] == held.administration["turnout.transferred.female"]
    assert made["pengguna_non_dpt_j"] == held.administration["turnout.unregistered.total"]
    assert made["pemilih_dpt_j"] == held.administration["registered.listed.total"]
    assert made["suara_total"] == held.administration["cast"]


def test_a_station_without_numbers_is_a_row_that_says_so():
    row = published({})[path_of(STATION[:10])]["table"][STATION]
    assert list(row.items()) == [("psu", "Reguler"), ("persen", 0.0), ("status_progress", False)]


def test_a_counted_station_has_a_whole_hundred_and_a_region_a_decimal_one():
    village = [code for code in STATIONS if code[:10] == STATION[:10]]
    made = published({code: result(code, "confirmed", "confirmed") for code in village})
    whole = made[path_of(STATION[:10])]["table"][STATION]["persen"]
    assert (whole, type(whole)) == (100, int)
    decimal = made[path_of(STATION[:6])]["table"][STATION[:10]]["persen"]
    assert (decimal, type(decimal)) == (100.0, float)


def test_shares_round_halves_away_from_zero_as_the_database_does():
    assert share(1, 800) == 0.13
    assert share(0, 0) == 0.0


def test_a_photo_is_public_before_its_number_and_pages_without_one_are_null():
    made = station_of(result(STATION, "photographed", "expected", pages=(2,)))
    assert made["chart"] is None
    assert [image is None for image in made["images"]] == [True, False, True]
    assert ADDRESS.fullmatch(made["images"][1])


def test_a_photos_name_spreads_by_the_station_and_identifies_the_bytes():
    one = photo(STATION, 2, datetime(2027, 2, 14, 23, 5, 9, tzinfo=WIB))
    path = photo_path(CONTEST, STATION, one)
    assert path.split("/")[1] == hashlib.md5(STATION.encode(), usedforsecurity=False).hexdigest()[:4]
    assert f"{STATION}-20270214-230509--" in path
    assert UUID(path.removesuffix(".jpg").split("--")[1]).version == 4
    assert path != photo_path(CONTEST, STATION, replace(one, sha256="0" * 64))


def test_the_newest_photo_of_a_page_stands_in_the_document_and_the_older_stays_a_file():
    held = result(STATION, "read", "read", pages=(2,))
    newer = photo(STATION, 2, held.photos[0].at + timedelta(minutes=3))
    both = replace(held, photos=(newer, held.photos[0]))
    paths = [path for path, _ in photo_files(CONTEST, [both])]
    assert station_of(both)["images"][1] == f"/{photo_path(CONTEST, STATION, newer)}"
    assert len(set(paths)) == 2


def test_addresses_of_photos_can_lead_to_another_host():
    made = station_of(
        result(STATION, "read", "read"), photo_url=lambda path: f"https://photos.example/{path}"
    )
    assert all(image.startswith("https://photos.example/formc/") for image in made["images"])


@pytest.mark.parametrize(
    ("again", "psu"),
    [
        (None, None),
        (VersionKind.REVOTE, "Pemungutan Suara Ulang"),
        (VersionKind.CONTINUED, "Pemungutan Suara Lanjutan"),
        (VersionKind.DELAYED, "Pemungutan Suara Susulan"),
        (VersionKind.RECOUNT, "Penghitungan Suara Ulang"),
    ],
)
def test_a_station_that_votes_or_counts_again_says_so_in_kpus_words(again, psu):
    held = replace(result(STATION, "confirmed", "confirmed"), again=again)
    assert station_of(held)["psu"] == psu


def test_nothing_has_a_number_or_a_photo_before_the_hour_of_publication():
    shut = replace(ELECTION, publish_not_before=NIGHT, id="0" * 64)
    held = {STATION: result(STATION, "confirmed", "confirmed")}
    places = places_in(shut)
    before = dict(documents(places, held, NIGHT - timedelta(seconds=1)))
    assert before == dict(documents(places, {}, NIGHT))
    assert before != dict(documents(places, held, NIGHT))


def test_tickets_are_named_in_ballot_order_with_the_dash_that_clients_split_on():
    made = published({})["pemilu/ppwp.json"]
    first = made["900001"]
    assert list(first) == ["ts", "nama", "warna", "nomor_urut"]
    assert first["nama"] == "CENDRAWASIH KUNING - KUTILANG HIJAU"
    assert [each["nomor_urut"] for each in made.values()] == [1, 2, 3]


def test_region_lists_are_sorted_by_name_and_have_kpus_four_members():
    items = published({})["wilayah/pemilu/ppwp/35/3527/352701.json"]
    assert [item["nama"] for item in items] == sorted(item["nama"] for item in items)
    assert all(list(item) == ["nama", "id", "kode", "tingkat"] for item in items)
    assert {item["tingkat"] for item in items} == {4}


def test_a_station_without_kpus_id_gets_one_that_no_other_has():
    nameless = {code: replace(each, kpu_id=None) for code, each in list(ELECTION.stations.items())[:7]}
    ids = kpu_ids(replace(ELECTION, stations={**ELECTION.stations, **nameless}, id="1" * 64))
    assert len(set(ids.values())) == len(ids) == len(ELECTION.stations) + len(ELECTION.regions)
    assert ids[STATIONS[-1]] == ELECTION.stations[StationCode(STATIONS[-1])].kpu_id
