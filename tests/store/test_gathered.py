"""Rows gathered and inserted together say the same as rows inserted one by one."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Integer, LargeBinary, func, select
from tests.store.test_database import ELECTION, line

from sirekap.store.columns import Instant, metadata, written
from sirekap.store.database import open_store
from sirekap.store.gathered import Clash
from sirekap.store.tables import changed

DAY = timedelta(hours=23)
NOW = datetime(2026, 2, 14, 12, 0, 0, 7, tzinfo=UTC)


@pytest.fixture
def store(store_place):
    opened = open_store(store_place, ELECTION)
    yield opened
    opened.close()


def sample(column, number):
    """Return a value that fits the column, another for each number, with all that SQL might stumble over."""
    if isinstance(column.type, Instant):
        return NOW
    if isinstance(column.type, LargeBinary):
        return bytes([number % 256, 0, 34, 39, 255])
    if isinstance(column.type, Integer):
        return number
    return (f"{number}'\"{{}},\\" + "é")[: column.type.length]


@pytest.mark.parametrize("count", [1, 2, 7, 130])
def test_every_table_takes_any_number_of_rows_at_once_and_gives_them_back(store, count):
    tables = [table for table in metadata.sorted_tables if not table.foreign_keys and table.name != "about"]
    rows = {
        table: [
            {column.name: sample(column, number) for column in table.columns if not column.nullable}
            for number in range(count)
        ]
        for table in tables
    }
    with store.work() as work:
        for table in tables:
            for row in rows[table]:
                work.rows.add(table, row)
        work.note(line())
    with store.look() as books:
        for table in tables:
            told = [dict(row) for row in books.connection.execute(select(table)).mappings()]
            kept = [{name: value for name, value in row.items() if value is not None} for row in told]
            assert all(row in kept for row in rows[table]), table.name


def test_a_row_that_is_held_is_refused_kept_or_replaced_as_its_writer_says(store):
    key = {"station": "1", "contest": "ppwp", "version": 0}
    with store.work() as work:
        for mark in ("first", "second", "third"):
            work.rows.add(changed, key | {"mark": mark}, Clash.REPLACE)
        work.rows.add(changed, key | {"mark": "late"}, Clash.KEEP)
        work.note(line())
    with store.look() as books:
        assert [row.mark for row in books.connection.execute(select(changed))] == ["third"]


def test_whoever_asks_finds_what_was_gathered_before(store):
    with store.work() as work:
        work.rows.add(changed, {"station": "1", "contest": "ppwp", "version": 0, "mark": "m"})
        assert work.rows.execute(select(func.count()).select_from(changed)).scalar_one() == 1
        work.note(line())


@given(
    st.datetimes(
        datetime(1000, 1, 1),
        datetime(9000, 1, 1),
        timezones=st.just(UTC) | st.timedeltas(-DAY, DAY).map(timezone),
    )
)
def test_a_moment_is_written_as_it_is_read_and_sorts_by_time(moment):
    text = written(moment)
    assert datetime.fromisoformat(text) == moment
    assert len(text) == len("2026-02-14T12:00:00.000000Z")
    assert text.endswith("Z")
