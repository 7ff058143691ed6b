"""``sirekap forms recap`` prints a plenary's certificate, and ``readback`` says what a scan of it says."""

import csv
import json
import sys
from pathlib import Path

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from tests.forms.recaps import KEY
from tests.rehearsal.rehearsed import night

from sirekap import cli
from sirekap.accounts.certificates import Issuer
from sirekap.accounts.model import Reach
from sirekap.accounts.signatures import public_of
from sirekap.actions import key_folder
from sirekap.actions.open_election import open_election

ELECTION = Path(__file__).parents[2] / "elections" / "rehearsal-sampang"

PASSPHRASE = "kuda laut makan bintang"  # noqa: S105 -- of keys that this test makes for itself


@pytest.fixture
def folder(tmp_path):
    """Numbers of a whole night, and a pair of keys."""
    with (tmp_path / "results.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["station", "field", "value"])
        for code, own in night(1).stations.items():
            table.writerows([code, field, mark.value] for field, mark in own.sheet.marks.items())
    secret = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(secret)
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "public.pem").write_bytes(public)
    return tmp_path


@pytest.fixture
def run(monkeypatch, capsys, folder):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(folder)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["sirekap", "forms", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.run(lambda: None)
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


def recap(form, *more):
    given = ("--results", "results.csv", "--key", "key.pem", "-o", "out.pdf")
    return ("recap", form, "--election", ELECTION, *given, *more)


def test_a_regencys_certificate_is_printed_and_read_back(run):
    told = json.loads(run(*recap("D.HASIL-KABKO-PPWP", "--region", 3527, "--json"))[1])
    assert told["form"] == "D.HASIL KABKO-PPWP"
    assert len(pypdfium2.PdfDocument("out.pdf")) == told["pages"] == 2
    _, out, _ = run("readback", "out.pdf", "--key", "public.pem", "--json")
    first, last = (json.loads(line) for line in out.splitlines())
    assert first["signed"] is last["signed"] is True
    assert first["digest"] == told["digest"]
    assert first["columns"] == ["352701", "352713"]
    written = [own.sheet.written["votes.1"] for own in night(1).stations.values()]
    assert first["totals"]["votes.1"] == sum(first["rows"]["votes.1"]) == sum(written)


def test_without_a_key_a_page_read_back_says_that_nobody_checked_it(run):
    run(*recap("D.HASIL KABKO-PPWP", "--region", 3527))
    assert "not checked" in run("readback", "out.pdf")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (recap("D.HASIL-KABKO-DPR", "--region", 3527), "D.HASIL-KABKO-PPWP"),
        (recap("D.HASIL-KABKO-PPWP", "--region", 3528), "check the code"),
        (recap("D.HASIL-KABKO-PPWP", "--region", 3527, "--data", "d"), "--results"),
        (recap("D.HASIL-KABKO-PPWP", "--region", 3527, "--key", "public.pem"), "private Ed25519"),
        (recap("D.HASIL-KABKO-PPWP", "--region", 3527, "--key", "none.pem"), "check the path"),
        (recap("D.HASIL-KABKO-PPWP", "--region", 3527, "-o", "no/out.pdf"), "another file"),
        (recap("D.HASIL-KABKO-PPWP", "--region", 3527, "--results", "key.pem"), "station, field, value"),
    ],
)
def test_what_cannot_be_printed_is_said_in_one_line(run, words, told):
    code, _, err = run(*words)
    assert code == 2
    assert told in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda rows: [*rows[:-1], rows[-1].rpartition(",")[0] + ",1a"], "no whole number"),
        (lambda rows: [*rows[:-1], rows[-1].rpartition(",")[0] + ",-1"], "no whole number"),
        (lambda rows: [*rows, rows[-1]], "stands above already"),
        (lambda rows: [*rows, "9" * 13 + ",valid,1"], "no station"),
        (
            lambda rows: [row for row in rows if not row.startswith("3527012003001")],
            "1 stations have no numbers",
        ),
    ],
)
def test_a_wrong_line_of_the_table_is_named(run, folder, change, told):
    path = folder / "results.csv"
    rows = change(path.read_text().splitlines())
    path.write_text("\n".join(rows))
    code, _, err = run(*recap("D.HASIL-KABKO-PPWP", "--region", 3527))
    assert code == 2
    assert told in err
    if "stations have" not in told:
        assert f"results.csv:{len(rows)}" in err


def test_a_plenarys_workbook_is_made_and_taken_back(run, folder):
    of = ("--election", ELECTION, "--region", 352713)
    told = json.loads(run("workbook", *of, "-o", "plenary.xlsx", "--json")[1])
    assert told["stations"] == sum(code.startswith("352713") for code in night(1).stations)
    back = json.loads(run("take-workbook", "plenary.xlsx", *of, "-o", "back.csv", "--json")[1])
    assert (back["numbers"], back["empty"]) == (0, told["stations"])
    assert (folder / "back.csv").read_text() == "contest,station,field,value\n"


