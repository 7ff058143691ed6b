"""Every form of a station, however many stand and whatever they are called: nothing overflows."""

from dataclasses import replace
from functools import cache
from itertools import combinations, takewhile

import pytest
from tests.forms.drawn import ELECTION
from tests.forms.made_settings import ACCENTED, LONG, contest, files, setting
from tests.forms.test_draw import characters, homes, stands_in
from tests.forms.test_layout import holds, marks, overlap

from sirekap.election.model import ContestKind, StationKind
from sirekap.forms.catalogue import laid_out
from sirekap.forms.draw import draw
from sirekap.forms.heading import Heading
from sirekap.forms.language import Group
from sirekap.forms.model import FiducialKind
from sirekap.forms.statutory import statutory_forms

K = ContestKind
HEADING = Heading(*[f"KABUPATEN {LONG}"] * 4)
EXTREMES = {
    "three tickets, 300 voters": ("C.HASIL-PPWP", {}, {}),
    "four tickets, 600 voters": ("C.HASIL-PPWP", {"people": 4, "name": LONG}, {"cap": 600}),
    "tickets in Papua, with its PPD": ("C.HASIL-PPWP", {}, {"code": "94"}),
    "a single ticket and the empty column": (
        "C.HASIL-KWK-BUPATI",
        {"people": 2, "blank": True},
        {"cap": 600},
    ),
    "one ticket": ("C.HASIL-KWK-WALIKOTA", {"people": 1, "name": LONG}, {"cap": 600}),
    "nine tickets in Aceh, with its KIP": (
        "C.HASIL-KWK-GUBERNUR",
        {"people": 9, "name": ACCENTED},
        {"cap": 600, "code": "11"},
    ),
    "fifty-four candidates for DPD": ("C.HASIL-DPD", {"people": 54, "name": LONG}, {}),
    "candidates for DPD, 500 voters": ("C.HASIL-DPD", {"people": 9}, {"cap": 500}),
    "a party": ("C.HASIL-DPR", {"people": 1, "candidates": 1}, {}),
    "parties without candidates": ("C.HASIL-DPR", {"people": 2, "candidates": 0}, {}),
    "DPRA: 24 parties of 14 candidates": (
        "C.HASIL-DPRD-PROV",
        {"people": 24, "candidates": 14, "name": ACCENTED},
        {"code": "11"},
    ),
    "DPRK: 24 parties of 14 candidates, 500 voters": (
        "C.HASIL-DPRD-KAB-KOTA",
        {"people": 24, "candidates": 14, "name": LONG},
        {"cap": 500, "code": "11"},
    ),
    "a copy of DPRA": (
        "C.HASIL-SALINAN-DPRD-PROV",
        {"people": 24, "candidates": 14, "name": LONG},
        {"code": "11"},
    ),
    "a copy of tickets": ("C.HASIL-SALINAN-PPWP", {"people": 4, "name": LONG}, {}),
    "KSK abroad": ("C.HASIL-PPWP-LN", {"name": LONG}, {"code": "99", "station": StationKind.MOBILE_BOX}),
    "Pos abroad": (
        "C.HASIL-DPR-LN",
        {"people": 18, "candidates": 10, "name": LONG},
        {"code": "99", "station": StationKind.POSTAL},
    ),
    "copies abroad": (
        "C.HASIL-SALINAN-DPR-LN",
        {"people": 18, "candidates": 10, "name": LONG},
        {"code": "99", "station": StationKind.POSTAL},
    ),
    "a copy of tickets abroad": (
        "C.HASIL-SALINAN-PPWP-LN",
        {"name": LONG},
        {"code": "99", "station": StationKind.OVERSEAS},
    ),
    "incidents": ("C.KEJADIAN-KHUSUS-DAN-ATAU-KEBERATAN-SAKSI-KPU", {"people": 4, "name": LONG}, {}),
    "attendance": ("C.DAFTAR-HADIR-DPT-KPU", {}, {"cap": 600}),
}


@cache
def form_of(extreme):
    name, people, place = EXTREMES[extreme]
    file = statutory_forms()[name]
    return laid_out(file, setting(contest(file.contests[0], **people), **place))


def looked_at(extreme):
    """The first pages and the last: those of the other parties and candidates are laid out alike."""
    pages = form_of(extreme).pages
    return [page for page in pages if page.number <= 3 or page.number == len(pages)]


@pytest.mark.parametrize("extreme", EXTREMES)
def test_no_mark_leaves_its_field_or_meets_another(extreme):
    for page in looked_at(extreme):
        written = [(field, mark) for field in page.fields for mark in marks(field)]
        for field, mark in written:
            assert holds(field.area, mark), (page.number, field.name, mark)
            assert 0 < mark.left < mark.right < page.width
            assert 0 < mark.top < mark.bottom < page.height
        for a, b in combinations(page.fields, 2):
            assert not overlap(a.area, b.area), (a.name, b.name)
        downwards = sorted((mark for _, mark in written), key=lambda mark: mark.top)
        for at, a in enumerate(downwards):
            beside = takewhile(lambda b, a=a: b.top < a.bottom, downwards[at + 1 :])
            assert not any(overlap(a, b) for b in beside), (page.number, a)


