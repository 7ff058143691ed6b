"""SQLite and PostgreSQL, opened so that both keep the same promises.

In: a file or a URL. Out: an ``Engine`` and how transactions on it begin. Invariant: a commit is on disk
before it is told; what ``look`` sees is of one moment; writers about one place take turns (SQLite: all
writers, by its lock; PostgreSQL: by a row of ``turns``, held until the end of the transaction).
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

WAIT_SECONDS = 30
"""How long a writer waits for another before it gives up."""

MOST_CONNECTIONS = 64
"""More than the HTTP server has threads, so that no request waits for a connection."""


TURNS = """
INSERT INTO turns (place) SELECT place FROM unnest(%s::text[]) WITH ORDINALITY AS wanted (place, number)
ORDER BY number ON CONFLICT (place) DO UPDATE SET place = excluded.place
"""
"""Takes the row of each place in the order given, which is the same for everybody: nobody waits in a ring."""


class WrongUrlError(Exception):
    """The database's URL is none, or of a kind that is not supported."""

    code = "wrong_database_url"

    def __init__(self) -> None:
        super().__init__("wrong database URL")
        self.say = {
            "id": "Alamat basis data salah. Pakai postgresql://pengguna@mesin/nama atau nama berkas SQLite.",
            "en": "The database's URL is wrong. Use postgresql://user@machine/name or an SQLite file's name.",
        }


class Transactions:
    """How transactions begin on one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writers = threading.Lock()
        self.writes_at_once = engine.dialect.name == "postgresql"
        """Whether several may write at once."""

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that is kept unless an error leaves it."""
        if self.writes_at_once:
            with self.engine.begin() as connection:
                yield connection
            return
        # A lock of this process is handed on at once; SQLite's own is only tried again after a sleep.
        with self._writers, self.engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """Open a transaction that sees one moment and keeps nothing."""
        engine = self.engine
        if self.writes_at_once:
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with engine.connect() as connection:
            yield connection
            connection.rollback()


def wait_for_turns(connection: Connection, places: Iterable[str]) -> None:
    """Wait until no other transaction writes about *places*, and keep others waiting until this one ends."""
    wanted = sorted(set(places))
    if connection.dialect.name == "postgresql" and wanted:
        connection.exec_driver_sql(TURNS, (wanted,))


def open_engine(where: Path | str) -> Engine:
    """Return an engine for a file of SQLite, or for a URL; raise WrongUrlError."""
    url = _url(where)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    if url.get_backend_name() == "postgresql":
        return _postgres(url)
    raise WrongUrlError


def _url(where: Path | str) -> URL:
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where))
    try:
        return make_url(where)
    except ArgumentError as wrong:
        raise WrongUrlError from wrong


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="sqlite"),
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
        hide_parameters=True,
        max_overflow=MOST_CONNECTIONS,
    )
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: sqlite3.Connection, record: object) -> None:  # noqa: ARG001 (the signature is SQLAlchemy's)
    """Have every commit on disk before it is told, and leave the beginning of transactions to ``_begin``."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin as the engine's option says: writers lock at once, so that no two decide on the same past."""
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _postgres(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": 5, "application_name": "sirekap"},
        hide_parameters=True,
        max_overflow=MOST_CONNECTIONS,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
    )
    event.listen(engine, "connect", _configure_postgres)
    return engine


def _configure_postgres(connection: Any, record: object) -> None:  # noqa: ARG001 (the signature is SQLAlchemy's)
    """Bound every wait, and allow no commit that is told before it is on disk."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
        cursor.execute("SET idle_in_transaction_session_timeout = '120s'")
        cursor.execute("SHOW synchronous_commit")
        if cursor.fetchone()[0] in ("off", "local"):
            cursor.execute("SET synchronous_commit = on")
    connection.commit()
