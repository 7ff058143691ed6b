"""A right folder becomes an election: order, words and the id."""

import hashlib
import shutil
import subprocess
from datetime import datetime, timedelta, timezone

import pytest
from tests.election.folders import REHEARSAL, edited, every_kind, faults_of, rehearsal

from sirekap.actions.open_election import NoElectionFolderError, open_election
from sirekap.election.load import election_id, load_election
from sirekap.election.model import ContestKind, Headcount, StationKind, Tier


def test_every_table_is_read():
    election = load_election(every_kind())
    assert [contest.kind for contest in election.contests] == [
        ContestKind.PRESIDENT,
        ContestKind.DPR,
        ContestKind.DPD,
        ContestKind.REGENT,
    ]
    assert election.warnings_only == {"R10"}
    assert election.publish_not_before == datetime(2027, 2, 14, 13, tzinfo=timezone(timedelta(hours=7)))
    assert election.regions["99AA01"].tier is Tier.DISTRICT
    assert election.regions["99AA01"].name == "Kota Contoh, Negeri Contoh"
    station = election.stations["3527012001001"]
    assert (station.registered, station.ballots_delivered, station.kpu_id) == (Headcount(120, 130), 255, 1)
    assert election.stations["3527012001002"].registered is None
    assert election.stations["3527012001002"].communal
    postal = election.stations["99AA010001001"]
    assert (postal.kind, postal.time_zone, postal.village) == (StationKind.POSTAL, "Asia/Tokyo", "99AA010001")


def test_candidates_stand_in_their_constituency_and_local_parties_only_for_aceh():
    election = load_election(every_kind())
    dpr, dpd = election.contest("pdpr"), election.contest("pdpd")
    assert [party.number for party in dpr.parties] == [1]
    assert [each.code for each in dpr.constituencies] == ["3101", "3511"]
    assert [person.name for person in dpr.constituencies[1].candidates] == [
        "AKASIA",
        'BERINGIN, S.Pd. "ULIN"',
    ]
    assert dpr.constituencies[0].seats is None
    assert dpd.parties == ()
    assert [(each.party, each.number) for each in dpd.constituencies[0].candidates] == [(0, 21)]


def test_an_empty_column_stands_as_a_ticket_with_one_name():
    assert load_election(every_kind()).contest("pkwkk-3527").tickets[1].names == ("KOLOM KOSONG",)


def test_columns_may_stand_in_any_order_and_optional_ones_be_left_out():
    files = every_kind() | {"stations.csv": b"name,code,village\r\nTPS 001,3527012001001,3527012001\r\n"}
    station = load_election(files).stations["3527012001001"]
    assert (station.name, station.kind, station.time_zone) == (
        "TPS 001",
        StationKind.DOMESTIC,
        "Asia/Jakarta",
    )


def test_line_ends_byte_order_marks_and_blank_lines_do_no_harm():
    plain = load_election(every_kind())
    files = {
        name: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") + b"\r\n" for name, data in every_kind().items()
    }
    assert load_election(files).stations == plain.stations
    assert load_election(files).contests == plain.contests
    assert faults_of(edited(files, "stations.csv", ",120,", ",x,"))[0].line == 2


def test_stations_and_regions_come_in_order_of_code():
    head, *rows = every_kind()["stations.csv"].splitlines(keepends=True)
    election = load_election(every_kind() | {"stations.csv": head + b"".join(reversed(rows))})
    assert list(election.stations) == sorted(election.stations)
    assert list(election.regions) == sorted(election.regions)


def test_the_id_is_what_sha256sum_gives():
    files = rehearsal()
    lines = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    assert load_election(files).id == hashlib.sha256(lines.encode()).hexdigest()


def test_the_id_can_be_had_without_this_program():
    # Macs have the same program under another name.
    tool = "sha256sum" if shutil.which("sha256sum") else "shasum -a 256"
    command = f"LC_ALL=C; {tool} *.csv election.toml | LC_ALL=C sort -k 2 | {tool}"
    done = subprocess.run(["sh", "-c", command], cwd=REHEARSAL, capture_output=True, text=True, check=True)  # noqa: S607 - the reader's own shell
    assert done.stdout.split()[0] == open_election(REHEARSAL).id


def test_the_id_changes_with_every_byte_and_with_no_other_file():
    files = rehearsal()
    assert election_id(files | {"README.md": b"note"}) == election_id(files)
    for name in files:
        assert election_id(files | {name: files[name] + b"\n"}) != election_id(files)


def test_a_path_that_is_no_folder_is_told_in_both_languages(tmp_path):
    with pytest.raises(NoElectionFolderError) as wrong:
        open_election(tmp_path / "none")
    assert set(wrong.value.say) == {"id", "en"}
    assert "election.toml" in wrong.value.say["en"]


def test_notes_beside_the_tables_are_left_alone(tmp_path):
    for name, data in rehearsal().items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "README.md").write_bytes(b"\xff")
    (tmp_path / "old").mkdir()
    assert open_election(tmp_path) == open_election(REHEARSAL)
