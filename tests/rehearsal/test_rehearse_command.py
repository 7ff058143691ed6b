"""``sirekap rehearse`` photographs each station's own form, and ``sirekap read`` knows every one of them."""

import csv
import json
import subprocess
import sys

from tests.web.national import FOLDER


def sirekap(*words):
    return subprocess.run(
        [sys.executable, "-m", "sirekap", *words], capture_output=True, text=True, check=False
    )


def test_photos_of_a_station_in_aceh_are_read_among_all_forms_of_the_election(tmp_path):
    out = tmp_path / "night"
    made = sirekap(
        "rehearse", "--election", str(FOLDER), "--contest", "ppwp", "--stations", "1", "--out", str(out)
    )
    assert made.returncode == 0, made.stderr
    with (out / "truth.csv").open(encoding="utf-8") as file:
        written = {row["field"]: row["value"] for row in csv.DictReader(file)}
    page = next(out.glob("1101012001001-2.jpg"))
    read = sirekap("read", "--election", str(FOLDER), "--json", str(page))
    told = json.loads(read.stdout)
    assert told["form"].startswith("sirekap-1") or told["page"] == 2
    accepted = {name: each["value"] for name, each in told["fields"].items() if each["accepted"]}
    assert accepted
    assert {name: str(value) for name, value in accepted.items()} == {
        name: written[name] for name in accepted
    }


def test_a_contest_that_the_election_has_not_is_answered_with_those_it_has(tmp_path):
    made = sirekap(
        "rehearse", "--election", str(FOLDER), "--contest", "pkwkp", "--out", str(tmp_path / "night")
    )
    assert made.returncode == 2
    assert "ppwp, pdpr, pdpd, pdprdp, pdprdk" in made.stderr
