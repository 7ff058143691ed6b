"""Forms kept between runs: the same as those made anew, whatever became of the files."""

import pytest

from sirekap.cli.kept_forms import three_tickets, usual_forms
from sirekap.forms.catalogue import FAMILIES, FormError, form_for


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "sirekap"


def hashes(families=()):
    return [form.hash for form in usual_forms(families)]


MADE = [form_for(three_tickets(), family).hash for family in FAMILIES]


def test_forms_are_the_same_made_and_kept(shelf):
    assert hashes() == MADE
    assert len(list(shelf.glob("*/*.json"))) == len(FAMILIES)
    assert hashes() == MADE


def test_one_family_alone_is_given_where_it_is_asked_for(shelf):
    assert hashes(["kpu-2024"]) == [form_for(three_tickets(), "kpu-2024").hash]


@pytest.mark.parametrize("content", [b"", b"{", b'{"name": "C.HASIL-PPWP"}'])
def test_spoilt_files_are_made_anew(shelf, content):
    hashes()
    for path in shelf.glob("*/*.json"):
        path.write_bytes(content)
    assert hashes() == MADE
    assert all(path.read_bytes() != content for path in shelf.glob("*/*.json"))


def test_forms_kept_by_another_program_are_not_looked_at(shelf):
    hashes()
    (own,) = shelf.iterdir()
    other = own.with_name("0" * 20)
    own.rename(other)
    for path in other.glob("*.json"):
        path.write_bytes(b"{}")
    assert hashes() == MADE


def test_where_nothing_can_be_kept_forms_are_made(shelf):
    shelf.write_bytes(b"a file where the folder would be")
    assert hashes() == MADE


def test_a_family_that_does_not_exist_is_named(shelf):
    with pytest.raises(FormError):
        usual_forms(["kpu-1955"])
