"""Transactions of many callers, committed together."""

import threading
from concurrent.futures import wait

import pytest
from sqlalchemy.exc import IntegrityError
from tests.store.test_database import ELECTION, KEY, NEXT, NOW, entered, held, line

from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.actions.try_again import CollidedError, TryAgainError
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


def test_one_that_fails_after_it_has_written_and_looked_takes_nothing_of_its_neighbours_with_it(store):
    """What it wrote has reached the database with its neighbours': they are run again without it."""
    gate = threading.Event()
    store.submit(KEY.station, lambda work: (gate.wait(10), work.note(line())))

    def look_and_fail(work):
        work.evidence.add(KEY, entered(2))
        assert entered(2) in work.evidence.of(KEY)
        raise ValueError("no")

    good = store.submit(KEY.station, adding(1))
    bad = [store.submit(KEY.station, look_and_fail) for _ in range(6)]
    after = store.submit(KEY.station, adding(3))
    gate.set()
    for each in bad:
        with pytest.raises(ValueError, match="no"):
            each.result(30)
    assert (good.result(30), after.result(30)) == (1, 3)
    assert held(store) == (entered(1), entered(3))


def test_a_statement_that_the_database_refuses_fails_its_own_caller_alone(store):
    gate = threading.Event()
    store.submit(KEY.station, lambda work: (gate.wait(10), work.note(line())))
    account = Account(AccountId("kpps-1"), Role.OFFICER, Reach(KEY.station))

    def open_twice(work):
        work.accounts.add(account, None, NOW)
        work.accounts.add(account, None, NOW)
        work.note(line())

    good = store.submit(KEY.station, adding(1))
    bad = store.submit(KEY.station, open_twice)
    after = store.submit(NEXT.station, adding(3, NEXT))
    gate.set()
    with pytest.raises((IntegrityError, CollidedError)):
        bad.result(30)
    assert (good.result(30), after.result(30)) == (1, 3)
    with store.look() as books:
        assert books.accounts.get(account.id) is None


def test_what_one_caller_wrote_the_next_of_the_same_group_sees(store):
    gate = threading.Event()
    store.submit(KEY.station, lambda work: (gate.wait(10), work.note(line())))

    def see(work):
        work.note(line())
        return len(work.evidence.of(KEY)), work.claims.add_details(KEY.station, "a" * 64, b"one", NOW)

    seen = [
        store.submit(KEY.station, adding(1)),
        store.submit(KEY.station, see),
        store.submit(KEY.station, see),
    ]
    gate.set()
    assert [each.result(30) for each in seen] == [1, (1, True), (1, False)]
