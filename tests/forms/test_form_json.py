"""A form goes into JSON and comes back the same."""

import pytest
from tests.reading.filled import form_in

from sirekap.forms.form_json import form_of


@pytest.mark.parametrize("family", ["sirekap-1", "kpu-2024"])
def test_a_form_comes_back_from_its_canonical_json(family):
    form = form_in(family)
    back = form_of(form.canonical())
    assert back.hash == form.hash
    assert back.canonical() == form.canonical()
    assert (back.name, back.family, back.kind, back.identities) == (
        form.name,
        form.family,
        form.kind,
        form.identities,
    )
    assert back.pages == form.pages


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"name": 1}'])
def test_other_json_is_no_form(content):
    with pytest.raises((ValueError, KeyError, TypeError)):
        form_of(content)
