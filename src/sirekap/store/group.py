"""Group commit: the transactions of many callers kept by one flush of the disk.

In: functions that take a ``Work``. Out: a future each, told only after the commit that holds its writes.
Invariant: each keeps its own savepoint, so one that fails takes nothing of its neighbours with it; a
function may be run again after a collision, and must therefore do nothing but use its ``Work``. Within a
group the places are visited in order, so that two groups never wait for each other.
"""

import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from sirekap.actions.ports import Work
from sirekap.actions.try_again import CollidedError, TryAgainError, again
from sirekap.store.books import NoAuditLineError, SqlWork
from sirekap.store.engines import Transactions
from sirekap.store.faults import telling

T = TypeVar("T")

MOST_TOGETHER = 128
"""Transactions of one commit: more would make the first wait long for the last."""

MOST_WAITING = 10_000
"""Callers that wait; beyond this the next is asked to try again."""

WRITERS = 2
"""Threads that commit groups, where the database lets several write at once."""


class _Piece(Generic[T]):
    """One caller's transaction."""

    def __init__(self, place: str, do: Callable[[Work], T]) -> None:
        self.place = place
        self._do = do
        self.future: Future[T] = Future()
        self._result: T
        self._error: BaseException | None = None

    def run(self, connection: Connection) -> None:
        """Run it within a savepoint; an error of its own is kept for its caller, and what it wrote undone."""
        self._error = None
        connection.exec_driver_sql("SAVEPOINT piece")
        work = SqlWork(connection)
        try:
            with telling():
                self._result = self._do(work)
            if not work.noted:
                raise NoAuditLineError
        except TryAgainError:
            raise
        except Exception as error:
            self._error = error
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT piece")
        connection.exec_driver_sql("RELEASE SAVEPOINT piece")

    def tell(self) -> None:
        """Tell the caller what came of it, after the commit."""
        if self._error is not None:
            self.future.set_exception(self._error)
        else:
            self.future.set_result(self._result)


class Group:
    """Gathers the transactions that wait while the last commit is under way, and commits them together."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._waiting: queue.SimpleQueue[_Piece[Any] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._starting = threading.Lock()
        self._closed = False

    def submit(self, place: str, do: Callable[[Work], T]) -> Future[T]:
        """Queue *do*, a transaction about *place*; the future is told once it is on disk, or its error.

        The future may hold a TryAgainError, after which nothing was kept, or, where the database went away
        during the commit, perhaps all: sending again must change nothing, as everywhere.
        """
        if self._waiting.qsize() >= MOST_WAITING:
            raise TryAgainError
        piece = _Piece(place, do)
        with self._starting:
            if self._closed:
                raise TryAgainError
            if not self._threads:
                self._start()
            self._waiting.put(piece)
        return piece.future

    def close(self) -> None:
        """Finish everything that was submitted, and take no more."""
        with self._starting:
            self._closed = True
            for _ in self._threads:
                self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _start(self) -> None:
        for _ in range(WRITERS if self._transactions.writes_at_once else 1):
            thread = threading.Thread(target=self._write, name="group-commit", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _write(self) -> None:
        more = True
        while more:
            pieces, more = self._gather()
            if pieces:
                self._keep(pieces)

    def _gather(self) -> tuple[list[_Piece[Any]], bool]:
        """Wait for a piece and take all that wait with it, in the order of their places; False at the end."""
        pieces: list[_Piece[Any]] = []
        try:
            while len(pieces) < MOST_TOGETHER:
                piece = self._waiting.get(block=not pieces)
                if piece is None:
                    return _in_order(pieces), False
                if piece.future.set_running_or_notify_cancel():
                    pieces.append(piece)
        except queue.Empty:
            pass
        return _in_order(pieces), True

    def _keep(self, pieces: Sequence[_Piece[Any]]) -> None:
        """Commit *pieces* together; where that collides, each alone."""
        try:
            again(lambda: self._commit(pieces), most_tries=2)
        except CollidedError as collided:
            if len(pieces) == 1:
                pieces[0].future.set_exception(collided)
                return
            for piece in pieces:
                self._keep_alone(piece)
            return
        except Exception as error:
            for piece in pieces:
                piece.future.set_exception(error)
            return
        for piece in pieces:
            piece.tell()

    def _keep_alone(self, piece: _Piece[Any]) -> None:
        try:
            again(lambda: self._commit([piece]))
        except Exception as error:
            piece.future.set_exception(error)
        else:
            piece.tell()

    def _commit(self, pieces: Sequence[_Piece[Any]]) -> None:
        with telling(), self._transactions.writing() as connection:
            for piece in pieces:
                piece.run(connection)


def _in_order(pieces: list[_Piece[Any]]) -> list[_Piece[Any]]:
    return sorted(pieces, key=lambda piece: piece.place)
