"""What a database says when it cannot keep something, told as what the sender should do.

In: errors of SQLAlchemy and the drivers beneath. Out: ``actions.try_again``'s errors. Invariant: whatever is
not about the moment (a wrong statement, a refused change) is passed on as it is.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from sirekap.actions.try_again import CollidedError, StorageAwayError, StorageFullError, TryAgainError

_SQLITE = {
    "SQLITE_BUSY": CollidedError,
    "SQLITE_LOCKED": CollidedError,
    "SQLITE_FULL": StorageFullError,
    "SQLITE_IOERR": StorageAwayError,
    "SQLITE_CANTOPEN": StorageAwayError,
    "SQLITE_READONLY": StorageAwayError,
}
"""By the beginning of the error's name, https://www.sqlite.org/rescode.html."""

_POSTGRES = {
    "40": CollidedError,
    "55P03": CollidedError,
    "23505": CollidedError,
    "53100": StorageFullError,
    "53": StorageAwayError,
    "57": StorageAwayError,
    "58": StorageAwayError,
    "08": StorageAwayError,
    "25006": StorageAwayError,
}
"""By the beginning of the code, https://www.postgresql.org/docs/current/errcodes-appendix.html.

A key that another writer took meanwhile (23505) is a collision: who looks again finds it. 25006 is a
standby that answers in place of the primary."""


@contextmanager
def telling() -> Iterator[None]:
    """Raise what the moment refused within the context as a TryAgainError."""
    try:
        yield
    except NoConnectionError as error:
        raise TryAgainError from error
    except DBAPIError as error:
        kind = _kind_of(error)
        if kind is None:
            raise
        raise kind from error


def _kind_of(error: DBAPIError) -> type[TryAgainError] | None:
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _by_beginning(_SQLITE, getattr(cause, "sqlite_errorname", ""))
    if isinstance(cause, psycopg.Error):
        if cause.sqlstate is not None:
            return _by_beginning(_POSTGRES, cause.sqlstate)
        lost = error.connection_invalidated or isinstance(cause, psycopg.OperationalError)
        return StorageAwayError if lost else None
    return None


def _by_beginning(kinds: dict[str, type[TryAgainError]], name: str) -> type[TryAgainError] | None:
    """Return the kind under the longest beginning of *name*."""
    found = [beginning for beginning in kinds if name.startswith(beginning)]
    return kinds[max(found, key=len)] if found else None
