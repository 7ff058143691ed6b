"""Whatever is wrong in a folder is told in one line that names file, line and cell, and says what to do."""

import pytest
from tests.election.folders import edited, every_kind, faults_of, lines_of, rehearsal

from sirekap.election.faults import LIMIT, ElectionFaultsError
from sirekap.election.load import load_election
from sirekap.election.sayings import SAYINGS, FaultCode


def one_line(files, language="en"):
    lines = lines_of(files, language)
    assert len(lines) == 1, lines
    assert "\n" not in lines[0]
    return lines[0]


def test_a_duplicate_code_is_told_with_both_lines():
    files = edited(rehearsal(), "stations.csv", "3527012003002,", "3527012003001,")
    assert one_line(files) == (
        'stations.csv:3, column "code": "3527012003001" already stands in line 2; '
        "every line must differ, mend one of them."
    )
    assert one_line(files, "id").startswith(
        'stations.csv:3, kolom "code": "3527012003001" sudah dipakai di baris 2;'
    )


def test_a_duplicate_region_is_told_with_both_lines():
    files = rehearsal()
    files["regions.csv"] += b"3527,SAMPANG LAGI,1\n"
    assert one_line(files).startswith('regions.csv:15, column "code": "3527" already stands in line 3;')


def test_a_child_without_parent_is_told_once_for_all_its_siblings():
    files = edited(rehearsal(), "regions.csv", "352701,SRESEH,152039\n", "")
    assert one_line(files) == (
        'regions.csv:4, column "code": parent region "352701" of "3527012003" is not in this table; '
        "add the parent or mend the code."
    )


def test_two_tickets_with_one_number_are_told():
    files = edited(rehearsal(), "tickets.csv", "ppwp,2,", "ppwp,1,")
    assert one_line(files).startswith('tickets.csv:3, column "number": "1" already stands in line 2;')


def test_the_same_number_in_two_contests_is_right():
    assert load_election(every_kind()).contest("pkwkk-3527").tickets[0].number == 1


def test_a_station_outside_its_village_is_told():
    files = edited(rehearsal(), "stations.csv", "3527012003002,3527012003", "3527012003002,3527012005")
    assert one_line(files).startswith(
        'stations.csv:3, column "village": station "3527012003002" is not in village "3527012005"'
    )


def test_a_village_that_does_not_exist_is_told_at_its_first_station():
    files = edited(rehearsal(), "regions.csv", "3527012003,TAMAN,152042\n", "")
    assert one_line(files).startswith(
        'stations.csv:2, column "village": village "3527012003" is not in regions.csv;'
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "start"),
    [
        (
            "stations.csv",
            "TPS 002",
            b"TPS \xe9",
            'stations.csv:3, column "name": byte 0xE9 here is not UTF-8;',
        ),
        ("stations.csv", "3527012003002,", b"\xff,", 'stations.csv:3, column "code": byte 0xFF here'),
        ("regions.csv", "TAMAN", b"T\xc3", 'regions.csv:5, column "name": byte 0xC3 here is not UTF-8;'),
        ("regions.csv", "code,", b"\xff\xfec,", "regions.csv:1: byte 0xFF here is not UTF-8;"),
        ("election.toml", "Latihan", b"\x80", "election.toml:1: byte 0x80 here is not UTF-8;"),
    ],
)
def test_a_file_that_is_not_utf8_is_told_with_line_and_cell(name, old, new, start):
    assert one_line(edited(rehearsal(), name, old, new)).startswith(start)


