"""Counting strokes: what cells say together, and rehearsed grids on photographed pages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.filled import filled, form_in, number_of, shot

from sirekap.reading.model import CLASSES
from sirekap.reading.read_photo import open_reader, read_photo
from sirekap.reading.score_rows import may_be_full, score_rows
from sirekap.reading.score_tally import CLASSES as CELL_CLASSES
from sirekap.reading.score_tally import counts, ended

CELLS, MARKS = 60, 5
counted = st.integers(0, CELLS * MARKS)


def cells(count, sure=0.99):
    held = np.clip(count - np.arange(CELLS) * MARKS, 0, MARKS)
    shares = np.full((CELLS, CELL_CLASSES), (1 - sure) / (CELL_CLASSES - 1))
    shares[np.arange(CELLS), held] = sure
    return shares


@given(counted)
def test_clear_cells_give_their_count(count):
    found = counts(cells(count), MARKS)
    assert found.argmax() == count
    assert np.isclose(found.sum(), 1)
    assert found.shape == (CELLS * MARKS + 1,)


@given(st.integers(20, CELLS * MARKS), st.integers(0, 4), st.integers(0, CELL_CLASSES - 1))
def test_one_cell_misread_among_full_ones_does_not_change_the_count(count, before, seen):
    shares = cells(count)
    astray = max(count // MARKS - 3 - before, 0)
    shares[astray] = np.roll(shares[astray], seen)
    assert counts(shares, MARKS).argmax() == count


@given(counted)
def test_rows_are_looked_at_as_far_as_strokes_go_and_hardly_further(count):
    shares, columns = cells(count), 12
    looked = next(
        (rows for rows in range(1, CELLS // columns) if ended(shares[: rows * columns])), CELLS // columns
    )
    assert looked * columns * MARKS >= count
    assert count == 0 or looked <= count // (columns * MARKS) + 2


def test_strokes_that_begin_in_a_later_row_are_found():
    shares = cells(0)
    shares[12:20] = cells(40)[:8]
    assert not ended(shares[:12])
    assert ended(shares)


def rows(text):
    scores = np.full((len(text), len(CLASSES)), 0.0005)
    for box, sign in enumerate(text):
        scores[box, CLASSES.index(sign)] = 1
    return (scores / scores.sum(axis=1, keepdims=True)).reshape(-1, 2, len(CLASSES))


@given(st.integers(0, 300), st.sampled_from("x0-_"), st.text("7x_?", min_size=10, max_size=10))
def test_row_sums_give_their_count_whatever_closes_the_unused_rows(count, leading, rest):
    full, part = divmod(count, 60)
    text = "60" * full + (str(part).rjust(2, leading) if part else "")
    found = score_rows(rows((text + rest)[:10]), 5, 60)
    assert found.shape == (301,)
    if text:
        assert found[count] >= found[: max(count - 59, 0)].max(initial=0)


@given(st.integers(0, 300))
def test_sums_read_as_far_as_strokes_go_give_what_all_of_them_give(count):
    full, part = divmod(count, 60)
    text = "60" * full + (str(part).rjust(2, "x") if part else "")
    boxes = rows((text + "_" * 10)[:10])
    read = min(full + 1, 5)
    assert may_be_full(boxes[:read], 60) == (full == 5)
    some, whole = score_rows(boxes[:read], 5, 60), score_rows(boxes, 5, 60)
    assert some.shape == whole.shape == (301,)
    if text:
        assert some.argmax() == whole.argmax() == count


@pytest.mark.parametrize("page", [2, 3])
def test_a_rehearsed_grid_is_counted_and_its_rows_are_read(page):
    marks = filled("sirekap-1", page)[1]
    fields = read_photo(shot("sirekap-1", page), [form_in("sirekap-1")], open_reader()).fields
    tallied = {name: each for name, each in fields.items() if "tally" in each.evidence}
    assert set(tallied) == {
        field.name for field in form_in("sirekap-1").pages[page - 1].fields if field.tally
    }
    for name, each in tallied.items():
        assert each.evidence["tally"].value == number_of(marks[name])
        assert each.evidence["rows"].value == number_of(marks[name])
