"""Rows that are gathered and inserted together: one statement a table for the transactions of many callers.

In: rows of several callers, one caller's after the other's. Out: few INSERTs. Invariant: whoever asks the
database anything finds every row there that was gathered before; a caller's own rows can be taken back as
long as nothing of that caller has reached the database. Not done here: what many callers read at once
(``ahead``).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Connection, CursorResult, Dialect, Executable, Integer, LargeBinary, Table

from sirekap.store.columns import Instant, metadata, written


class Clash(Enum):
    """What becomes of a row whose key is held already."""

    REFUSE = ""
    KEEP = " ON CONFLICT DO NOTHING"
    REPLACE = " ON CONFLICT ({keys}) DO UPDATE SET {rest}"


class Waiting(NamedTuple):
    """A row to be inserted."""

    table: Table
    clash: Clash
    row: Mapping[str, Any]


class Gathered:
    """A connection on which rows are gathered; they are inserted before anything else is asked of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: list[Waiting] = []
        self._own: list[Waiting] = []
        self._reached = False

    @property
    def dialect(self) -> Dialect:
        """The database's dialect."""
        return self._connection.dialect

    def add(self, table: Table, row: Mapping[str, Any], clash: Clash = Clash.REFUSE) -> None:
        """Gather *row*; a column that it leaves out is null."""
        self._own.append(Waiting(table, clash, row))

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Insert what was gathered, then execute *statement*."""
        self.insert()
        reached, self._reached = self._reached, True
        done: CursorResult[Any] = self._connection.execute(statement, parameters)
        self._reached = reached or not statement.is_select
        return done

    def held_at(self, table: Table, columns: str, places: Sequence[str], order: str) -> Sequence[Any]:
        """Insert what was gathered, then return the rows of *places*: their first column is the place.

        Moments are text, as they stand in the table (``columns.Instant``); the statement is the same for any
        number of places, and costs a third of one that is made for them.
        """
        self.insert()
        place = next(iter(table.primary_key)).name
        if self.dialect.name == "postgresql":
            wanted: tuple[Any, ...] = (list(places),)
            among = "= ANY(%s)"
        else:
            wanted, among = (json.dumps(places),), "IN (SELECT value FROM json_each(?))"
        text = f"SELECT {place}, {columns} FROM {table.name} WHERE {place} {among} ORDER BY {order}"  # noqa: S608 -- made of the names of our own tables
        return self._connection.exec_driver_sql(text, wanted).fetchall()

    def insert(self) -> None:
        """Insert what was gathered."""
        if not self._kept and not self._own:
            return
        self._reached = self._reached or bool(self._own)
        waiting, self._kept, self._own = self._kept + self._own, [], []
        for table, clash, rows in _by_table(waiting):
            _insert(self._connection, table, clash, rows)

    def keep(self) -> None:
        """End one caller's turn: its rows can no longer be taken back."""
        self._kept += self._own
        self._own = []
        self._reached = False

    def take_back(self) -> bool:
        """End one caller's turn without its rows; False where some of them have reached the database."""
        self._own = []
        clean, self._reached = not self._reached, False
        return clean


def _by_table(waiting: Sequence[Waiting]) -> Iterator[tuple[Table, Clash, list[Mapping[str, Any]]]]:
    """Yield the rows of each table, those first that others may point to."""
    found: dict[tuple[Table, Clash], list[Mapping[str, Any]]] = {}
    for table, clash, row in waiting:
        found.setdefault((table, clash), []).append(row)
    for (table, clash), rows in sorted(found.items(), key=lambda item: _order()[item[0][0]]):
        yield table, clash, _newest(table, rows) if clash is Clash.REPLACE else rows


@lru_cache(maxsize=1)
def _order() -> Mapping[Table, int]:
    return {table: number for number, table in enumerate(metadata.sorted_tables)}


def _newest(table: Table, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the newest row of each key: one statement replaces a row once."""
    keys = [column.name for column in table.primary_key]
    return list({tuple(row[key] for key in keys): row for row in rows}.values())


def _insert(connection: Connection, table: Table, clash: Clash, rows: Sequence[Mapping[str, Any]]) -> None:
    instants = [column.name for column in table.columns if isinstance(column.type, Instant)]
    names = [column.name for column in table.columns]
    values = [
        tuple(_plain(row.get(name)) if name in instants else row.get(name) for name in names) for row in rows
    ]
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_arrays(table, clash), tuple(map(list, zip(*values, strict=True))))
    else:
        connection.exec_driver_sql(_line(table, clash), values)


def _plain(moment: datetime | None) -> str | None:
    return None if moment is None else written(moment)


@lru_cache(maxsize=128)
def _line(table: Table, clash: Clash) -> str:
    """Return SQLite's statement for one row, which its driver repeats for any number of them."""
    places = ", ".join("?" for _ in table.columns)
    return f"{_head(table)} VALUES ({places}){_tail(table, clash)}"


@lru_cache(maxsize=128)
def _arrays(table: Table, clash: Clash) -> str:
    """Return PostgreSQL's statement for any number of rows: an array a column."""
    arrays = ", ".join(f"%s::{_kind(column.type)}[]" for column in table.columns)
    values = f"SELECT * FROM unnest({arrays})"  # noqa: S608 -- made of the names of our own types
    return f"{_head(table)} {values}{_tail(table, clash)}"


def _head(table: Table) -> str:
    return f"INSERT INTO {table.name} ({_quoted(column.name for column in table.columns)})"


def _tail(table: Table, clash: Clash) -> str:
    keys = [column.name for column in table.primary_key]
    rest = [column.name for column in table.columns if column.name not in keys]
    return clash.value.format(
        keys=_quoted(keys),
        rest=", ".join(f'"{name}" = excluded."{name}"' for name in rest),
    )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _kind(of: object) -> str:
    """Return PostgreSQL's name of a column's type, as an array's member."""
    if isinstance(of, LargeBinary):
        return "bytea"
    if isinstance(of, BigInteger):
        return "bigint"
    return "integer" if isinstance(of, Integer) else "text"