WRONG = [
    (FaultCode.NOT_COMMAS, "regions.csv", "code,name", "code;name", 1, None),
    (FaultCode.BROKEN_QUOTES, "stations.csv", "TPS 001,", '"TPS 001,', 2, None),
    (FaultCode.BROKEN_QUOTES, "stations.csv", "TPS 001,", '"TPS" 001,', 2, None),
    (FaultCode.MISSING_COLUMN, "parties.csv", ",local,kpu_id", ",local", 1, "kpu_id"),
    (FaultCode.UNKNOWN_COLUMN, "stations.csv", "registered_male", "male", 1, "male"),
    (FaultCode.DOUBLE_COLUMN, "stations.csv", "kind", "name", 1, "name"),
    (FaultCode.CELLS, "stations.csv", "TPS 001,", "TPS 001,,", 2, None),
    (FaultCode.BROKEN_TOML, "election.toml", "practice = true", "practice = benar", 3, None),
    (FaultCode.BROKEN_TOML, "election.toml", "2027-02-14", "2027-02-31", 2, None),
    (FaultCode.MISSING_KEY, "election.toml", "voter_cap = 300\n", "", 1, "voter_cap"),
    (FaultCode.MISSING_KEY, "election.toml", 'name = "DPD"', "", 20, "name"),
    (FaultCode.UNKNOWN_KEY, "election.toml", "voter_cap", "cap = 1\nvoter_cap", 4, "cap"),
    (FaultCode.WRONG_TYPE, "election.toml", "2027-02-14", '"besok"', 2, "day"),
    (FaultCode.WRONG_TYPE, "election.toml", "true", '"ya"', 3, "practice"),
    (
        FaultCode.WRONG_TYPE,
        "election.toml",
        "voter_cap",
        "photos_from_files = 1\nvoter_cap",
        4,
        "photos_from_files",
    ),
    (FaultCode.UNKNOWN_VALUE, "election.toml", '"DPD"', '"DPP"', 22, "kind"),
    (FaultCode.UNKNOWN_VALUE, "election.toml", '"R10"', '"10"', 8, "warnings_only"),
    (FaultCode.UNKNOWN_VALUE, "stations.csv", "special", "rumah", 4, "kind"),
    (FaultCode.UNKNOWN_VALUE, "stations.csv", "Asia/Tokyo", "Asia/Sampang", 5, "time_zone"),
    (FaultCode.UNKNOWN_VALUE, "stations.csv", "Asia/Tokyo", "../etc/passwd", 5, "time_zone"),
    (FaultCode.UNKNOWN_VALUE, "stations.csv", "yes", "ya", 3, "communal"),
    (FaultCode.UNKNOWN_VALUE, "candidates.csv", "AKASIA,L", "AKASIA,M", 2, "sex"),
    (FaultCode.UNKNOWN_VALUE, "candidates.csv", "pdpd,35,,", "pdpd,35,1,", 4, "party"),
    (FaultCode.OUT_OF_RANGE, "election.toml", "= 300", "= 1000", 4, "voter_cap"),
    (FaultCode.OUT_OF_RANGE, "tickets.csv", "ppwp,1,", "ppwp,0,", 2, "number"),
    (FaultCode.NO_ZONE, "election.toml", "+07:00", "", 7, "publish_not_before"),
    (FaultCode.NAME_EMPTY, "stations.csv", "TPS 002", " ", 3, "name"),
    (FaultCode.NAME_SIGNS, "regions.csv", "NOREH", "NO\u202eREH", 5, "name"),
    (FaultCode.NAME_SIGNS, "regions.csv", "NOREH", '"NO\nREH"', 5, "name"),
    (FaultCode.NAME_SIGNS, "regions.csv", "NOREH", "NO\0REH", 5, "name"),
    (FaultCode.CODE_DIGITS, "stations.csv", "3527012001002,", "35270120 1002,", 3, "code"),
    (FaultCode.CODE_DIGITS, "stations.csv", "3527012001002,", "352701200100٢,", 3, "code"),
    (FaultCode.CODE_DIGITS, "stations.csv", "3527012001002,", "35AA012001002,", 3, "code"),
    (FaultCode.CODE_LENGTH, "stations.csv", "3527012001002,", "352701200102,", 3, "code"),
    (FaultCode.DUPLICATE, "candidates.csv", "pdpr,3511,1,2,", "pdpr,3511,1,1,", 3, "number"),
    (FaultCode.DUPLICATE, "candidates.csv", "200002", "200001", 3, "kpu_id"),
    (FaultCode.DUPLICATE, "parties.csv", "18,Lokal", "1,Lokal", 3, "number"),
    (FaultCode.DUPLICATE, "constituencies.csv", "pdpr,3101", "pdpr,3511", 3, "code"),
    (FaultCode.DUPLICATE, "election.toml", 'id = "pdpr"', 'id = "ppwp"', 16, "id"),
    (FaultCode.NOT_A_COUNT, "stations.csv", ",120,", ",1.5,", 2, "registered_male"),
    (FaultCode.NOT_A_COUNT, "stations.csv", ",255,", ",9999999999,", 2, "ballots_delivered"),
    (FaultCode.NEGATIVE, "stations.csv", ",130,", ",-130,", 2, "registered_female"),
    (FaultCode.HALF_COUNT, "stations.csv", ",120,", ",,", 2, "registered_male"),
    (FaultCode.OVER_CAP, "stations.csv", ",120,", ",171,", 2, "registered_female"),
    (FaultCode.COLOUR, "tickets.csv", "#445566", "merah", 3, "colour"),
    (FaultCode.NO_REGION, "constituencies.csv", ",3527,", ",3528,", 2, "regions"),
    (FaultCode.NO_REGION, "election.toml", 'region = "3527"', 'region = "3528"', 29, "region"),
    (FaultCode.REGION_TAKEN, "constituencies.csv", ",99,", ",3527 99,", 3, "regions"),
    (FaultCode.UNKNOWN_REFERENCE, "candidates.csv", "pdpr,3511,1,1", "pdpr,3511,9,1", 2, "party"),
    (FaultCode.UNKNOWN_REFERENCE, "candidates.csv", "pdpr,3511,1,1", "pdpr,3512,1,1", 2, "constituency"),
    (FaultCode.UNKNOWN_REFERENCE, "tickets.csv", "ppwp,1", "ppwq,1", 2, "contest"),
    (FaultCode.WRONG_TABLE, "tickets.csv", "ppwp,1", "pdpr,1", 2, "contest"),
]


