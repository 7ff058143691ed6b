"""The colours that all pages share can be read in sun and at night: 7:1 and more, by WCAG's formula."""

import re

import pytest
from tests.publication.invented import ROOT

TOKENS = dict(
    re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (ROOT / "screens" / "kit" / "src" / "tokens.css").read_text())
)
INKS = ("ink", "soft-ink", "link", "good", "problem")
PAPERS = ("paper", "card", "band", "notice")


def light(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_known_ends():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_on_every_paper(ink, paper):
    assert contrast(TOKENS[ink], TOKENS[paper]) >= 7
