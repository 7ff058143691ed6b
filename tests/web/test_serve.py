"""The command line and the whole system behind it, as an operator meets them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import cv2
import httpx
import pypdfium2
import pytest

from sirekap import cli
from sirekap.__main__ import wire
from sirekap.actions.open_election import open_election
from sirekap.forms.catalogue import form_for
from sirekap.forms.draw import draw

ROOT = Path(__file__).parents[2]
ELECTION = ROOT / "elections" / "rehearsal-sampang"
STATION = "3527012003001"


@pytest.fixture
def run(monkeypatch, capsys):
    """Return what runs one command in this process, giving exit code, output and errors."""

    def run_one(*words):
        monkeypatch.setattr(sys, "argv", ["sirekap", *map(str, words)])
        monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
        with pytest.raises(SystemExit) as ended:
            cli.run(wire)
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return run_one


@contextmanager
def served(data):
    """Run ``sirekap serve`` on a free port; give its process and address."""
    words = ["serve", "--election", ELECTION, "--data", data, "--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "sirekap", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"},
    )
    try:
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address, process.stderr.read()
        yield process, address.group()
    finally:
        process.kill()
        process.communicate()


def until(said, seconds=60):
    """Wait until *said* gives something true, and return it."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        found = said()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError("it did not happen in time")


def blank_page() -> bytes:
    """Return a picture (PNG) of the blank second page of the form."""
    election = open_election(ELECTION)
    contest = election.contests[0]
    form = form_for(contest, election.form_family, election.voter_cap)
    pdf = pypdfium2.PdfDocument(draw(form, None, election.id))
    picture = pdf[1].render(scale=1.6).to_numpy()
    return cv2.imencode(".png", picture)[1].tobytes()


def test_what_was_acknowledged_survives_a_crash_and_is_read_and_published(tmp_path, run):
    data = tmp_path / "data"
    record = f"/api/stations/{STATION}/ppwp"
    add = ("accounts", "add", "kpps-1", "officer", STATION, "--election", ELECTION, "--data", data, "--json")
    code, out, _ = run(*add)
    assert code == 0
    sign_in = {"code": json.loads(out)["code"]}
    with served(data) as (process, address), httpx.Client(base_url=address, timeout=30) as client:
        assert client.post("/api/session", json=sign_in).status_code == 200
        sent = client.post(f"{record}/photos", files={"photo": ("hal2.png", blank_page())})
        process.kill()
        assert sent.status_code == 201

    with served(data) as (process, address), httpx.Client(base_url=address, timeout=30) as client:
        client.post("/api/session", json=sign_in)
        (photo,) = until(lambda: [each for each in client.get(record).json()["photos"] if each["read"]])
        assert (photo["sha256"], photo["page"], photo["refused"]) == (sent.json()["photo"], 2, None)
        field = next(each for each in client.get(record).json()["fields"] if each["name"] == "votes.1")
        assert field["value"] is None
        assert not field["known"]
        crop = client.get(field["crop"])
        assert crop.status_code == 200
        assert crop.headers["content-type"].startswith("image/")

        document = f"/sirekap/ppwp/35/3527/352701/{STATION[:10]}/{STATION}.json"
        shown = until(lambda: client.get(document).json()["photos"])
        assert client.get("/" + shown[0]["path"]).content == blank_page()
        assert ended(process, signal.SIGTERM)


def test_the_server_keeps_its_port_and_ends_gracefully_at_ctrl_c(tmp_path, run):
    with served(tmp_path / "one") as (process, address):
        port = address.rstrip("/").rsplit(":", 1)[1]
        words = ("serve", "--election", ELECTION, "--data", tmp_path / "two", "--port", port)
        code, out, err = run(*words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert "--port" in err
        assert httpx.get(f"{address}api/health").json()["state"] == "ok"
        assert ended(process, signal.SIGINT)


def ended(process, told):
    """Tell the server to end; return whether it did so with success and without a complaint."""
    process.send_signal(told)
    return process.wait(timeout=30) == 0 and process.stderr.read() == ""


def test_publishing_writes_the_folder_once(tmp_path, run):
    words = ("publish", "--election", ELECTION, "--data", tmp_path / "d", "--out", tmp_path / "p", "--json")
    first = json.loads(run(*words)[1])
    assert first["files"] == first["written"] > 100
    assert json.loads(run(*words)[1])["written"] == 0
    assert (tmp_path / "p" / "pemilu" / "hhcw" / "ppwp.json").is_file()


@pytest.mark.parametrize(
    "words",
    [
        ("nothing",),
        ("serve",),
        ("serve", "--election", "nowhere", "--data", "d"),
        ("accounts", "add", "x", "king", "35"),
        ("accounts", "add", "x", "reader", "35", "--election", ELECTION, "--data", "d"),
        ("accounts", "add", "x", "officer", "35", "--election", ELECTION, "--data", "d"),
        ("publish", "--election", ELECTION),
    ],
    ids=lambda words: " ".join(map(str, words[:4])).replace(str(ROOT), ""),
)
def test_what_a_person_can_mend_is_one_line_and_exit_code_2(tmp_path, monkeypatch, run, words):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1, err


def test_anothers_data_folder_is_refused_in_the_terminals_language(tmp_path, monkeypatch, capsys, run):
    own = tmp_path / "election"
    own.mkdir()
    for path in ELECTION.iterdir():
        (own / path.name).write_bytes(path.read_bytes())
    data = ("--data", tmp_path / "d", "--out", tmp_path / "p")
    assert run("publish", "--election", ELECTION, *data)[0] == 0
    settings = own / "election.toml"
    settings.write_text(settings.read_text("utf-8") + "\n# changed\n", "utf-8")
    code, _, err = run("publish", "--election", own, *data)
    assert (code, err.count("\n")) == (2, 1)
    assert "another election" in err


@pytest.mark.parametrize(
    ("spoken", "language"), [("id_ID.UTF-8", "id"), ("en_GB.UTF-8", "en"), ("C", "en"), ("de_DE", "en")]
)
def test_errors_speak_the_terminals_language(monkeypatch, spoken, language):
    monkeypatch.setenv("LC_ALL", spoken)
    assert cli.language() == language
