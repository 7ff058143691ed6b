"""What the reader saw can be looked at, and looking changes nothing."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import pytest
from tests.reading.filled import MILD, filled, form_in, shot
from tests.reading.picture import jpeg, scanned

from sirekap.forms.model import FiducialKind
from sirekap.reading.model import CLASSES
from sirekap.reading.read_photo import open_reader, read_all
from sirekap.reading.trace_page import TracedFile
from sirekap.reading.trace_words import WORDS

READER = open_reader()


def traced(data, language="en", family="sirekap-1"):
    seen = TracedFile()
    readings = read_all(data, [form_in(family)], READER, seen)
    return readings, seen, seen.html("photo.jpg", readings, language)


def without_time(reading):
    return replace(reading, seconds=0.0)


def covered():
    """The votes page with something over the first digit box."""
    picture = filled("sirekap-1", 2)[0].copy()
    box = form_in("sirekap-1").pages[1].fields[0].boxes[0].grown(3)
    left, top, right, bottom = (round(each * 6) for each in (box.left, box.top, box.right, box.bottom))
    picture[top:bottom, left:right] = (190, 140, 110)
    return jpeg(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))


def test_looking_changes_no_reading():
    data = shot("sirekap-1", 2)
    plain = read_all(data, [form_in("sirekap-1")], READER)
    assert [without_time(each) for each in traced(data)[0]] == [without_time(each) for each in plain]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_shows_markers_flat_page_and_every_field_with_its_scores(language):
    (reading,), seen, page = traced(shot("sirekap-1", 2), language)
    words = WORDS[language]
    for heading in ("photo", "flat", "fields"):
        assert f"<h2>{words[heading]}</h2>" in page
    printed = {
        each.id for each in form_in("sirekap-1").pages[1].fiducials if each.kind is FiducialKind.APRILTAG
    }
    assert {tag.id for tag in seen.pages[0].sighting.tags} == printed
    assert all(str(each) in page for each in printed)
    for name, read in reading.fields.items():
        assert f"<h3>{name}</h3>" in page
        section = page.split(f"<h3>{name}</h3>")[1].split("</section>")[0]
        assert len(re.findall("<img ", section)) == len(read.boxes) + 1
        assert all(f"<b>{sign}</b>" in section for sign in read.boxes if sign in CLASSES)
    assert "http" not in re.sub("base64,[A-Za-z0-9+/=]+", "", page)  # chance spells it in a picture


def test_a_field_not_accepted_comes_first_and_says_why():
    (reading,), _, page = traced(covered())
    doubted = [name for name, each in reading.fields.items() if not each.accepted]
    assert doubted
    assert page.index(f"<h3>{doubted[0]}</h3>") == page.index("<h3>")
    assert all(each.say["en"] in page for each in reading.fields[doubted[0]].why)


def test_a_refused_photo_says_what_to_do_and_shows_what_there_was():
    (reading,), _, page = traced(shot("sirekap-1", 2, replace(MILD, defocus=14)))
    assert reading.refused is not None
    assert reading.refused.say["en"] in page
    assert "<img " in page


def test_a_file_that_is_no_picture_has_a_page_too():
    (reading,), seen, page = traced(b"a text")
    assert seen.pages == []
    assert reading.refused.say["en"] in page


def test_every_page_of_a_scan_is_drawn():
    pictures = [cv2.cvtColor(filled("sirekap-1", number)[0], cv2.COLOR_RGB2GRAY) for number in (1, 2)]
    readings, seen, page = traced(scanned(*pictures))
    assert len(readings) == len(seen.pages) == page.count(f"<h2>{WORDS['en']['flat']}</h2>") == 2


def test_the_command_writes_a_page_for_every_photo(tmp_path):
    photos, out = tmp_path / "photos", tmp_path / "seen"
    photos.mkdir()
    (photos / "one.jpg").write_bytes(shot("kpu-2024", 2))
    (photos / "two.jpg").write_bytes(b"not a photo")
    command = [sys.executable, "-m", "sirekap", "read", "--json", "-j", "1", "--trace", str(out), str(photos)]
    subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    assert sorted(each.name for each in out.iterdir()) == ["one.jpg.html", "two.jpg.html"]
    assert "votes.1" in (out / "one.jpg.html").read_text("utf-8")
