"""No layout changes unseen: every page looks as it looked when someone last agreed to it."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.forms.drawn import ELECTION, contest
from tests.golden.compare import HERE, SPARED, changed, greys, keep, kept, show_change
from tests.golden.subjects import rendered, subjects

from sirekap.forms.catalogue import form_for
from sirekap.forms.draw import draw

SUBJECTS = {subject.name: subject for subject in subjects()}
AGREE = "look at it, then run: python -m tests.golden.make {name}"


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_page_looks_as_agreed(name, tmp_path):
    told = []
    pictures = SUBJECTS[name].pictures()
    assert len(list(HERE.glob(f"{name}-[0-9]*.png"))) == len(pictures), AGREE.format(name=name)
    for number, after in enumerate(pictures, start=1):
        before = kept(HERE / f"{name}-{number}.png")
        pixels = changed(before, after)
        if pixels > SPARED:
            shown = tmp_path / f"{name}-{number}.png"
            show_change(before, after, shown)
            told.append(f"page {number}: {pixels} pixels; before, after and difference: {shown}")
    assert told == [], "\n".join([*told, AGREE.format(name=name)])


def test_no_picture_is_kept_of_what_is_no_longer_drawn():
    kept_names = {path.stem.rpartition("-")[0] for path in HERE.glob("*.png")}
    assert kept_names == set(SUBJECTS)


def test_one_letter_and_half_a_millimetre_are_seen():
    form = form_for(contest(), "sirekap-1")
    page = form.pages[1]
    longest = max(range(len(page.captions)), key=lambda at: len(page.captions[at].text))
    words = page.captions[longest]
    other = replace(words, text=words.text[:-2] + "W" + words.text[-1:])
    renamed = replace(page, captions=(*page.captions[:longest], other, *page.captions[longest + 1 :]))
    line = page.lines[0]
    moved = replace(page, lines=(replace(line, top=line.top + 0.5), *page.lines[1:]))
    before = drawn(form, page)
    assert changed(before, drawn(form, page)) == 0
    for change in (renamed, moved):
        assert changed(before, drawn(form, change)) > SPARED


def drawn(form, page):
    whole = replace(form, pages=(form.pages[0], page, form.pages[2]))
    return greys(rendered(draw(whole, None, ELECTION))[1])


def test_a_picture_is_small_and_comes_back_as_it_was_kept(tmp_path):
    picture = SUBJECTS["C.HASIL-PPWP-sirekap-1-blank"].pictures()[0]
    path = Path(tmp_path) / "one.png"
    keep(picture, path)
    assert (kept(path) == greys(picture)).all()
    assert path.stat().st_size < 80_000
