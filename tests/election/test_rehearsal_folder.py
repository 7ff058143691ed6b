"""The rehearsal election that ships is what its script makes, and what the rehearsal needs."""

import csv
import gzip
import io
import os
import subprocess
import sys
from math import ceil

from tests.election.folders import REAL, REHEARSAL, ROOT, needs_real_data

from sirekap.actions.open_election import open_election, read_folder
from sirekap.election.model import ContestKind, Tier


def test_the_committed_folder_is_what_its_script_makes(tmp_path):
    script = ROOT / "elections" / "make_rehearsal.py"
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, env=env)
    assert read_folder(tmp_path) == read_folder(REHEARSAL)


def test_it_is_a_presidential_practice_in_two_districts_of_sampang():
    election = open_election(REHEARSAL)
    assert election.practice
    assert [contest.kind for contest in election.contests] == [ContestKind.PRESIDENT]
    assert len(election.stations) == 60
    assert sum(region.tier is Tier.DISTRICT for region in election.regions.values()) == 2
    assert election.regions["3527"].name == "SAMPANG"


def test_every_station_has_voters_within_the_cap_and_two_percent_more_ballots():
    election = open_election(REHEARSAL)
    for station in election.stations.values():
        voters = station.registered.total
        assert 200 <= voters <= election.voter_cap
        assert station.ballots_delivered == voters + ceil(voters * 0.02)


@needs_real_data
def test_its_regions_are_those_that_kpu_published():
    packed = (REAL / "kpu" / "wilayah_ppwp_2024.csv.gz").read_bytes()
    rows = csv.DictReader(io.StringIO(gzip.decompress(packed).decode()))
    published = {row["kode"]: (row["nama"], int(row["id"])) for row in rows}
    for code, region in open_election(REHEARSAL).regions.items():
        assert (region.name, region.kpu_id) == published[code]


def test_the_national_and_regional_folders_are_what_their_script_makes(tmp_path):
    script = ROOT / "elections" / "make_more_rehearsals.py"
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, env=env)
    for name in ("rehearsal-sampang-national", "rehearsal-sampang-regional"):
        assert read_folder(tmp_path / name) == read_folder(REHEARSAL.parent / name)


def test_the_folder_of_several_constituencies_is_what_its_script_makes(tmp_path):
    script = ROOT / "elections" / "make_national.py"
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, env=env)
    assert read_folder(tmp_path) == read_folder(REHEARSAL.parent / "rehearsal-national")


@needs_real_data
def test_the_regions_of_several_constituencies_are_those_that_kpu_published():
    packed = (REAL / "kpu" / "wilayah_ppwp_2024.csv.gz").read_bytes()
    rows = csv.DictReader(io.StringIO(gzip.decompress(packed).decode()))
    published = {row["kode"]: (row["nama"], int(row["id"])) for row in rows}
    for code, region in open_election(REHEARSAL.parent / "rehearsal-national").regions.items():
        assert (region.name, region.kpu_id) == published[code]


def test_they_hold_the_five_national_contests_and_a_single_ticket_against_the_empty_column():
    national = open_election(REHEARSAL.parent / "rehearsal-sampang-national")
    assert [contest.kind.value for contest in national.contests] == [
        "PPWP",
        "DPR",
        "DPD",
        "DPRD-PROV",
        "DPRD-KAB/KOTA",
    ]
    regional = open_election(REHEARSAL.parent / "rehearsal-sampang-regional")
    assert regional.voter_rows.label("unregistered") == "Daftar Pemilih Tambahan (DPTb)"
    assert [ticket.blank for ticket in regional.contest("pkwkk-3527").tickets] == [True, False]
