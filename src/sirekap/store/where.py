"""Conditions that several tables share: a record's key, and codes below a region."""

from sqlalchemy import ColumnElement, Table, and_, true

from sirekap.record.model import RecordKey

AFTER_DIGITS = ":"
"""The sign after ``9``: codes of digits below a prefix lie between it and it with this sign."""


def of_record(table: Table, key: RecordKey) -> ColumnElement[bool]:
    """Rows of one record."""
    return and_(
        table.c.station == key.station, table.c.contest == key.contest, table.c.version == key.version
    )


def below(column: ColumnElement[str], reach: str) -> ColumnElement[bool]:
    """Rows whose code begins with *reach*, by a range that an index can answer."""
    if not reach:
        return true()
    return and_(column >= reach, column < reach + AFTER_DIGITS)
