"""Every number has a name that people read, in both languages."""

import pytest
from tests.forms.drawn import FAMILIES, contest

from sirekap.election.model import ContestKind
from sirekap.forms.catalogue import form_for
from sirekap.forms.labels import label, row_label


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_field_has_a_name_of_its_own(family, language):
    names = [label(field.name)[language] for field in form_for(contest(4), family).fields()]
    assert all(names)
    assert len(set(names)) == len(names)


def test_abbreviations_change_their_meaning_between_national_and_regional_elections():
    assert "DPTb" in row_label("turnout.transferred")["id"]
    assert "DPPh" in row_label("turnout.transferred", ContestKind.GOVERNOR)["id"]
    assert "DPTb" in row_label("turnout.unregistered", ContestKind.REGENT)["id"]


def test_party_votes_have_names_too():
    assert label("votes.3.0")["id"] == "Suara partai nomor 3"
    assert label("votes.3.12")["en"] == "Votes for candidate 12 of party 3"


def test_a_field_of_no_form_has_no_name():
    with pytest.raises(KeyError):
        label("turnout.listed.others")
