"""What a person is told."""

import pytest

from sirekap.reading.model import RefusalCode
from sirekap.reading.say import refuse


@pytest.mark.parametrize("code", RefusalCode)
def test_every_refusal_says_in_both_languages_what_to_do(code):
    say = refuse(code).say
    assert set(say) == {"id", "en"}
    assert say["id"] != say["en"]
    for sentence in say.values():
        assert "{" not in sentence
        assert sentence.endswith(".")
        assert len(sentence) <= 130


def test_a_page_cut_off_names_the_corner():
    say = refuse(RefusalCode.PAGE_CUT_OFF, missing=[2]).say
    assert "sudut kanan bawah" in say["id"]
    assert "bottom right corner" in say["en"]
    both = refuse(RefusalCode.PAGE_CUT_OFF, missing=[2, 3]).say
    assert "sudut kanan bawah dan sudut kiri bawah" in both["id"]
    assert "di tepinya" in refuse(RefusalCode.PAGE_CUT_OFF).say["id"]