@pytest.mark.parametrize(("code", "name", "old", "new", "line", "column"), WRONG)
def test_a_wrong_cell_is_told_at_its_place(code, name, old, new, line, column):
    found = faults_of(edited(every_kind(), name, old, new))
    assert (code, name, line, column) in [(each.code, each.file, each.line, each.column) for each in found]
    if (code, name) != (
        FaultCode.DUPLICATE,
        "election.toml",
    ):  # who stood in the other contest is lost with it
        assert len(found) == 1, [fault.text("en") for fault in found]


@pytest.mark.parametrize(
    "name", ["election.toml", "regions.csv", "stations.csv", "tickets.csv", "parties.csv"]
)
def test_a_missing_file_is_told_and_nothing_else_is_blamed_for_it(name):
    files = every_kind()
    del files[name]
    assert [fault.code for fault in faults_of(files)] == [FaultCode.MISSING_FILE]


def test_an_empty_table_is_told():
    files = every_kind() | {"regions.csv": b""}
    assert [fault.code for fault in faults_of(files)] == [FaultCode.EMPTY_FILE]
    files = every_kind() | {"stations.csv": b"code,village,name\n"}
    assert [fault.code for fault in faults_of(files)] == [FaultCode.NO_ROWS]


def test_a_misspelt_table_is_not_silently_left_out():
    files = every_kind() | {"candidate.csv": b"contest\n"}
    assert one_line(files).startswith(
        "candidate.csv: this file is not known; rename it to one of election.toml,"
    )


def test_an_election_without_contests_is_told():
    files = rehearsal()
    files["election.toml"] = files["election.toml"].split(b"[[")[0]
    assert [fault.code for fault in faults_of(files)] == [FaultCode.NO_CONTEST]


def test_a_contest_in_which_nobody_stands_is_told_at_its_section():
    files = every_kind()
    files["tickets.csv"] = b"\n".join(files["tickets.csv"].split(b"\n")[:3])
    assert one_line(files) == (
        'election.toml:26, column "id": contest "pkwkk-3527" has no line in tickets.csv; add it there.'
    )


def test_every_fault_has_a_test():
    reached = {case[0] for case in WRONG} | {
        FaultCode.MISSING_FILE,
        FaultCode.UNKNOWN_FILE,
        FaultCode.NOT_UTF8,
        FaultCode.EMPTY_FILE,
        FaultCode.NO_ROWS,
        FaultCode.NO_CONTEST,
        FaultCode.NOBODY_STANDS,
        FaultCode.NO_PARENT,
        FaultCode.NO_VILLAGE,
        FaultCode.OTHER_VILLAGE,
    }
    assert reached == set(FaultCode) == set(SAYINGS)


def test_all_faults_are_told_at_once_in_the_order_of_files_and_lines():
    files = edited(every_kind(), "stations.csv", ",120,", ",-1,")
    files = edited(files, "regions.csv", "NOREH", "")
    files = edited(files, "tickets.csv", "#112233", "#1122")
    assert [(fault.file, fault.line) for fault in faults_of(files)] == [
        ("regions.csv", 5),
        ("stations.csv", 2),
        ("tickets.csv", 2),
    ]


def test_a_thousand_faults_are_counted_but_not_all_told():
    rows = "".join(f"35270120010{number:02d},3527012001,,,,,,,,\n" for number in range(1000))
    files = every_kind()
    files["stations.csv"] += rows.encode()
    with pytest.raises(ElectionFaultsError) as wrong:
        load_election(files)
    assert len(wrong.value.faults) == LIMIT
    assert wrong.value.count > 1000
    assert wrong.value.say["en"].endswith(f"and {wrong.value.count - LIMIT} more faults")


def test_the_cap_does_not_bind_postal_stations():
    assert load_election(every_kind()).stations["99AA010001001"].registered.total == 1700


def test_a_cell_is_repeated_on_one_line_and_not_without_end():
    files = edited(every_kind(), "tickets.csv", "#445566", '"a\n' + "b" * 5000 + '"')
    line = one_line(files)
    assert len(line) < 400
