"""The manual of the folder format says everything that the folder may hold, and nothing else."""

import re

from tests.election.folders import ROOT

from sirekap.election import lists, regions, settings, stations, tickets, voter_rows
from sirekap.election.load import FILES
from sirekap.election.model import ContestKind, StationKind

MANUAL = (ROOT / "docs" / "election-folder.md").read_text()
SHAPES = (
    regions.SHAPE,
    stations.SHAPE,
    tickets.SHAPE,
    lists.PARTIES,
    lists.CONSTITUENCIES,
    lists.CANDIDATES,
)


def section(title):
    return MANUAL.split(f"## `{title}`\n")[1].split("\n## ")[0]


def first_cells(text):
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


def test_every_column_of_every_table_is_in_the_manual_in_its_order():
    for shape in SHAPES:
        assert tuple(first_cells(section(shape.file))) == shape.columns


def test_the_manual_says_which_columns_may_be_left_out():
    for shape in SHAPES:
        optional = set(re.findall(r"^\| `(\w+)` \| optional;", section(shape.file), re.MULTILINE))
        left = set(shape.columns) - shape.required
        assert optional == left - ({"party"} if shape is lists.CANDIDATES else set())


def test_every_key_of_the_settings_is_in_the_manual():
    sections = ("contests", voter_rows.TABLE)
    keys = [key for key in settings.ELECTION_KEYS if key not in sections]
    keys += [*voter_rows.KEYS, *settings.CONTEST_KEYS]
    assert first_cells(section(settings.FILE)) == keys


def test_every_file_and_every_kind_is_in_the_manual():
    for word in (*FILES, *(kind.value for kind in (*ContestKind, *StationKind))):
        assert f"`{word}`" in MANUAL