@pytest.mark.parametrize("extreme", EXTREMES)
def test_no_words_lie_over_marks_signatures_or_other_words(extreme):
    for page in looked_at(extreme):
        cells = [cell for field in page.fields for cell in (*field.boxes, *sum(field.bubbles, ()))]
        tags = [each.rect for each in page.fiducials]
        for caption in page.captions:
            kept_free = (*cells, *tags, *page.signatures)
            assert not any(overlap(caption.box, each) for each in kept_free), (page.number, caption)
            assert 0 < caption.box.left < caption.box.right < page.width
            assert 0 < caption.box.top < caption.box.bottom < page.height
        assert not [pair for pair in combinations(page.signatures, 2) if overlap(*pair)], page.number
        for line in page.lines:
            assert not any(overlap(line, cell) for cell in cells), (page.number, line)


@pytest.mark.parametrize("extreme", EXTREMES)
def test_every_letter_stays_in_its_place(extreme):
    form = form_of(extreme)
    longest = {1, min(2, len(form.pages)), len(form.pages)}
    for number in longest:
        one = replace(form, pages=(form.pages[number - 1],))
        places = homes(one.pages[0])
        for character, box in characters(draw(one, HEADING, ELECTION), 1):
            assert any(stands_in(home, box) for home in places), (number, character, box)


@pytest.mark.parametrize("extreme", EXTREMES)
def test_tallies_hold_every_vote_and_are_high_enough_to_write_in(extreme):
    cap = EXTREMES[extreme][2].get("cap", 300)
    for field in form_of(extreme).fields():
        if field.tally and field.name.startswith("votes."):
            assert field.tally.columns * field.tally.rows * field.tally.marks >= cap
            assert min(cell.height for row in field.tally.row_totals for cell in row) >= 5.0


def test_forms_of_the_same_name_have_the_names_of_their_region():
    head = {extreme: form_of(extreme).pages[0].captions for extreme in EXTREMES}
    words = {extreme: " ".join(caption.text for caption in captions) for extreme, captions in head.items()}
    assert form_of("DPRA: 24 parties of 14 candidates").name == "C.HASIL-DPRA"
    assert form_of("a copy of DPRA").name == "C.HASIL SALINAN-DPRA"
    assert form_of("DPRK: 24 parties of 14 candidates, 500 voters").name == "C.HASIL-DPRK"
    assert "KIP" in words["nine tickets in Aceh, with its KIP"]
    assert "PPD" in words["tickets in Papua, with its PPD"]
    assert "KSK" in words["KSK abroad"]
    assert "Pos" in words["Pos abroad"]
    assert "PPLN" in words["Pos abroad"]


def test_an_empty_column_has_no_witness():
    last = form_of("a single ticket and the empty column").pages[-1]
    assert len(last.signatures) == 7 + 1
    assert "votes.1" in {field.name for field in form_of("a single ticket and the empty column").fields()}


def test_forms_abroad_have_five_boxes_and_others_three():
    for extreme in EXTREMES:
        wanted = 5 if extreme.endswith("abroad") else 3
        assert {len(field.boxes) for field in form_of(extreme).fields()} <= {wanted}


def test_lists_of_persons_and_reports_have_no_field_to_read():
    for name, file in files("incidents", "attendance").items():
        form = laid_out(file, setting(contest(file.contests[0])))
        assert not list(form.fields()), name
        assert form.identities == ()


def test_every_page_of_every_form_has_four_tags_of_its_own():
    seen = {}
    for name, file in files("result", "copy", "incidents").items():
        for page in laid_out(
            file, setting(contest(file.contests[0]), code="99" if file.abroad else "35")
        ).pages:
            tags = tuple(each.id for each in page.fiducials if each.kind is FiducialKind.APRILTAG)
            assert len(set(tags)) == 4
            shared = seen.setdefault(tags, (name, page.number))
            assert shared == (name, page.number) or name.startswith("C.KEJADIAN"), (name, shared)


def test_rows_of_voters_are_those_of_the_election():
    file = statutory_forms()["C.HASIL-PPWP"]
    of = contest(K.PRESIDENT)
    usual = {field.name for field in laid_out(file, setting(of)).fields()}
    three = laid_out(file, setting(of, rows=("listed", "transferred", "unregistered")))
    more = {field.name for field in three.fields()} - usual
    assert {name.rsplit(".", 1)[0] for name in more} == {
        "registered.transferred",
        "registered.unregistered",
        "registered.total",
    }
    assert any("(DPPh)" in caption.text for caption in three.pages[0].captions)
    assert Group(code="A").row == ()
