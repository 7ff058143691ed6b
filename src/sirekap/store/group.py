"""Group commit: the transactions of many callers kept by one flush of the disk.

In: functions that take a ``Work``. Out: a future each, told only after the commit that holds its writes.
Invariant: one that fails takes nothing of its neighbours with it: what it gathered is taken back, or all of
them are run again without it. A function may therefore be run more than once, and must do nothing but use its
``Work``. A group takes the turns of all its places first and in order, so that two groups never wait for each
other; what it reads about them it reads for all at once, and what it writes it inserts together.
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

from sirekap.actions.ports import Work
from sirekap.actions.try_again import CollidedError, TryAgainError, again
from sirekap.store.books import SqlWork
from sirekap.store.engines import Transactions
from sirekap.store.faults import telling

T = TypeVar("T")

MOST_TOGETHER = 128
"""Transactions of one commit: more would make the first wait long for the last."""

MOST_WAITING = 10_000
"""Callers that wait; beyond this the next is asked to try again."""

GATHER_SECONDS = 0.004
"""How long a group waits for more while more keep coming; one that has company seldom comes alone."""

MOST_GATHERING = 6
"""Times it waits: at most 24 ms, so that an answer is never long in coming."""

MOST_SPOILT = 4
"""Times a group is run again without one that spoilt it, before each is run alone."""

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

    def run(self, work: SqlWork) -> None:
        """Run it within a transaction of several; an error of its own is kept for its caller.

        Raise SpoiltError where what it wrote can only be undone together with everything else.
        """
        self._error = None
        try:
            with telling():
                self._result = self._do(work)
                work.end()
        except TryAgainError:
            raise
        except Exception as error:
            self._error = error
            if not work.take_back():
                raise SpoiltError(self) from error

    def tell(self) -> None:
        """Tell the caller what came of it, after the commit."""
        if self._error is not None:
            self.future.set_exception(self._error)
        else:
            self.future.set_result(self._result)


class SpoiltError(Exception):
    """One caller's error left the whole transaction of no use; nothing of it was kept."""

    def __init__(self, piece: _Piece[Any]) -> None:
        super().__init__("a transaction failed after it had written")
        self.piece = piece


class Group:
    """Gathers the transactions that wait while the last commit is under way, and commits them together."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._waiting: queue.SimpleQueue[_Piece[Any] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._starting = threading.Lock()
        self._closed = False
        self._busy = False

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
        piece = self._waiting.get()
        self._wait_for_company()
        try:
            while piece is not None:
                if piece.future.set_running_or_notify_cancel():
                    pieces.append(piece)
                if len(pieces) == MOST_TOGETHER:
                    break
                piece = self._waiting.get(block=False)
        except queue.Empty:
            pass
        self._busy = len(pieces) > 1
        return _in_order(pieces), piece is not None

    def _wait_for_company(self) -> None:
        """Wait while more keep coming, if the last group was of several: a flush costs them all the same."""
        for _ in range(MOST_GATHERING if self._busy else 0):
            waiting = self._waiting.qsize()
            if waiting >= MOST_TOGETHER:
                return
            time.sleep(GATHER_SECONDS)
            if self._waiting.qsize() == waiting:
                return

    def _keep(self, pieces: Sequence[_Piece[Any]]) -> None:
        """Commit *pieces* together; where that fails for a reason of one of them, each alone."""
        left = list(pieces)
        for _ in range(MOST_SPOILT):
            try:
                again(lambda: self._commit(left), most_tries=2)
            except SpoiltError as spoilt:
                spoilt.piece.tell()
                left.remove(spoilt.piece)
            except Exception as error:
                if isinstance(error, TryAgainError) and not isinstance(error, CollidedError):
                    for piece in left:
                        piece.future.set_exception(error)
                    return
                break
            else:
                for piece in left:
                    piece.tell()
                return
        for piece in left:
            self._keep_alone(piece)

    def _keep_alone(self, piece: _Piece[Any]) -> None:
        try:
            again(lambda: self._commit([piece]))
        except SpoiltError:
            piece.tell()
        except Exception as error:
            piece.future.set_exception(error)
        else:
            piece.tell()

    def _commit(self, pieces: Sequence[_Piece[Any]]) -> None:
        with telling(), self._transactions.writing() as connection:
            work = SqlWork(connection, {piece.place for piece in pieces if piece.place})
            for piece in pieces:
                piece.run(work)
            work.finish()


def _in_order(pieces: list[_Piece[Any]]) -> list[_Piece[Any]]:
    return sorted(pieces, key=lambda piece: piece.place)
