"""A few pages made, photographed and read as ``sirekap bench rehearsed`` does, with other seeds."""

from sirekap.actions.open_election import open_election
from sirekap.rehearsal import bench_rehearsed
from sirekap.rehearsal.bench_rehearsed import SEED, Batch, measure, prepare, shipped_election


def test_rehearsed_pages_are_read_right_and_nothing_wrong_is_accepted():
    prepare()
    codes = sorted(open_election(shipped_election()).stations)
    found = [
        outcome
        for seed, station in ((41, codes[5]), (42, codes[20]), (43, codes[-1]))
        for outcome in measure(Batch(shipped_election(), seed, (station,)))
    ]
    assert len(found) == 3 * 31
    assert [each for each in found if each.accepted and not each.right] == []
    assert sum(each.right for each in found) >= len(found) - 3
    assert sum(each.accepted for each in found) >= 0.9 * len(found)


def test_a_batch_s_outcomes_hang_on_seed_and_station_alone():
    prepare()
    code = sorted(open_election(shipped_election()).stations)[7]
    one, other = (measure(Batch(shipped_election(), 44, (code,))) for _ in range(2))
    assert one == other


def test_the_seeds_measured_are_used_nowhere_else():
    assert SEED >= 900_000
    assert bench_rehearsed.PHOTOS * 31 / 3 >= 30_000
