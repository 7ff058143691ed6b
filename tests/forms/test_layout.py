"""Every position comes from the form: what it declares must be possible to print, to fill in and to read."""

from dataclasses import replace
from itertools import combinations, takewhile

import pytest
from tests.forms.drawn import FAMILIES, contest

from sirekap.actions.open_election import open_election, shipped_elections
from sirekap.forms.catalogue import form_for
from sirekap.forms.model import FiducialKind
from sirekap.forms.offers import offers, print_for
from sirekap.rehearsal.bench_roundtrip import station_of

LAYOUTS = [
    ("kpu-2024", 2, 300),
    ("kpu-2024", 3, 300),
    ("kpu-2024", 4, 300),
    *(("sirekap-1", tickets, cap) for tickets in (2, 3, 4) for cap in (300, 500, 600)),
]


def laid_out(layout):
    family, tickets, cap = layout
    return form_for(contest(tickets), family, cap)


def marks(field):
    """All rectangles of a field that people write in."""
    totals = [cell for row in field.tally.row_totals for cell in row] if field.tally else []
    grid = [field.tally.grid] if field.tally else []
    bubbles = [bubble for column in field.bubbles for bubble in column]
    return [*field.boxes, *bubbles, *grid, *totals, *field.words]


def overlap(a, b):
    across = min(a.right, b.right) - max(a.left, b.left)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    return across > 0.01 and down > 0.01


def holds(outer, inner):
    big = outer.grown(0.01)
    return (
        big.left <= inner.left
        and big.top <= inner.top
        and inner.right <= big.right
        and inner.bottom <= big.bottom
    )


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_no_two_marks_overlap_and_none_leaves_its_field_or_page(layout):
    for page in laid_out(layout).pages:
        written = [(field, mark) for field in page.fields for mark in marks(field)]
        for field, mark in written:
            assert holds(field.area, mark), (field.name, mark)
            assert 0 < mark.left < mark.right < page.width
            assert 0 < mark.top < mark.bottom < page.height
        for a, b in combinations(page.fields, 2):
            assert not overlap(a.area, b.area), (a.name, b.name)
        downwards = sorted((mark for _, mark in written), key=lambda mark: mark.top)
        for at, a in enumerate(downwards):
            beside = takewhile(lambda b, a=a: b.top < a.bottom, downwards[at + 1 :])
            assert not any(overlap(a, b) for b in beside), a


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_nothing_black_is_printed_where_a_person_writes(layout):
    for page in laid_out(layout).pages:
        cells = [cell for field in page.fields for cell in (*field.boxes, *sum(field.bubbles, ()))]
        words = [area for field in page.fields for area in field.words]
        for line in page.lines:
            assert not any(overlap(line, cell) for cell in (*cells, *words)), line
        for caption in page.captions:
            assert not any(overlap(caption.box, cell) for cell in cells), caption
        for fiducial in page.fiducials:
            assert not any(overlap(fiducial.rect, cell) for cell in cells), fiducial


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_boxes_run_to_the_units_and_each_has_its_ten_bubbles_below_it(layout):
    for field in laid_out(layout).fields():
        assert len(field.boxes) == 3
        assert [box.left for box in field.boxes] == sorted(box.left for box in field.boxes)
        if not field.bubbles:
            continue
        for box, column in zip(field.boxes, field.bubbles, strict=True):
            assert len(column) == 10
            for bubble in column:
                assert bubble.top > box.bottom
                assert abs(bubble.centre[0] - box.centre[0]) < box.width / 2


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_tallies_hold_every_vote_a_station_may_have(layout):
    form = laid_out(layout)
    for field in form.fields():
        if field.name.startswith("votes."):
            assert field.tally.columns * field.tally.rows * field.tally.marks >= layout[2]
            assert len(field.tally.row_totals) == field.tally.rows
            assert min(cell.height for row in field.tally.row_totals for cell in row) >= 5.0


def test_our_own_form_has_bubbles_and_a_tag_in_every_corner_on_every_page():
    form = form_for(contest(), "sirekap-1")
    assert all(len(field.bubbles) == 3 for field in form.fields())
    for page in form.pages:
        tags = [each.id for each in page.fiducials if each.kind is FiducialKind.APRILTAG]
        assert tags == [200 + 4 * (page.number - 1) + corner for corner in range(4)]
        bars = [each.id for each in page.fiducials if each.kind is FiducialKind.ROW_MARK]
        assert bars == list(range(len(bars)))
        assert len(bars) >= 10


