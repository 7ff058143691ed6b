"""A D.HASIL loses no number on its way to the paper's codes and back."""

import random
from dataclasses import replace

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forms.recaps import TICKETS, dpd, parties, table

from sirekap.forms.page_code import MOST_CERTIFICATE, MOST_CODES, PageCodeError, Signer, codes, join
from sirekap.forms.recap_code import fitting_pages, page_payload, parse_page, table_cells
from sirekap.forms.recap_page import MOST_ROWS, pages
from sirekap.forms.recap_table import RecapTier, add, groups

TIERS = list(RecapTier)
small_tables = st.builds(
    table,
    st.sampled_from(TIERS),
    st.sampled_from((TICKETS, parties(3, 4), dpd(45))),
    columns=st.integers(1, 33),
    villages=st.integers(1, 3),
    most=st.sampled_from((2, 300, 10_000_000)),
    seed=st.integers(0, 99),
)


@given(small_tables, st.integers(1, 15))
def test_every_cell_stands_on_exactly_one_page(made, width):
    cells = [
        (page.sheet, field, column, cell)
        for page in pages(made, width)
        for field, row in zip(page.fields, page.rows, strict=True)
        for column, cell in zip(page.columns, row, strict=True)
    ]
    whole = [
        (sheet.region, field, column, cell)
        for sheet in made.all_sheets()
        for field, row in zip(made.fields, sheet.rows, strict=True)
        for column, cell in zip(sheet.columns, row, strict=True)
    ]
    assert sorted(cells, key=str) == sorted(whole, key=str)


@given(small_tables, st.integers(1, 15))
def test_the_last_column_is_the_sum_of_all_before_it(made, width):
    final = {
        (page.sheet, field): total
        for page in pages(made, width)
        if page.final
        for field, total in zip(page.fields, page.totals(), strict=True)
    }
    for sheet in made.all_sheets():
        for field, row in zip(made.fields, sheet.rows, strict=True):
            assert final[sheet.region, field] == add(row)


@given(small_tables)
def test_the_summary_over_villages_is_the_sum_of_all_stations(made):
    summary = made.all_sheets()[-1]
    for row in range(len(made.fields)):
        assert add(summary.rows[row]) == add(cell for sheet in made.sheets for cell in sheet.rows[row])


NOBODY = Signer(lambda _: bytes(64))


@given(
    st.binary(min_size=1, max_size=3000),
    st.binary(max_size=MOST_CERTIFICATE),
    st.randoms(use_true_random=False),
)
def test_what_codes_carry_comes_back_in_any_order(payload, certificate, rng):
    found = list(codes(payload, replace(NOBODY, certificate=certificate)))
    rng.shuffle(found)
    back = join([b"a code of something else", *found, found[0]])
    assert (back.payload, back.certificate, back.signature) == (payload, certificate, bytes(64))


@given(st.binary(min_size=400, max_size=900), st.integers(0, 10**6), st.integers(1, 255))
def test_a_code_with_any_byte_changed_is_never_read_as_something_else(payload, place, change):
    found = [bytearray(each) for each in codes(payload, NOBODY)]
    code = found[place % len(found)]
    code[place % len(code)] ^= change
    with pytest.raises(PageCodeError):
        join(map(bytes, found))


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_page_of_which_one_code_is_missing_gives_nothing(lost):
    found = list(codes(random.Random(1).randbytes(900), NOBODY))
    assert len(found) == 3
    del found[lost]
    with pytest.raises(PageCodeError, match="2 of 3"):
        join(found)


def test_codes_of_two_pages_are_never_joined():
    one, other = (codes(random.Random(seed).randbytes(600), NOBODY) for seed in (1, 2))
    with pytest.raises(PageCodeError, match="more than one page"):
        join((one[0], other[1]))


def test_a_small_code_cannot_unpack_to_a_large_page():
    found = codes(bytes(10_000_000), NOBODY)
    with pytest.raises(PageCodeError, match="damaged"):
        join(found)


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("of", [TICKETS, parties(24, 14), dpd()], ids=["tickets", "parties", "dpd"])
def test_every_page_fits_its_codes_and_comes_back_equal(tier, of):
    made = table(tier, of, columns=20, villages=2, most=300 if tier is RecapTier.DISTRICT else 2_000_000)
    found = fitting_pages(made)
    back = []
    for page in found:
        carried = codes(page_payload(page), NOBODY)
        assert len(carried) <= MOST_CODES
        back.append(parse_page(join(carried).payload))
    assert back == list(found)
    first = made.sheets[0]
    cells = table_cells(back)
    assert all(
        cells[first.region, field, column] == cell
        for field, row in zip(made.fields, first.rows, strict=True)
        for column, cell in zip(first.columns, row, strict=True)
    )


def test_a_party_has_a_page_of_its_own_and_its_sum_stands_under_its_candidates():
    made = table(RecapTier.DISTRICT, parties(24, 14))
    found = groups(made.fields, MOST_ROWS)
    assert len(found) == 26
    assert found[1] == (*(f"votes.1.{number}" for number in range(15)), "votes.1")
    assert found[-1] == ("valid", "invalid", "cast")


def test_the_same_numbers_give_the_same_hash_and_any_other_number_another():
    made = table(RecapTier.DISTRICT)
    assert table(RecapTier.DISTRICT).digest == made.digest
    assert cbor2.loads(made.canonical)[1] == "D.HASIL KECAMATAN-PPWP"
    sheet = made.sheets[0]
    rows = ((((sheet.rows[0][0] or 0) + 1, *sheet.rows[0][1:])), *sheet.rows[1:])
    changed = replace(made, sheets=(replace(sheet, rows=rows), *made.sheets[1:]))
    others = (changed, replace(made, version=2), replace(made, election="f" * 64))
    assert len({made.digest, *(each.digest for each in others)}) == 4


def test_a_table_with_a_cell_too_few_is_refused():
    made = table(RecapTier.REGENCY)
    sheet = made.sheets[0]
    with pytest.raises(ValueError, match="cells"):
        replace(made, sheets=(replace(sheet, rows=(sheet.rows[0][:-1], *sheet.rows[1:])),))
    with pytest.raises(ValueError, match="rows"):
        replace(made, sheets=(replace(sheet, rows=sheet.rows[1:]),))


@given(st.binary(max_size=60))
def test_other_bytes_are_no_page(data):
    with pytest.raises(PageCodeError):
        parse_page(data)


@pytest.mark.parametrize("place", range(15))
def test_a_page_with_a_part_of_another_type_is_no_page(place):
    parts = cbor2.loads(page_payload(pages(table(RecapTier.REGENCY))[0]))
    for wrong in (None, 1.5, {"a": 1}, [[-1]]):
        spoilt = [*parts[:place], wrong, *parts[place + 1 :]]
        with pytest.raises(PageCodeError):
            parse_page(cbor2.dumps(spoilt))
