"""KPU's published lists become a folder that loads, dirt and all."""

import csv
import gzip
import io
import json
from datetime import date

import pytest
from tests.election.folders import REAL, needs_real_data

from sirekap.election.import_kpu import Wanted, import_kpu
from sirekap.election.kpu_documents import KpuDocumentError
from sirekap.election.load import load_election
from sirekap.election.model import ContestKind, RegionCode, StationKind
from sirekap.election.save import to_files

WANTED = Wanted("Contoh", date(2024, 2, 14))
TREE = "wilayah/pemilu/ppwp"
MADE = {
    f"{TREE}/0.json": [("PAPUA", 1, "91", 1), ("Luar Negeri", 2, "99", 1)],
    f"{TREE}/91.json": [(' KOTA "BARU", TIMUR', 3, "9171", 2)],
    f"{TREE}/99.json": [("Kota Contoh, Negeri Contoh", 4, "99AA", 2)],
    f"{TREE}/91/9171.json": [("KEPULAUAN SELATAN.", 5, "917101", 3)],
    f"{TREE}/99/99AA.json": [("Kota Contoh, Negeri Contoh", 6, "99AA01", 3)],
    f"{TREE}/91/9171/917101.json": [("BA'U", 7, "9171011001", 4)],
    f"{TREE}/99/99AA/99AA01.json": [("Kota Contoh, Negeri Contoh", 8, "99AA010001", 4)],
    f"{TREE}/91/9171/917101/9171011001.json": [("TPS 901", 9, "9171011001901", 5)],
    f"{TREE}/99/99AA/99AA01/99AA010001.json": [
        ("TPS 001", 10, "99AA010001002", 5),
        ("KSK 001", 11, "99AA010001003", 5),
        ("POS 001", 12, "99AA010001004", 5),
    ],
}
PAIRS = {
    "100025": {"ts": "", "nama": "MELATI, S.Pd. - MAWAR", "warna": "#8CB9BD", "nomor_urut": 1},
    "100026": {"ts": "", "nama": "KOLOM KOSONG - ", "warna": "#C7B7A3", "nomor_urut": 2},
}


def documents(**more):
    found = {
        path: [dict(zip(("nama", "id", "kode", "tingkat"), item, strict=True)) for item in items]
        for path, items in MADE.items()
    }
    found["pemilu/ppwp.json"] = PAIRS
    return {path: json.dumps(value).encode() for path, value in (found | more).items()}


def test_dirty_names_survive_the_way_into_the_folder_and_back():
    election = load_election(import_kpu(documents(), WANTED).files)
    assert election.regions["9171"].name == ' KOTA "BARU", TIMUR'
    assert election.regions["917101"].name == "KEPULAUAN SELATAN."
    assert election.regions["99AA"].name == "Kota Contoh, Negeri Contoh"
    assert to_files(election) == import_kpu(documents(), WANTED).files


def test_kinds_follow_from_names_abroad_and_time_zones_from_provinces():
    stations = load_election(import_kpu(documents(), WANTED).files).stations
    kinds = {code: (station.kind, station.time_zone) for code, station in stations.items()}
    assert kinds == {
        "9171011001901": (StationKind.DOMESTIC, "Asia/Jayapura"),
        "99AA010001002": (StationKind.OVERSEAS, "Asia/Jakarta"),
        "99AA010001003": (StationKind.MOBILE_BOX, "Asia/Jakarta"),
        "99AA010001004": (StationKind.POSTAL, "Asia/Jakarta"),
    }
    assert all(station.registered is None for station in stations.values())


def test_pairs_are_split_and_an_empty_column_is_one_name():
    tickets = load_election(import_kpu(documents(), WANTED).files).contest("ppwp").tickets
    assert [ticket.names for ticket in tickets] == [("MELATI, S.Pd.", "MAWAR"), ("KOLOM KOSONG",)]
    assert [ticket.kpu_id for ticket in tickets] == [100025, 100026]


def test_one_region_can_be_taken_alone_with_those_above_it():
    election = load_election(
        import_kpu(documents(), Wanted("x", date(2024, 2, 14), within=RegionCode("9171"))).files
    )
    assert list(election.regions) == ["91", "9171", "917101", "9171011001"]
    assert list(election.stations) == ["9171011001901"]


def test_regional_contests_are_named_after_their_region_and_know_it():
    pairs = documents(**{"pilkada/paslon/pkwkk.json": {"9171": PAIRS, "3501": PAIRS}})
    contests = load_election(import_kpu(pairs, WANTED).files).contests
    assert [(each.id, each.kind, each.region) for each in contests] == [
        ("ppwp", ContestKind.PRESIDENT, ""),
        ("pkwkk-9171", ContestKind.MAYOR, "9171"),
    ]
    assert contests[1].name == 'Wali Kota dan Wakil Wali Kota KOTA "BARU", TIMUR'


