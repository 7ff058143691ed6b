"""The database, SQLite or PostgreSQL: opened for one election, changed only with an audit line.

Invariant: a transaction that is not left with an audit line keeps nothing; a commit is on disk before it
is told. A database of another version or another election is refused, never adapted. What the moment
refuses (a full disk, a database that is away, two writers at once) is a TryAgainError, and kept nothing.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError, ProgrammingError

from sirekap.actions.ports import AuditLine, Work
from sirekap.election.model import ElectionId
from sirekap.store.audit_rows import lines_below
from sirekap.store.books import NoAuditLineError, SqlBooks, SqlWork
from sirekap.store.engines import Transactions, open_engine
from sirekap.store.faults import telling
from sirekap.store.group import Group
from sirekap.store.migrate import is_empty, knows, newest, step_of, upgrade
from sirekap.store.tables import about

__all__ = ["NoAuditLineError", "SqlStore", "WrongStoreError", "migrate_store", "open_store"]

T = TypeVar("T")


class WrongStoreError(Exception):
    """The data folder belongs to another version or another election."""

    code = "wrong_store"

    def __init__(self, say: Mapping[str, str]) -> None:
        super().__init__(say["en"])
        self.say = say


class SqlStore:
    """The database of one election."""

    def __init__(self, transactions: Transactions, sample_secret: bytes) -> None:
        self._transactions = transactions
        self._group = Group(transactions)
        self.sample_secret = sample_secret

    @contextmanager
    def work(self) -> Iterator[SqlWork]:
        """Open a transaction that may write; keep it if it was noted, else raise NoAuditLineError."""
        with telling(), self._transactions.writing() as connection:
            work = SqlWork(connection)
            yield work
            work.end()
            work.finish()

    def do(self, step: Callable[[Work], T], place: str = "") -> T:
        """Take *step*, about *place*, in a transaction shared with others'; return once it is on disk."""
        return self.submit(place, step).result()

    def submit(self, place: str, do: Callable[[Work], T]) -> "Future[T]":
        """Queue a transaction about *place* to be committed together with others; see ``Group.submit``."""
        return self._group.submit(place, do)

    @contextmanager
    def look(self) -> Iterator[SqlBooks]:
        """Open a transaction that keeps nothing."""
        with telling(), self._transactions.looking() as connection:
            yield SqlBooks(connection)

    def audit_lines(self, place: str) -> Sequence[AuditLine]:
        """Return the audit lines of every place whose code begins with *place*, oldest first."""
        with telling(), self._transactions.looking() as connection:
            return lines_below(connection, place)

    def close(self) -> None:
        """Finish what was submitted, and let go of the database."""
        self._group.close()
        self._transactions.engine.dispose()


def open_store(where: Path | str, election: ElectionId, sample_secret: bytes | None = None) -> SqlStore:
    """Open the SQLite file or the database at a URL, making its tables where there are none.

    *sample_secret* is used for a new database only, where none is given it is drawn at random. Raise
    WrongStoreError for another election's or version's, WrongUrlError, StorageAwayError.
    """
    transactions = Transactions(open_engine(where))
    try:
        with telling():
            return SqlStore(transactions, _agree(transactions, election, sample_secret))
    except BaseException:
        transactions.engine.dispose()
        raise


def migrate_store(where: Path | str) -> tuple[str | None, str]:
    """Bring the tables of an older version to this one's shape; return the step before and after."""
    transactions = Transactions(open_engine(where))
    try:
        with telling(), transactions.writing() as connection:
            before = step_of(connection)
            if (before is None and not is_empty(connection)) or (before is not None and not knows(before)):
                raise WrongStoreError(_OTHER_VERSION)
            upgrade(connection)
            return before, newest()
    finally:
        transactions.engine.dispose()


def _agree(transactions: Transactions, election: ElectionId, sample_secret: bytes | None) -> bytes:
    """Make the tables where there are none, check whose they are, and return the secret of the sample."""
    for _ in range(20):
        try:
            with transactions.writing() as connection:
                if is_empty(connection):
                    _make(connection, election, sample_secret)
            break
        except (IntegrityError, ProgrammingError):  # another process makes them at this moment
            time.sleep(0.25)
    with transactions.looking() as connection:
        _ensure_version(step_of(connection))
        held = connection.execute(select(about)).one()
    if held.election != election:
        raise WrongStoreError(_OTHER_ELECTION)
    return bytes(held.sample_secret)


def _make(connection: Connection, election: ElectionId, sample_secret: bytes | None) -> None:
    upgrade(connection)
    row = {"election": election, "sample_secret": sample_secret or secrets.token_bytes(32)}
    connection.execute(insert(about).values(row))


def _ensure_version(step: str | None) -> None:
    if step == newest():
        return
    raise WrongStoreError(_OLDER_VERSION if step is not None and knows(step) else _OTHER_VERSION)


_OTHER_VERSION = {
    "id": "Data ini dibuat oleh versi Sirekap yang lain. Pakai versi itu, atau folder data yang baru.",
    "en": "This data was made by another version of Sirekap. Use that version, or a new data folder.",
}
_OLDER_VERSION = {
    "id": "Data ini dibuat oleh versi Sirekap yang lebih lama. Buat cadangan, lalu jalankan: sirekap migrate",
    "en": "This data was made by another version of Sirekap, an older one. Back it up, then run: "
    "sirekap migrate",
}
_OTHER_ELECTION = {
    "id": "Folder data ini milik pemilu lain, atau definisi pemilunya berubah. Pakai folder data yang baru.",
    "en": "This data folder belongs to another election, or its definition changed. Use a new data folder.",
}