def test_fields_are_those_of_the_paper_in_its_order():
    names = [field.name for field in form_for(contest(), "kpu-2024").fields()]
    assert names[:4] == [
        "registered.listed.male",
        "registered.listed.female",
        "registered.listed.total",
        "turnout.listed.male",
    ]
    assert names[15:19] == ["ballots.received", "ballots.used", "ballots.spoiled", "ballots.unused"]
    assert names[-6:] == ["votes.1", "votes.2", "votes.3", "valid", "invalid", "cast"]
    ours = {field.name for field in form_for(contest(), "sirekap-1").fields()}
    assert ours - set(names) == {f"disabled.all.{sex}" for sex in ("male", "female", "total")}


@pytest.mark.parametrize("family", FAMILIES)
def test_identities_speak_of_fields_the_form_has(family):
    form = form_for(contest(4), family)
    names = {field.name for field in form.fields()}
    for identity in form.identities:
        assert {identity.total, *identity.parts} <= names
        assert identity.total not in identity.parts
    by_rule = {each.rule for each in form.identities}
    assert by_rule == {"R1", "R2", "R4", "R6", "R8"}
    votes = next(each for each in form.identities if each.rule == "R8")
    assert votes.parts == ("votes.1", "votes.2", "votes.3", "votes.4")


def test_every_row_of_men_and_women_has_its_sum():
    form = form_for(contest(), "sirekap-1")
    rows = {field.name.rsplit(".", 1)[0] for field in form.fields() if field.name.endswith(".male")}
    summed = {each.total.rsplit(".", 1)[0] for each in form.identities if each.rule == "R1"}
    assert summed == rows


@pytest.mark.parametrize("family", FAMILIES)
def test_the_hash_changes_with_anything_that_is_printed(family):
    form = form_for(contest(), family)
    page = form.pages[1]
    field = page.fields[0]
    moved = replace(field.boxes[0], left=field.boxes[0].left + 0.1)
    changes = {
        "a box": replace(page, fields=(replace(field, boxes=(moved, *field.boxes[1:])), *page.fields[1:])),
        "a line": replace(page, lines=page.lines[1:]),
        "a word": replace(page, captions=(replace(page.captions[0], text="Model lain"), *page.captions[1:])),
        "a fill": replace(page, tints=page.tints[1:]),
        "a border": replace(page, box_border=page.box_border + 0.1),
        "a slot": replace(page, slots=page.slots[1:]),
    }
    hashes = {
        name: replace(form, pages=(form.pages[0], changed, form.pages[2])).hash
        for name, changed in changes.items()
    }
    assert len({form.hash, *hashes.values()}) == len(changes) + 1, hashes


def test_the_hash_tells_contests_families_and_caps_apart():
    forms = [
        form_for(contest(), "kpu-2024"),
        form_for(contest(), "sirekap-1"),
        form_for(contest(), "sirekap-1", 500),
        form_for(contest(2), "sirekap-1"),
        form_for(contest(names=("CALON LAIN", "CALON KEDUA")), "sirekap-1"),
    ]
    assert len({form.hash for form in forms}) == len(forms)
    assert form_for(contest(), "sirekap-1").hash == forms[1].hash


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_people_sign_in_places_of_their_own(layout):
    for page in laid_out(layout).pages:
        taken = [field.area for field in page.fields] + [tag.rect for tag in page.fiducials]
        assert len(page.signatures) >= 9
        for place in page.signatures:
            assert 0 < place.left < place.right < page.width
            assert 0 < place.top < place.bottom < page.height
            assert not [area for area in taken if overlap(place, area)], place
        assert not [pair for pair in combinations(page.signatures, 2) if overlap(*pair)]


def shipped_forms():
    """Every form of the elections that ship, as some station gets it."""
    found = {}
    for folder in shipped_elections():
        election = open_election(folder)
        for offer in offers(election):
            form = print_for(election, offer, station_of(election, offer, 0)[0])
            found.setdefault((folder.name, form.name), form)
    return found


def test_a_sheet_printed_at_eleven_tenths_and_cut_all_round_loses_no_tag_code_or_field():
    for name, form in shipped_forms().items():
        for page in form.pages:
            clipped = 5.0 * page.width / 297.0
            side, top = ((length / 2 - clipped) / 1.1 for length in (page.width, page.height))
            needed = [each.rect for each in page.fiducials] + [page.qr] + [f.area for f in page.fields]
            for rect in needed:
                assert abs(rect.left - page.width / 2) <= side, (name, rect)
                assert abs(rect.right - page.width / 2) <= side, (name, rect)
                assert abs(rect.top - page.height / 2) <= top, (name, rect)
                assert abs(rect.bottom - page.height / 2) <= top, (name, rect)
