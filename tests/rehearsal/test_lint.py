"""A bad layout is caught before it is printed: its fields cost readings, and the cause is named."""

import json
from dataclasses import replace

import pytest
from tests.rehearsal.rehearsed import FOLDER, election

from sirekap.cli.forms_lint import lint as command
from sirekap.forms.catalogue import form_for
from sirekap.forms.model import Guide, Rect
from sirekap.forms.weaknesses import SAYS, Trouble, weaknesses
from sirekap.rehearsal.lint import lint

STATIONS = 4


def form_of(family):
    return form_for(election().contests[0], family, election().voter_cap)


def shrunk(rect, centre, factor):
    x, y = centre
    left, top = x + (rect.left - x) * factor, y + (rect.top - y) * factor
    return Rect(left, top, rect.width * factor, rect.height * factor)


def spoilt(form, number, factor):
    """The form with one page's digit blocks shrunk, their borders thick, and a black guide inside."""

    def cramped(field):
        centre = field.boxes[0].centre
        boxes = tuple(shrunk(each, centre, factor) for each in field.boxes)
        columns = tuple(tuple(shrunk(each, centre, factor) for each in column) for column in field.bubbles)
        return replace(field, boxes=boxes, bubbles=columns)

    pages = tuple(
        replace(page, fields=tuple(map(cramped, page.fields)), box_border=0.9, guide=Guide.DOTS)
        if page.number == number
        else replace(page, fields=())
        for page in form.pages
    )
    return replace(form, pages=pages, identities=())


def found(form):
    return {each.trouble for each in weaknesses(form)}


def test_every_trouble_has_its_words_in_both_languages():
    assert set(SAYS) == set(Trouble)
    for texts in SAYS.values():
        assert {"id", "en"} == set(texts)
        assert all(text.format(measure=1.0, bound=2.0) for text in texts.values())


def test_our_own_layout_has_no_weakness_and_that_of_2024_has_those_we_know():
    assert found(form_of("sirekap-1")) == set()
    assert {Trouble.NO_BUBBLES, Trouble.THICK_BORDER, Trouble.BLACK_GUIDE, Trouble.FAR_FROM_MARKS} <= found(
        form_of("kpu-2024")
    )


def test_a_cramped_layout_is_named_for_its_faults():
    bad = spoilt(form_of("sirekap-1"), 2, 0.25)
    assert {Trouble.SMALL_BOX, Trouble.THICK_BORDER, Trouble.CLOSE_BOXES, Trouble.SMALL_BUBBLES} <= found(bad)


def test_a_cramped_layout_costs_more_readings_than_ours():
    good, contest = form_of("sirekap-1"), election().contests[0]
    bad = spoilt(good, 2, 0.35)
    ours = lint(election(), contest, spoilt(good, 2, 1.0), STATIONS, seed=3, jobs=1)
    theirs = lint(election(), contest, bad, STATIONS, seed=3, jobs=1)
    assert [each.field for each in ours] == [each.field for each in theirs]
    assert all(each.photos == STATIONS for each in ours)
    assert sum(each.trouble for each in theirs) > sum(each.trouble for each in ours) + 1
    assert all(each.causes for each in theirs)


@pytest.mark.parametrize("as_json", [True, False])
def test_the_command_tells_of_every_field_once(capsys, as_json):
    command("C.HASIL-PPWP", election=FOLDER, family="kpu-2024", stations=1, seed=2, as_json=as_json)
    printed = capsys.readouterr().out
    names = [field.name for field in form_of("kpu-2024").fields()]
    if as_json:
        rows = [json.loads(line) for line in printed.splitlines()]
        assert [row["field"] for row in rows] == names
        assert all(row["photos"] == 1 and row["causes"] for row in rows)
    else:
        assert all(f"  {name}  " in printed for name in names)
        assert "black dots inside the box" in printed or "titik pandu hitam" in printed
