"""What no form can be made of is said in one line, in both languages."""

from dataclasses import replace

import pytest
from tests.forms.drawn import contest

from sirekap.election.model import ContestKind
from sirekap.forms.catalogue import FormError, form_for


@pytest.mark.parametrize(
    ("of", "family", "cap", "told"),
    [
        (contest(), "kpu-1955", 300, "sirekap-1"),
        (contest(), "kpu-2024", 500, "500"),
        (contest(), "sirekap-1", 601, "600"),
        (contest(0), "sirekap-1", 300, "tickets.csv"),
        (contest(5), "kpu-2024", 300, "5"),
        (replace(contest(), kind=ContestKind.DPD), "kpu-2024", 300, "DPD"),
    ],
)
def test_a_form_there_is_none_of_is_refused_in_both_languages(of, family, cap, told):
    with pytest.raises(FormError) as refused:
        form_for(of, family, cap)
    assert set(refused.value.say) == {"id", "en"}
    for words in refused.value.say.values():
        assert told in words
        assert "\n" not in words


def test_the_same_question_gives_the_same_form():
    assert form_for(contest(), "sirekap-1") is form_for(contest(), "sirekap-1", 300)
