"""Waiting on the event loop until a transaction is on disk, and no longer than a sender would.

In: what a store's ``submit`` returns. Out: what it is told, or "try again" where the database neither keeps
nor refuses. Invariant: whoever is told to try again may do so, for sending twice changes nothing; a
transaction that had not begun by then is given up. Those who wait for one commit are woken together: waking
the loop for each would cost as much as the answer.
"""

from asyncio import AbstractEventLoop, get_running_loop
from asyncio import Future as Waiter
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sirekap.actions.try_again import StorageAwayError

T = TypeVar("T")

PATIENCE_SECONDS = 25
"""Less than a phone waits for an answer, more than any commit takes on a database that is well."""


async def kept(future: "Future[T]") -> T:
    """Return what *future* holds once it is told; raise StorageAwayError where that takes too long."""
    loop = get_running_loop()
    waiter: Waiter[T] = loop.create_future()
    post = _post_of(loop)
    future.add_done_callback(lambda told: post.put(waiter, told))
    patience = loop.call_later(PATIENCE_SECONDS, _give_up, waiter, future)
    try:
        return await waiter
    finally:
        patience.cancel()


def _give_up(waiter: "Waiter[Any]", future: "Future[Any]") -> None:
    if not waiter.done():
        waiter.set_exception(StorageAwayError())
        future.cancel()


class _Post:
    """What other threads have to tell one loop."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._lock = Lock()
        self._told: list[tuple[Waiter[Any], Future[Any]]] = []

    def put(self, waiter: "Waiter[Any]", future: "Future[Any]") -> None:
        """Have *waiter* told what *future* holds; the loop is woken for the first of several only."""
        with self._lock:
            first = not self._told
            self._told.append((waiter, future))
        if first:
            self._loop.call_soon_threadsafe(self._hand_out)

    def _hand_out(self) -> None:
        with self._lock:
            told, self._told = self._told, []
        for waiter, future in told:
            if not waiter.done():
                _tell(waiter, future)


def _tell(waiter: "Waiter[Any]", future: "Future[Any]") -> None:
    error = future.exception()
    if error is not None:
        waiter.set_exception(error)
    else:
        waiter.set_result(future.result())


_posts: WeakKeyDictionary[AbstractEventLoop, _Post] = WeakKeyDictionary()


def _post_of(loop: AbstractEventLoop) -> _Post:
    post = _posts.get(loop)
    if post is None:
        post = _posts[loop] = _Post(loop)
    return post
