"""The demo's night from end to end: real forms, real photos, the real reader, the real store."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.rehearsal.rehearsed import FOLDER, election, form, night
from typer.testing import CliRunner

from sirekap import cli
from sirekap.bootstrap import Wiring
from sirekap.election.model import StationCode
from sirekap.record.model import PageRead, RecordKey

SEED, STATIONS, LEFT_OPEN = 2, 3, 1


@dataclass(frozen=True)
class Run:
    """What one run of the demo left behind."""

    said: str
    data: Path
    public: dict[str, bytes]


def run(folder: Path) -> Run:
    words = ["demo", "--no-serve", "--until-done", "--seed", str(SEED), "--stations", str(STATIONS)]
    words += ["--left-open", str(LEFT_OPEN), "--data", str(folder / "data"), "--out", str(folder / "public")]
    result = CliRunner().invoke(cli.command_line(words), words, obj=Wiring, catch_exceptions=False)
    assert result.exit_code == 0
    return Run(result.stdout, folder / "data", files(folder / "public"))


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    return run(tmp_path_factory.mktemp("first"))


def test_the_same_seed_publishes_the_same_bytes(first, tmp_path):
    again = run(tmp_path)
    assert sorted(again.public) == sorted(first.public)
    assert [path for path in first.public if first.public[path] != again.public[path]] == []


def test_the_end_says_how_many_stations_came_in(first):
    arrived, everything = re.search(r"(\d+)\D+(\d+)", first.said.splitlines()[-1]).groups()
    assert int(everything) == STATIONS
    expected = sorted(election().stations)[:STATIONS]
    assert int(arrived) == sum(night(SEED).stations[code].course.arrives is not None for code in expected)


def test_what_the_reader_is_sure_of_is_what_stands_on_the_paper(first):
    sure = 0
    for code, fields in readings(first).items():
        written = night(SEED).stations[code].sheet.written
        for name, seen in fields.items():
            if seen.accepted:
                assert seen.value == written[name], (code, name)
                sure += 1
    assert sure > 0.8 * STATIONS * len(list(form().fields()))


def readings(ran: Run):
    """What the reader saw, by station and field."""
    found = {}
    with Wiring().open_system(FOLDER, ran.data) as system, system.ports.store.look() as books:
        for code in sorted(election().stations)[:STATIONS]:
            evidence = books.evidence.of(RecordKey(StationCode(code), night(SEED).contest.id))
            reads = [each for each in evidence if isinstance(each, PageRead)]
            found[code] = {name: seen for each in reads for name, seen in each.fields.items()}
    return found


def test_a_folder_with_files_in_it_is_refused(tmp_path):
    (tmp_path / "kept.txt").write_text("mine")
    result = CliRunner().invoke(cli.command_line(["demo"]), ["demo", "--data", str(tmp_path)], obj=Wiring)
    assert result.exception.say["en"] == f"{tmp_path} is not empty; name a new folder."
    assert (tmp_path / "kept.txt").read_text() == "mine"


def test_the_demo_opens_where_browsers_give_passkeys(tmp_path):
    words = [sys.executable, "-m", "sirekap", "demo", "--port", "0", "--stations", "1", "--data", tmp_path]
    source = Path(cli.__file__).parents[2]
    shown = subprocess.Popen(
        words, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(source)}
    )
    try:
        address = re.search(r"http://localhost:\d+/", shown.stdout.readline()).group()
        assert httpx.get(f"{address}meja/").status_code == 200
        asked = httpx.post(f"{address}api/session/passkey/options").json()
        assert asked["options"]["rpId"] == "localhost"
    finally:
        shown.terminate()
        shown.communicate()
