"""The units of systemd: read by systemd itself, and calling verbs that exist."""

import shutil
import subprocess
from pathlib import Path

import pytest

from sirekap.cli import VERBS

UNITS = sorted((Path(__file__).parents[2] / "deploy" / "one").glob("sirekap*"))
UNITS = [each for each in UNITS if each.suffix in {".service", ".timer"}]


def test_there_is_a_unit_for_answering_and_one_for_reading():
    assert [unit.name for unit in UNITS] == [
        "sirekap-backup.service",
        "sirekap-backup.timer",
        "sirekap-work.service",
        "sirekap.service",
    ]


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda unit: unit.stem)
def test_a_unit_calls_a_verb_that_exists(unit):
    start = next(row for row in unit.read_text().splitlines() if row.startswith("ExecStart="))
    assert start.split()[2] in VERBS


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_no_fault_in_a_unit(unit):
    done = subprocess.run(
        [shutil.which("systemd-analyze"), "verify", unit], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