def test_what_hangs_in_the_air_is_left_out_and_told():
    lost = documents(**{f"{TREE}/12/1201.json": [{"nama": "X", "id": 1, "kode": "120101", "tingkat": 3}]})
    imported = import_kpu(lost, WANTED)
    assert "1 regions or stations without parent left out." in [note["en"] for note in imported.notes]
    load_election(imported.files)


@pytest.mark.parametrize(
    ("path", "data", "tells"),
    [
        (f"{TREE}/0.json", b"{", "not valid JSON"),
        (f"{TREE}/0.json", b'[{"tingkat": 1}]', 'member "kode" is missing'),
        (f"{TREE}/0.json", b'[{"tingkat": 1, "kode": 91}]', 'member "kode" is missing or not str'),
        (f"{TREE}/0.json", b'[{"tingkat": 1, "kode": "911", "id": 1, "nama": "A"}]', 'code "911" is no code'),
        ("pemilu/ppwp.json", b"[1]", "not a list of objects"),
        ("pemilu/ppwp.json", b'{"x": {"nama": "A - B", "nomor_urut": 1, "warna": ""}}', "not an id of KPU"),
        ("tps.csv", b"kode,id,nama\n1,2\n", "line 2 is not UTF-8 CSV with 3 columns"),
        ("tps.csv", b"kode,id,nama\n1,2,\xff\n", "is not UTF-8 CSV"),
        ("tps.csv.gz", b"no gzip", "gzip file is broken"),
    ],
)
def test_a_document_that_is_not_kpus_is_refused_by_name(path, data, tells):
    with pytest.raises(KpuDocumentError) as wrong:
        import_kpu(documents() | {path: data}, WANTED)
    assert wrong.value.say["en"].startswith(path.removesuffix(".gz"))
    assert tells in wrong.value.say["en"]
    assert set(wrong.value.say) == {"id", "en"}


def test_documents_without_stations_or_candidates_are_refused():
    with pytest.raises(KpuDocumentError, match="daftar calon"):
        import_kpu({path: data for path, data in documents().items() if path != "pemilu/ppwp.json"}, WANTED)
    with pytest.raises(KpuDocumentError, match="daftar wilayah dan TPS"):
        import_kpu({"pemilu/ppwp.json": documents()["pemilu/ppwp.json"]}, WANTED)


def real_documents(folder):
    root = REAL / "kpu" / "documents" / folder
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.json"))}


@needs_real_data
def test_the_real_sample_of_2024_makes_a_folder_with_its_candidates():
    imported = import_kpu(real_documents("pemilu2024"), WANTED)
    election = load_election(imported.files)
    assert [contest.id for contest in election.contests] == ["ppwp", "pdpr", "pdprdp", "pdprdk"]
    assert [len(election.contest(each).constituencies) for each in ("pdpr", "pdprdp", "pdprdk")] == [4, 1, 4]
    people = [person for each in election.contest("pdpr").constituencies for person in each.candidates]
    assert len(people) == 489
    assert election.regions["99"].name == "Luar Negeri"
    assert election.stations["9901010001010"].kind is StationKind.MOBILE_BOX
    assert to_files(election) == imported.files


@needs_real_data
def test_one_regency_of_the_real_tables_with_its_regional_contests_loads():
    tables = {f"{name}.csv": slice_of(f"{name}.csv.gz") for name in ("wilayah_ppwp_2024", "tps_ppwp_2024")}
    found = import_kpu(
        tables | real_documents("pilkada2024"), Wanted("x", date(2024, 11, 27), within=RegionCode("3527"))
    )
    election = load_election(found.files)
    assert len(election.stations) == 2726
    assert [(each.id, each.kind) for each in election.contests] == [
        ("pkwkk-3527", ContestKind.REGENT),
        ("pkwkp-35", ContestKind.GOVERNOR),
    ]


def slice_of(table):
    """Return the rows of Jawa Timur, so that the test need not read the nation."""
    lines = gzip.decompress((REAL / "kpu" / table).read_bytes()).splitlines(keepends=True)
    return lines[0] + b"".join(line for line in lines[1:] if line.startswith(b"35"))


@needs_real_data
def test_every_kind_of_station_and_code_abroad_in_the_real_tables_loads():
    tables = {}
    for name in ("wilayah_ppwp_2024", "tps_ppwp_2024"):
        lines = gzip.decompress((REAL / "kpu" / f"{name}.csv.gz").read_bytes()).splitlines(keepends=True)
        tables[f"{name}.csv"] = lines[0] + b"".join(line for line in lines[1:] if line.startswith(b"99"))
    tables["pemilu/ppwp.json"] = json.dumps(PAIRS).encode()
    election = load_election(import_kpu(tables, WANTED).files)
    assert len(election.stations) == 3075
    named = {row[0]: row[2] for row in csv.reader(io.StringIO(tables["wilayah_ppwp_2024.csv"].decode()))}
    assert {code: region.name for code, region in election.regions.items()} == {
        code: name for code, name in named.items() if code != "kode"
    }
