"""Waiting for a transaction: told when it is on disk, given up when the database does neither."""

import asyncio
from concurrent.futures import Future

import pytest

from sirekap.actions.try_again import StorageAwayError, TryAgainError
from sirekap.web import kept as module
from sirekap.web.kept import kept


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.05)


def told(result=None, error=None):
    future = Future()
    future.set_running_or_notify_cancel()
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)
    return future


def test_what_was_kept_or_refused_is_told():
    assert asyncio.run(kept(told("kept"))) == "kept"
    with pytest.raises(TryAgainError):
        asyncio.run(kept(told(error=TryAgainError())))


def test_who_waits_too_long_is_told_to_try_again_and_what_had_not_begun_is_given_up():
    waiting = Future()
    with pytest.raises(StorageAwayError):
        asyncio.run(kept(waiting))
    assert waiting.cancelled()


def test_a_transaction_under_way_goes_on_though_nobody_waits_for_it():
    under_way = Future()
    under_way.set_running_or_notify_cancel()
    with pytest.raises(StorageAwayError):
        asyncio.run(kept(under_way))
    under_way.set_result("kept")
    assert under_way.result() == "kept"
