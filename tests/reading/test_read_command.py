"""``sirekap read`` from the outside: files in, lines out."""

import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from tests.reading.filled import shot
from tests.reading.picture import jpeg, scene
from typer.testing import CliRunner

from sirekap import cli
from sirekap.cli.read_photos import read_photos

KEYS = ["photo", "form", "page", "refused", "seconds", "fields"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A page, a picture of nothing, and a text file with a photo's name."""
    place = tmp_path_factory.mktemp("photos")
    (place / "a.jpg").write_bytes(shot("kpu-2024", 2))
    (place / "b.jpg").write_bytes(jpeg(scene()))
    (place / "c.jpg").write_text("bukan foto")
    (place / "notes.txt").write_text("left alone")
    return place


@dataclass
class Done:
    exit_code: int
    stdout: str
    stderr: str


def run(*words):
    out, errors = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        try:
            code = read_photos([str(word) for word in words])
        except SystemExit as end:
            code = end.code
    return Done(code, out.getvalue(), errors.getvalue())


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_photo_of_a_folder_gives_one_line_of_json_in_order(folder, jobs):
    done = run("--json", "-j", jobs, folder)
    assert done.exit_code == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [list(line) for line in lines] == [KEYS] * 3
    assert [Path(line["photo"]).name for line in lines] == ["a.jpg", "b.jpg", "c.jpg"]
    page, nothing, text = lines
    assert (page["form"], page["page"], page["refused"]) == ("kpu-2024", 2, None)
    assert list(page["fields"]) == ["votes.1", "votes.2", "votes.3"]
    for field in page["fields"].values():
        assert list(field) == ["value", "probability", "accepted", "boxes", "evidence", "why"]
        assert (
            {"boxes", "bubbles"}
            <= set(field["evidence"])
            <= {"boxes", "bubbles", "tally", "rows", "words", "sums"}
        )
    assert nothing["refused"]["code"] in {"not_a_form", "too_small", "too_blurred"}
    assert (text["form"], text["page"], text["fields"]) == (None, None, {})
    assert text["refused"]["code"] == "not_an_image"
    assert set(text["refused"]["say"]) == {"id", "en"}


def test_a_missing_file_is_one_line_on_stderr_and_the_others_are_read(folder, monkeypatch):
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    done = run("--json", "-j", 1, folder / "none.jpg", folder / "c.jpg")
    assert done.exit_code == 2
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.splitlines() == [
        f"sirekap: {folder / 'none.jpg'}: tidak ada foto di sini; periksa jalurnya."
    ]


def test_people_get_a_table_in_their_language(folder, monkeypatch):
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    done = run("-j", 1, "--form", "kpu-2024", folder / "a.jpg", folder / "c.jpg")
    assert "kpu-2024, halaman 2" in done.stdout
    assert "votes.3" in done.stdout
    assert "Berkas ini bukan foto yang utuh" in done.stdout


def test_an_election_brings_its_own_forms(folder):
    shipped = Path(__file__).parents[2] / "elections"
    election = next(each.parent for each in sorted(shipped.rglob("election.toml")))
    done = run("--json", "-j", 1, "--election", election, folder / "c.jpg")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["refused"]["code"] == "not_an_image"


def test_options_may_stand_between_photos(folder):
    done = run("-j", 1, folder / "c.jpg", "--json", folder / "c.jpg")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "PHOTO"),
        (["--jobs", "0", "a.jpg"], "'0' is not a number from 1 on"),
        (["--jsonl", "a.jpg"], "--jsonl"),
        (["--form"], "--form"),
    ],
)
def test_words_that_ask_for_nothing_are_one_line_on_stderr(words, said):
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("sirekap read: ")
    assert said in line
    assert line.endswith("(sirekap read --help)")


def test_a_family_that_does_not_exist_is_one_line_on_stderr():
    words = [sys.executable, "-m", "sirekap", "read", "--form", "kpu-1955", "a.jpg"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "kpu-1955" in line


def test_reading_stands_in_the_help_and_tells_its_options_from_there_too():
    app = cli.command_line(["--help"])
    assert "read" in CliRunner().invoke(app, ["--help"]).stdout
    told = CliRunner().invoke(app, ["read", "--help"])
    assert told.exit_code == 0
    for option in ("--json", "--form", "--election", "--jobs", "--trace"):
        assert option in told.stdout


def test_reading_starts_without_what_other_verbs_bring(folder):
    program = (
        "import sys; from sirekap.cli.read_photos import read_photos; "
        f"read_photos(['--json', '-j', '1', {str(folder / 'c.jpg')!r}]); "
        "print(*sorted({'typer', 'pydantic', 'rich', 'sqlalchemy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.split() == []
