"""Waiting on the event loop until a transaction is on disk, and no longer than a sender would.

In: what a store's ``submit`` returns. Out: what it is told, or "try again" where the database neither keeps
nor refuses. Invariant: whoever is told to try again may do so, for sending twice changes nothing; a
transaction that had not begun by then is given up.
"""

from asyncio import timeout, wrap_future
from concurrent.futures import Future
from typing import TypeVar

from sirekap.actions.try_again import StorageAwayError

T = TypeVar("T")

PATIENCE_SECONDS = 25
"""Less than a phone waits for an answer, more than any commit takes on a database that is well."""


async def kept(future: "Future[T]") -> T:
    """Return what *future* holds once it is told; raise StorageAwayError where that takes too long."""
    try:
        async with timeout(PATIENCE_SECONDS):
            return await wrap_future(future)
    except TimeoutError:
        raise StorageAwayError from None
