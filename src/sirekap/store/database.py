"""The SQLite database: opened for one election, changed only by a ``Work`` that carries its audit line.

Invariant: a transaction that is not left with an audit line keeps nothing; a commit is on disk before it
is told. A database of another version or another election is refused, never adapted.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select

from sirekap.actions.ports import AuditLine
from sirekap.election.model import ElectionId
from sirekap.store.account_rows import AccountRows
from sirekap.store.audit_rows import add_line, lines_below
from sirekap.store.claim_rows import ClaimRows
from sirekap.store.key_rows import KeyRows
from sirekap.store.photo_rows import PhotoRows, QueueRows
from sirekap.store.record_rows import ChangedRows, EvidenceRows
from sirekap.store.tables import VERSION, about, metadata
from sirekap.store.upload_rows import UploadRows

WAIT_SECONDS = 30
"""How long a writer waits for another before it gives up."""

MOST_CONNECTIONS = 64
"""More than the HTTP server has threads, so that no request waits for a connection."""


T = TypeVar("T")


class WrongStoreError(Exception):
    """The data folder belongs to another version or another election."""

    code = "wrong_store"

    def __init__(self, say: Mapping[str, str]) -> None:
        super().__init__(say["en"])
        self.say = say


class NoAuditLineError(Exception):
    """A transaction was left without its audit line; nothing of it was kept. A fault of the program."""


class SqlBooks:
    """Everything that is held, as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self.accounts = AccountRows(connection)
        self.keys = KeyRows(connection)
        self.claims = ClaimRows(connection)
        self.uploads = UploadRows(connection)
        self.evidence = EvidenceRows(connection)
        self.photos = PhotoRows(connection)
        self.queue = QueueRows(connection)
        self.changed = ChangedRows(connection)


class SqlWork(SqlBooks):
    """A transaction that may write."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._connection = connection
        self.noted = False

    def note(self, line: AuditLine) -> None:
        """Write the audit line without which nothing of this transaction is kept."""
        add_line(self._connection, line)
        self.noted = True


class SqlStore:
    """The database of one election."""

    def __init__(self, engine: Engine, sample_secret: bytes) -> None:
        self._reading = engine
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE")
        self.sample_secret = sample_secret

    @contextmanager
    def work(self) -> Iterator[SqlWork]:
        """Open a transaction that may write; keep it if it was noted, else raise NoAuditLineError."""
        with self._writing.begin() as connection:
            work = SqlWork(connection)
            yield work
            if not work.noted:
                raise NoAuditLineError

    def do(self, step: Callable[[SqlWork], T]) -> T:
        """Take *step* in a transaction; return once it is on disk."""
        with self.work() as work:
            return step(work)

    @contextmanager
    def look(self) -> Iterator[SqlBooks]:
        """Open a transaction that keeps nothing."""
        with self._reading.connect() as connection:
            yield SqlBooks(connection)
            connection.rollback()

    def audit_lines(self, place: str) -> Sequence[AuditLine]:
        """Return the audit lines of every place whose code begins with *place*, oldest first."""
        with self._reading.connect() as connection:
            return lines_below(connection, place)

    def close(self) -> None:
        """Let go of the file."""
        self._reading.dispose()


def open_store(file: Path, election: ElectionId, sample_secret: bytes | None = None) -> SqlStore:
    """Open the database, making it where there is none; raise WrongStoreError for another's.

    *sample_secret* is used for a new database only, where none is given it is drawn at random.
    """
    engine = create_engine(
        f"sqlite:///{file}",
        connect_args={"timeout": WAIT_SECONDS},
        hide_parameters=True,
        max_overflow=MOST_CONNECTIONS,
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    try:
        return SqlStore(engine, _agree(engine, election, sample_secret))
    except BaseException:
        engine.dispose()
        raise


def _configure(connection: Any, record: object) -> None:  # noqa: ARG001 (the signature is SQLAlchemy's)
    """Have every commit on disk before it is told, and leave the beginning of transactions to ``_begin``."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin as the engine's option says: writers lock at once, so that no two decide on the same past."""
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _agree(engine: Engine, election: ElectionId, sample_secret: bytes | None) -> bytes:
    """Make the tables where there are none, check whose they are, and return the secret of the sample."""
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        if not inspect(connection).get_table_names():
            metadata.create_all(connection)
            row = {"version": VERSION, "election": election}
            secret = sample_secret or secrets.token_bytes(32)
            connection.execute(insert(about).values(row | {"sample_secret": secret}))
        if not inspect(connection).has_table(about.name):
            raise WrongStoreError(_OTHER_VERSION)
        held = connection.execute(select(about)).one()
    if held.version != VERSION:
        raise WrongStoreError(_OTHER_VERSION)
    if held.election != election:
        raise WrongStoreError(_OTHER_ELECTION)
    return bytes(held.sample_secret)


_OTHER_VERSION = {
    "id": "Folder data ini dibuat oleh versi Sirekap yang lain. Pakai versi itu, atau folder data yang baru.",
    "en": "This data folder was made by another version of Sirekap. Use that version, or a new data folder.",
}
_OTHER_ELECTION = {
    "id": "Folder data ini milik pemilu lain, atau definisi pemilunya berubah. Pakai folder data yang baru.",
    "en": "This data folder belongs to another election, or its definition changed. Use a new data folder.",
}
