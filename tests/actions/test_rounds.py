import threading

import pytest

from sirekap.actions.rounds import making


def test_a_round_is_made_again_at_once_while_there_is_work_and_later_when_there_is_none():
    made, rested = [], threading.Event()

    def work():
        made.append(len(made))
        if len(made) == 3:
            rested.set()
        return len(made) < 3

    with making((work,), pause_seconds=60):
        assert rested.wait(10)
    assert made == [0, 1, 2]


def test_a_round_that_fails_is_told_and_made_again(caplog):
    tried, done = [], threading.Event()

    def stumble():
        tried.append(1)
        if len(tried) == 1:
            raise RuntimeError("the first time it breaks")
        done.set()
        return False

    with making((stumble,), pause_seconds=0.01):
        assert done.wait(10)
    assert "the first time it breaks" in caplog.text


def test_leaving_waits_for_the_step_at_hand():
    begun, go_on, finished = threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        go_on.wait(10)
        finished.append(1)
        return False

    with making((slow,), pause_seconds=60):
        assert begun.wait(10)
        threading.Timer(0.05, go_on.set).start()
    assert finished == [1]


def test_one_failing_round_does_not_stop_another():
    done = threading.Event()

    def broken():
        raise RuntimeError("always")

    def healthy():
        done.set()
        return False

    with making((broken, healthy), pause_seconds=0.01):
        assert done.wait(10)


def test_rounds_end_when_the_context_is_left_by_an_error():
    before = threading.active_count()
    with pytest.raises(ValueError, match="outside"), making((lambda: False,), pause_seconds=60):
        raise ValueError("outside")
    assert threading.active_count() == before
