"""The C.HASIL SALINAN that a phone makes is a sound PDF, and our own reader reads the numbers back."""

import io
from base64 import urlsafe_b64decode
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.screens.node import run
from tests.web.national import ABROAD, ELECTION, SRESEH, national

from sirekap.forms.catalogue import station_forms
from sirekap.reading.read_photo import open_reader, read_all
from sirekap.forms.number_words import words_of

SCRIPT = Path(__file__).with_name("copies.mjs")
FOOT = ["Klaim ceee55f6049f8557424a9e5ecb21bdb940731c5ec32d1f70", "Bukan hasil resmi (salinan)"]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with national(tmp_path_factory.mktemp("copies")) as opened:
        yield opened.client


def copy_form(station, contest):
    held = ELECTION.stations[station]
    forms = station_forms(ELECTION, ELECTION.contest(contest), held)
    return next(form for file, form in forms if file.use == "copy")


def written(form, seed=7):
    """A number for every field, as wide as its boxes allow at most; one field in nine left empty."""
    values = {}
    for at, field in enumerate(form.fields()):
        values[field.name] = (
            None if at % 9 == 4 else seed * (at + 3) * 37 % 10 ** min(len(field.boxes), at % 3 + 1)
        )
    return values


def made(client, station, contest, values, foot=FOOT):
    paper = client.get(f"/api/copies/{station}/{contest}").json()
    told = run(SCRIPT, {"task": "salinan", "paper": paper, "values": values, "foot": foot})
    return urlsafe_b64decode(told["pdf"] + "=" * (-len(told["pdf"]) % 4))


@pytest.mark.parametrize(("station", "contest"), [(SRESEH, "ppwp"), (ABROAD, "ppwp"), (SRESEH, "pdprdk")])
def test_the_numbers_on_a_copy_are_read_back_from_its_print(client, station, contest):
    form = copy_form(station, contest)
    values = written(form)
    pdf = made(client, station, contest, values)
    reader, read = open_reader(), {}
    for reading in read_all(pdf, (form,), reader):
        if reading.identity is not None:
            read |= reading.fields
    assert read.keys() == values.keys()
    assert {name: read[name].value for name, value in values.items() if value is not None} == {
        name: value for name, value in values.items() if value is not None
    }
    # On a file, unlike a photo, the pale figure in an empty box is as clear as print; none may be accepted.
    assert [name for name, value in values.items() if value is None and read[name].accepted] == []


def test_a_copy_is_a_sound_file_with_its_words_and_the_claims_name_in_it(client):
    form = copy_form(SRESEH, "ppwp")
    pdf = made(client, SRESEH, "ppwp", written(form))
    document = pypdfium2.PdfDocument(pdf)
    words = document[1].get_textpage().get_text_range()
    assert "SALINAN" in words
    assert FOOT[0] in words
    assert FOOT[1] in words
    assert words_of(written(form)["votes.1"]) in words
    with pikepdf.open(io.BytesIO(pdf)) as sound:
        assert sound.check_pdf_syntax() == []


def test_only_the_room_of_a_copy_is_written_to(client):
    paper = client.get(f"/api/copies/{SRESEH}/ppwp").json()
    before = urlsafe_b64decode(paper["pdf"] + "=" * (-len(paper["pdf"]) % 4))
    after = made(client, SRESEH, "ppwp", written(copy_form(SRESEH, "ppwp")))
    assert len(before) == len(after)
    rooms = [range(start, start + size) for start, size in (page["room"] for page in paper["pages"])]
    changed = {at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other}
    assert changed
    assert all(any(at in room for room in rooms) for at in changed)


def test_a_number_that_its_boxes_cannot_hold_is_refused_by_name(client):
    paper = client.get(f"/api/copies/{SRESEH}/ppwp").json()
    told = run(SCRIPT, {"task": "salinan", "paper": paper, "values": {"votes.2": 1234}, "foot": []})
    assert told == {"refused": "votes.2"}


def test_the_fullest_copy_of_a_ticket_and_of_a_party_contest_fits_its_room(client):
    for contest in ("ppwp", "pdprdk"):
        values = {field.name: 10 ** len(field.boxes) - 1 for field in copy_form(SRESEH, contest).fields()}
        assert made(client, SRESEH, contest, values, foot=["x" * 120] * 4).startswith(b"%PDF")


def test_a_contest_that_a_station_has_not_is_told_by_name(client):
    assert client.get(f"/api/copies/{ABROAD}/pdprdk").status_code == 404


def test_numbers_are_put_into_the_words_that_officials_write():
    numbers = [*range(2100), *range(2100, 1_000_000, 997), 999_999]
    assert run(SCRIPT, {"task": "words", "numbers": numbers}) == [words_of(each) for each in numbers]