def test_a_certificates_own_workbook_gives_the_same_table_back(run, folder):
    more = ("--region", 352713, "--xlsx", "copy.xlsx", "--json")
    first = json.loads(run(*recap("D.HASIL-KECAMATAN-PPWP", *more))[1])
    of = ("--election", ELECTION, "--region", 352713)
    assert run("take-workbook", "copy.xlsx", *of, "-o", "results.csv")[0] == 0
    again = json.loads(run(*recap("D.HASIL-KECAMATAN-PPWP", "--region", 352713, "--json"))[1])
    assert again["digest"] == first["digest"]


def test_a_workbook_of_another_place_is_told_in_one_line_and_nothing_is_written(run, folder):
    run("workbook", "--election", ELECTION, "--region", 352713, "-o", "plenary.xlsx")
    words = ("take-workbook", "plenary.xlsx", "--election", ELECTION, "--region", 352701, "-o", "back.csv")
    code, _, err = run(*words)
    assert code == 2
    assert "not for this election and region" in err
    assert len(err.strip().splitlines()) == 1
    assert not (folder / "back.csv").exists()


def test_a_photo_that_cannot_be_read_back_is_told_and_the_others_are_read(run, folder):
    run(*recap("D.HASIL-KABKO-PPWP", "--region", 3527))
    (folder / "no.jpg").write_bytes(b"nothing")
    code, out, _ = run("readback", "no.jpg", "out.pdf", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 2
    assert [line["refused"] is None for line in lines] == [False, True, True]


@pytest.fixture
def issuers(folder):
    """A root in ``keys``, and issuers in ``issuers``: of this regency, of another, and of another root."""
    election = open_election(ELECTION)
    made = {}
    for name, reach, root in (("own", "3527", 1), ("other", "3528", 1), ("stranger", "3527", 2)):
        secret, above = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (len(name), root))
        issuer = Issuer(public_of(secret), Reach(reach), 0, 2**31).signed(above, election.id)
        made[name] = key_folder.keep_issuer(folder / "issuers", issuer, secret, PASSPHRASE)
    key_folder.keep_root(folder / "keys", Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32), PASSPHRASE)
    return made


def chained(run, certificate, *more):
    words = ("readback", "out.pdf", "--key", certificate, "--roots", "keys", "--election", ELECTION, *more)
    return run(*words)


def test_a_page_signed_by_an_issuer_is_right_up_to_the_pinned_root(run, issuers, monkeypatch):
    monkeypatch.setenv("SIREKAP_ISSUER_PASSPHRASE", PASSPHRASE)
    run(*recap("D.HASIL-KABKO-PPWP", "--region", 3527, "--key", issuers["own"]))
    assert all(json.loads(line)["signed"] for line in chained(run, issuers["own"], "--json")[1].splitlines())
    assert "NOT PROVEN" in chained(run, issuers["other"])[1]
    code, _, err = chained(run, issuers["stranger"])
    assert (code, "no root that is pinned" in err) == (2, True)
    code, _, err = run("readback", "out.pdf", "--key", issuers["own"])
    assert (code, "--roots" in err) == (2, True)


def test_an_issuer_convinces_for_no_region_beyond_its_reach(run, issuers, monkeypatch):
    monkeypatch.setenv("SIREKAP_ISSUER_PASSPHRASE", PASSPHRASE)
    run(*recap("D.HASIL-KABKO-PPWP", "--region", 3527, "--key", issuers["other"]))
    assert "NOT PROVEN" in chained(run, issuers["other"])[1]


def test_a_page_carries_what_proves_it_so_that_pinned_roots_are_all_one_needs(run, issuers, monkeypatch):
    monkeypatch.setenv("SIREKAP_ISSUER_PASSPHRASE", PASSPHRASE)
    proven = {}
    for name, key in {**issuers, "plain": "key.pem"}.items():
        run(*recap("D.HASIL-KABKO-PPWP", "--region", 3527, "--key", key))
        _, out, _ = run("readback", "out.pdf", "--roots", "keys", "--election", ELECTION, "--json")
        proven[name] = {json.loads(line)["signed"] for line in out.splitlines()}
    assert proven == {"own": {True}, "other": {False}, "stranger": {False}, "plain": {False}}
    _, out, _ = run("readback", "out.pdf", "--roots", "nowhere", "--election", ELECTION, "--json")
    assert {json.loads(line)["signed"] for line in out.splitlines()} == {False}
    code, _, err = run("readback", "out.pdf", "--roots", "keys")
    assert (code, "--election" in err) == (2, True)
