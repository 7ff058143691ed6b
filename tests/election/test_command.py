"""``sirekap election`` in a terminal."""

import json

import pytest
from tests.election.folders import REHEARSAL, every_kind
from tests.election.test_import_kpu import documents
from typer.testing import CliRunner

from sirekap.cli.election import app
from sirekap.election.bench import bench, made_nation
from sirekap.election.load import load_election
from sirekap.election.model import Tier
from sirekap.election.summary import summarise


@pytest.fixture
def sirekap(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_check_prints_what_the_folder_holds(sirekap):
    done = sirekap("check", REHEARSAL)
    assert done.exit_code == 0
    words = {" ".join(line.split()) for line in done.stdout.splitlines()}
    assert {"stations 60", "districts 2", "villages 9"} <= words
    assert any(line.startswith("id ") and len(line) == 67 for line in words)


def test_check_gives_one_object_with_json(sirekap):
    done = sirekap("check", REHEARSAL, "--json")
    told = json.loads(done.stdout)
    assert told["stations"] == 60
    assert told["regions"] == {"province": 1, "regency": 1, "district": 2, "village": 9}
    assert told["registered"]["male"] + told["registered"]["female"] == told["registered"]["total"]
    assert told["contests"] == [
        {"id": "ppwp", "kind": "PPWP", "name": "Presiden dan Wakil Presiden (latihan)", "candidates": 3}
    ]


def test_check_tells_faults_on_standard_error_and_exits_with_2(sirekap, tmp_path, monkeypatch):
    files = every_kind()
    files["tickets.csv"] = files["tickets.csv"].replace(b"ppwp,2", b"ppwp,1")
    write(tmp_path, files)
    done = sirekap("check", tmp_path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith('tickets.csv:3, column "number": "1" already stands in line 2')
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    assert 'kolom "number"' in sirekap("check", tmp_path).stderr


def test_check_gives_faults_as_one_object_with_json(sirekap, tmp_path):
    files = every_kind()
    del files["regions.csv"]
    done = sirekap("check", write(tmp_path, files), "--json")
    assert done.exit_code == 2
    told = json.loads(done.stdout)
    assert told["count"] == 1
    assert told["faults"][0]["code"] == "missing_file"
    assert set(told["faults"][0]["say"]) == {"id", "en"}


def test_import_writes_a_folder_that_check_accepts(sirekap, tmp_path):
    source, out = write(tmp_path / "kpu", documents()), tmp_path / "new"
    words = ("--out", out, "--name", "Contoh", "--day", "2024-02-14", "--official")
    done = sirekap("import", source, *words)
    assert done.exit_code == 0, done.output
    assert "! 4 stations have no voter list and ballots yet." in done.stdout
    told = json.loads(sirekap("check", out, "--json").stdout)
    assert (told["practice"], told["day"], told["stations"]) == (False, "2024-02-14", 4)


def test_import_never_writes_over_a_folder(sirekap, tmp_path):
    source, out = write(tmp_path / "kpu", documents()), write(tmp_path / "old", {"a.txt": b"kept"})
    done = sirekap("import", source, "--out", out, "--name", "x", "--day", "2024-02-14")
    assert "is not empty; name a new folder." in done.exception.say["en"]
    assert [path.name for path in out.iterdir()] == ["a.txt"]


def test_import_of_nothing_is_told(sirekap, tmp_path):
    done = sirekap("import", tmp_path / "none", "--out", tmp_path / "o", "--name", "x", "--day", "2024-02-14")
    assert "there is no .json or .csv document here" in done.exception.say["en"]


def test_bench_yields_its_three_figures():
    figures = {figure.figure: figure for figure in bench(every_kind())}
    assert figures["stations_loaded"].value == 4
    load_time = figures["load_time"]
    assert load_time.against == "csv.reader"
    assert load_time.lower <= load_time.value <= load_time.upper
    assert list(load_time.as_json()) == ["figure", "value", "unit", "lower", "upper", "against", "ratio"]


def test_the_made_nation_is_a_right_folder_of_the_size_asked_for():
    sizes = {"provinces": 3, "regencies": 7, "districts": 15, "villages": 40, "stations": 101}
    summary = summarise(load_election(made_nation(**sizes)))
    assert summary.stations == 101
    assert summary.regions == {Tier.PROVINCE: 3, Tier.REGENCY: 7, Tier.DISTRICT: 15, Tier.VILLAGE: 40}
