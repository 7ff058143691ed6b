"""Transactions of many callers, committed together."""

import threading
from concurrent.futures import wait

import pytest
from tests.store.test_database import ELECTION, KEY, NEXT, entered, held, line

from sirekap.actions.try_again import TryAgainError
from sirekap.store.database import NoAuditLineError, open_store


@pytest.fixture
def store(store_place):
    opened = open_store(store_place, ELECTION)
    yield opened
    opened.close()


def adding(value, key=KEY, error=None):
    def do(work):
        work.evidence.add(key, entered(value))
        if error is not None:
            raise error
        work.note(line(key.station))
        return value

    return do


def test_many_transactions_are_kept_and_each_is_told_its_own_result(store):
    futures = [store.submit(KEY.station, adding(value)) for value in range(60)]
    assert [each.result(30) for each in futures] == list(range(60))
    assert sorted(each.values["votes.1"] for each in held(store)) == list(range(60))
    assert len(store.audit_lines("")) == 60


def test_one_that_fails_takes_nothing_of_its_neighbours_with_it(store):
    good = store.submit(KEY.station, adding(1))
    bad = store.submit(KEY.station, adding(2, error=ValueError("no")))
    unnoted = store.submit(KEY.station, lambda work: work.evidence.add(KEY, entered(4)))
    after = store.submit(KEY.station, adding(3))
    with pytest.raises(ValueError, match="no"):
        bad.result(30)
    with pytest.raises(NoAuditLineError):
        unnoted.result(30)
    assert (good.result(30), after.result(30)) == (1, 3)
    assert held(store) == (entered(1), entered(3))


def test_what_is_told_is_seen_by_others_at_once(store, store_place):
    other = open_store(store_place, ELECTION)
    for value in range(5):
        store.submit(KEY.station, adding(value)).result(30)
        assert entered(value) in held(other)
    other.close()


def test_two_servers_write_about_the_same_places_and_lose_nothing(store, store_place):
    other = open_store(store_place, ELECTION)
    futures = []

    def send(to, first):
        for value in range(first, first + 40):
            key = (KEY, NEXT)[value % 2]
            futures.append(to.submit(key.station, adding(value, key)))

    threads = [threading.Thread(target=send, args=each) for each in ((store, 0), (other, 1000))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait(futures, 60)
    assert [each.exception() for each in futures] == [None] * 80
    assert len(held(store)) + len(held(store, NEXT)) == 80
    other.close()


def test_two_servers_that_decide_on_the_same_past_take_turns(store, store_place):
    """Each adds the number of pieces it saw: without turns two would see the same past."""
    other = open_store(store_place, ELECTION)

    def count(work):
        work.evidence.add(KEY, entered(len(work.evidence.of(KEY))))
        work.note(line())

    futures = [to.submit(KEY.station, count) for _ in range(20) for to in (store, other)]
    for each in futures:
        each.result(60)
    assert sorted(each.values["votes.1"] for each in held(store)) == list(range(40))
    other.close()


def test_a_caller_that_went_away_keeps_nobody_waiting(store):
    gate = threading.Event()
    first = store.submit(KEY.station, lambda work: (gate.wait(10), work.note(line())))
    left = store.submit(KEY.station, adding(1))
    left.cancel()
    gate.set()
    first.result(30)
    assert store.submit(KEY.station, adding(2)).result(30) == 2


def test_closing_finishes_what_was_submitted_and_takes_no_more(store_place):
    store = open_store(store_place, ELECTION)
    futures = [store.submit(KEY.station, adding(value)) for value in range(30)]
    store.close()
    assert all(each.done() and each.exception() is None for each in futures)
    with pytest.raises(TryAgainError):
        store.submit(KEY.station, adding(99))
