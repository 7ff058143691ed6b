"""The benches of speed and memory measure what they say."""

import sys

import numpy as np
import pytest

from sirekap.reading.read_photo import open_reader
from sirekap.rehearsal import bench_batch, bench_speed


def test_what_this_process_holds_is_not_counted_as_held_by_its_child():
    held = np.ones(200_000_000, np.uint8)
    _, memory = bench_speed.process("-c", "pass")
    assert 3 < memory < 60 < held.nbytes / 1e6


def test_a_child_that_fails_gives_no_figure():
    with pytest.raises(Exception, match="returned non-zero"):
        bench_speed.process("-c", "raise SystemExit(3)")


def test_reading_and_unpacking_take_turns_and_every_step_is_told(monkeypatch):
    monkeypatch.setattr(bench_speed, "ROUNDS", 2)
    form, data = bench_speed.rehearsed("sirekap-1")
    ours, theirs = bench_speed.side_by_side(data, [form], open_reader())
    assert len(ours) == len(theirs) == 2
    named = [each.figure for each in bench_speed.steps(data, form, [form], open_reader())]
    assert named[0] == "step_decode_sirekap-1"
    assert len(named) == len(set(named)) == 8


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_a_batch_reads_every_photo_and_tells_what_it_holds(monkeypatch):
    monkeypatch.setattr(bench_batch, "DIFFERENT", 1)
    found = {each.figure: each.value for each in bench_batch.bench(limit=40)}
    assert found["photos"] == 40
    assert 50 < found["memory_after_a_tenth"] < 4000
    assert found["photos_per_second"] > 0
