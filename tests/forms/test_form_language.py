"""A form's file is read whole, or everything wrong with it is told by line, in both languages."""

import re

import pytest
from tests.election.folders import ROOT

from sirekap.forms import language
from sirekap.forms.form_file import FormFileError, read_form_file
from sirekap.forms.statutory import FOLDER, statutory_forms
from sirekap.forms.wording import PLACEHOLDERS

NAME = "C.HASIL-PPWP"
TEXT = (FOLDER / f"{NAME}.toml").read_text("utf-8")
MANUAL = (ROOT / "docs" / "form-language.md").read_text("utf-8")


def faults(text):
    with pytest.raises(FormFileError) as refused:
        read_form_file(f"{NAME}.toml", text)
    assert set(refused.value.say) == {"id", "en"}
    assert all("\n" not in words for words in refused.value.say.values())
    return refused.value.faults


def line_of(text, words):
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


WRONG = {
    "a misspelt key": ("row_height = 43.4", "row_hieght = 43.4", "row_hieght", "spelling"),
    "a text for a number": ("row_height = 43.4", 'row_height = "43"', "row_height", "type"),
    "a row higher than a page": ("row_height = 43.4", "row_height = 500", "row_height", "363"),
    "an unknown part": ('part = "numbers"', 'part = "numbrs"', "part", "choose"),
    "a field no form has": ("ballots.used", "ballots.burnt", "field", "no field"),
    "an unknown word in braces": ("cadangan {reserve}", "cadangan {cadangan}", "label", "{reserve}"),
    "an empty text": ('"Jumlah suara sah"', '""', "count", "empty"),
    "a contest there is none of": ('"PPWP"]', '"PILPRES"]', "contests", "choose"),
    "broken TOML": ("boxes = 3", "boxes = = 3", "TOML", "TOML"),
    "an unknown use": ('use = "result"', 'use = "hasil"', "use", "choose"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_entry_is_told_by_its_line(wrong):
    before, after, entry, told = WRONG[wrong]
    assert before in TEXT
    text = TEXT.replace(before, after, 1)
    fault = faults(text)[0]
    assert fault.entry == entry
    begins_above = 1 if entry == "part" else 0  # a part of no known kind is told where its section begins
    assert fault.line == line_of(text, after) - begins_above
    assert told in fault.say["en"]
    assert fault.say["id"] != fault.say["en"]


def test_a_missing_entry_is_told_at_its_section():
    text = TEXT.replace('  names = "Nomor urut dan nama\\npasangan calon"\n', "")
    fault = faults(text)[0]
    assert fault.entry == "names"
    before = text.split("\n")[: fault.line]
    assert before[-1].strip() == "[[page.part]]"
    assert 'part = "choices"' in text.split("\n")[fault.line]


def test_everything_wrong_is_told_at_once_in_the_order_of_lines():
    text = TEXT.replace("row_height = 43.4", "row = 1").replace("most_a_page = 4", "most_a_page = 9")
    told = faults(text)
    assert [fault.entry for fault in told] == ["row", "most_a_page"]
    assert [fault.line for fault in told] == sorted(fault.line for fault in told)


def test_every_file_is_named_after_its_form():
    for name, file in statutory_forms().items():
        said = re.sub(r"[^A-Za-z0-9.]+", "-", file.model)
        assert name == said, (name, file.model)


def test_every_word_of_the_language_is_in_its_manual():
    classes = [each for each in vars(language).values() if isinstance(each, type)]
    said = [each for each in classes if issubclass(each, language.Said) and each is not language.Said]
    keys = {key for each in said for key in each.model_fields} - {"part", "page", "group", "number", "column"}
    for key in keys - {"row", "elsewhere"}:
        assert f"`{key}`" in MANUAL, key
    for part in ("people", "numbers", "totals", "choices", "party", "signatures", "writing", "persons"):
        assert f"### `{part}`" in MANUAL
    for word in PLACEHOLDERS:
        assert f"`{{{word}}}`" in MANUAL
