"""A plenary's incidents and objections stand on paper in the order they were recorded, word for word."""

import csv
import io
import json
import random

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forms.drawn import ELECTION
from tests.forms.recaps import KEY, SIGNER, TICKETS, election_for, table

# the same command line, keys and night as the certificate's tests
from tests.forms.test_recap_command import ELECTION as FOLDER
from tests.forms.test_recap_command import folder, run  # noqa: F401 -- fixtures are used by name

from sirekap.forms.incident_print import print_incidents
from sirekap.forms.incident_record import Entry, EntryKind, IncidentRecord, TooLongError, incident_pages
from sirekap.forms.incident_record import incident_payload as payload_of
from sirekap.forms.page_code import PageCodeError, codes, join
from sirekap.forms.recap_code import UNSIGNED
from sirekap.forms.recap_table import RecapTier
from sirekap.reading.read_recap import parse, read_recap
from sirekap.rehearsal.fill import print_page

WORDS = (
    "saksi",
    "keberatan",
    "atas",
    "selisih",
    "suara",
    "sah",
    "dan",
    "surat",
    "digunakan",
    "kotak",
    "dibuka",
)
REGION = "352701"


def record(entries, tier=RecapTier.DISTRICT):
    return IncidentRecord(tier, ELECTION, TICKETS.id, "PPWP", REGION, 1, tuple(entries))


def told(number, kind=EntryKind.OBJECTION, length=30):
    rng = random.Random(number)
    what = " ".join(rng.choice(WORDS) for _ in range(length))
    return Entry(
        kind, f"{number % 24:02}.15 WIB", "TPS 007 (laki-laki)", f"Saksi {number}", what, "Dihitung ulang"
    )


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=120)
entries = st.builds(Entry, st.sampled_from(EntryKind), texts, texts, texts, texts, texts)


@given(st.lists(entries, max_size=12))
def test_no_entry_is_lost_moved_or_changed_on_its_way_through_the_codes(recorded):
    found = incident_pages(record(recorded))
    back = [parse(join(codes(payload_of(page), UNSIGNED)).payload) for page in found]
    assert back == list(found)
    assert [entry for page in back for entry in page.entries] == recorded
    assert found[-1].entries == ()
    assert [page.number for page in found] == list(range(1, len(found) + 1))


def printed(recorded):
    made = record(recorded)
    return print_incidents(made, election_for(table(RecapTier.DISTRICT)), TICKETS, SIGNER)


def said(page):
    return " ".join(page.get_textpage().get_text_range().split())


def test_every_word_is_printed_and_read_back_from_a_scan():
    recorded = [
        told(number, EntryKind.INCIDENT if number < 8 else EntryKind.OBJECTION) for number in range(1, 16)
    ]
    pdf = printed(recorded)
    document = pypdfium2.PdfDocument(pdf)
    found = incident_pages(record(recorded))
    assert len(document) == len(found) > 2
    for page, paper in zip(found, document, strict=True):
        for number, entry in enumerate(page.entries, start=page.first):
            assert entry.what in said(paper)
            assert f"{number}. Waktu: {entry.time}" in said(paper)
        picture = cv2.cvtColor(print_page(pdf, page.number - 1), cv2.COLOR_RGB2GRAY)
        scan = cv2.imencode(".png", cv2.resize(picture, None, fx=0.98, fy=0.98))[1].tobytes()
        (back,) = read_recap(scan, [KEY.public_key()])
        assert (back.page, back.signer) == (page, 0)


def test_a_plenary_without_incidents_says_nihil():
    document = pypdfium2.PdfDocument(printed([]))
    assert len(document) == 2
    assert "NIHIL" in said(document[0])
    with pikepdf.open(io.BytesIO(printed([]))) as file, file.open_metadata() as about:
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "B")


def test_a_full_page_stays_above_the_initials():
    pdf = printed([told(number, length=8) for number in range(1, 30)])
    for paper in pypdfium2.PdfDocument(pdf):
        pixels = np.asarray(paper.render(scale=2, grayscale=True).to_numpy()).squeeze()
        strip = pixels[round(257.5 / 25.4 * 144) : round(261 / 25.4 * 144), : round(330 / 25.4 * 144)]
        assert strip.min() > 200


def test_an_entry_too_long_for_any_page_is_named():
    essay = "".join(chr(33 + random.Random(at).randrange(90)) for at in range(3000))
    with pytest.raises(TooLongError, match="entry 2"):
        incident_pages(record([told(1), Entry(EntryKind.INCIDENT, "", "", "", essay, "")]))


def test_codes_of_another_form_are_no_page_of_this_one():
    (page, _) = incident_pages(record([told(1)]))
    payload = payload_of(page)
    for place in range(0, len(payload), 7):
        changed = payload[:place] + bytes([payload[place] ^ 0xFF]) + payload[place + 1 :]
        try:
            assert parse(changed) != page
        except PageCodeError:
            continue


def test_the_command_prints_a_table_in_its_order(run, folder):  # noqa: F811 -- fixtures, as above
    with (folder / "incidents.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["kind", "time", "place", "by", "what", "answer"])
        rows.writerow(["objection", "10.15", "TPS 1", "Saksi 2", "Selisih dua suara", "Kotak dibuka"])
        rows.writerow(["incident", "11.00", "Pleno", "PPK", "Listrik padam", "Rapat ditunda"])
    form = ("incidents", "D.KEJADIAN-KHUSUS-KABKO-PPWP", "--election", FOLDER, "--region", 3527)
    rest = ("--key", "key.pem", "-o", "out.pdf")
    code, out, err = run(*form, "--table", "incidents.csv", *rest, "--json")
    assert code == 0, err
    lines = [
        json.loads(line)
        for line in run("readback", "out.pdf", "--key", "public.pem", "--json")[1].splitlines()
    ]
    assert lines[0]["digest"] == json.loads(out)["digest"]
    assert [entry["kind"] for entry in lines[0]["entries"]] == ["objection", "incident"]
    assert all(line["signed"] for line in lines)
    (folder / "incidents.csv").write_text("kind,time,place,by,what,answer\nquarrel,,,,x,\n")
    code, _, err = run(*form, "--table", "incidents.csv", *rest)
    assert code == 2
    assert "incidents.csv:2" in err
