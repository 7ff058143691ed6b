"""A D.HASIL printed from the confirmed records of a system says what the stations' papers say."""

import json
import shutil
import sys
from dataclasses import replace

import pypdfium2
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.forms.recaps import KEY
from tests.rehearsal.paper import PaperReader, PaperSource
from tests.rehearsal.rehearsed import FOLDER

from sirekap import cli
from sirekap.actions.open_election import open_election
from sirekap.bootstrap import Wiring
from sirekap.forms.catalogue import contest_form
from sirekap.reading.read_recap import read_recap
from sirekap.rehearsal.crews import open_accounts
from sirekap.rehearsal.night import Signal, make_night
from sirekap.rehearsal.play import NightClock, night_begins, play

STATIONS = 3
SEED = 5
DISTRICT = "352713"


@pytest.fixture
def small(tmp_path):
    """An election of one district with three stations."""
    folder = shutil.copytree(FOLDER, tmp_path / "election")
    table = folder / "stations.csv"
    head, *rows = table.read_text("utf-8").splitlines()
    kept = [row for row in rows if row.startswith(DISTRICT)][:STATIONS]
    table.write_text("\n".join([head, *kept, ""]), "utf-8")
    secret = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(secret)
    return folder


def a_night(folder, stations=STATIONS):
    """A night in which the photos of so many stations arrive and no sum on paper is wrong."""
    election = open_election(folder)
    contest, codes = election.contests[0], set(sorted(election.stations)[:stations])
    for seed in range(SEED, SEED + 50):
        night = make_night(election, contest, contest_form(election, contest), seed, codes)
        own = night.stations.values()
        if not any(each.course.signal is Signal.NONE or each.sheet.wrong_sum for each in own):
            return night
    raise AssertionError("no such night among fifty")


def played(folder, data, night):
    clock = NightClock(night_begins(night))
    with Wiring().open_system(folder, data, clock=clock, sample_secret=b"the same for every run") as system:
        ports = replace(system.ports, reader=PaperReader())
        crews = open_accounts(ports, night, clock())
        list(play(ports, night, crews, PaperSource(night), clock, frozenset()))


@pytest.fixture
def recap(monkeypatch, capsys, small):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(small.parent)

    def run():
        words = ("D.HASIL-KECAMATAN-PPWP", "--election", small, "--region", DISTRICT, "--data", "data")
        rest = ("--key", "key.pem", "-o", "out.pdf", "--json")
        monkeypatch.setattr(sys, "argv", ["sirekap", "forms", "recap", *map(str, words), *rest])
        with pytest.raises(SystemExit) as ended:
            cli.run(Wiring)
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


def test_a_district_whose_stations_are_all_confirmed_is_printed_from_their_records(small, recap):
    night = a_night(small)
    played(small, small.parent / "data", night)
    code, out, err = recap()
    assert code == 0, err
    pdf = (small.parent / "out.pdf").read_bytes()
    assert len(pypdfium2.PdfDocument(pdf)) == json.loads(out)["pages"]
    pages = [each.page for each in read_recap(pdf, [KEY.public_key()]) if each.page.fields]
    found = {
        (code, field): row[at]
        for page in pages
        for at, code in enumerate(page.columns)
        for field, row in zip(page.fields, page.rows, strict=True)
    }
    for station, own in night.stations.items():
        for field, value in own.sheet.written.items():
            assert found[station, field] == value


def test_no_certificate_is_printed_while_a_station_is_not_confirmed(small, recap):
    played(small, small.parent / "data", a_night(small, STATIONS - 1))
    code, _, err = recap()
    assert code == 2
    assert "1 stations have no numbers" in err
