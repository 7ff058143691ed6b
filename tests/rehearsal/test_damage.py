"""The law of damage: whatever happens to a page, no accepted field is wrong."""

import pytest
from tests.rehearsal.rehearsed import election

from sirekap.rehearsal.damage import CATALOGUE
from sirekap.rehearsal.damage_trial import Ground, cases, photo_of, try_all

SEED = 17
NAMES = [each.name for each in CATALOGUE]


def trials(family, name, stations=1):
    ground = Ground(election(), family)
    damage = [each for each in CATALOGUE if each.name == name]
    return list(try_all(ground, cases(ground, stations, SEED, damage), jobs=1))


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_page_of_ours_is_read_right_or_not_accepted_or_refused(name):
    done = trials("sirekap-1", name)
    assert len(done) == len(next(each for each in CATALOGUE if each.name == name).grades)
    assert [each for each in done if each.wrong] == []


@pytest.mark.parametrize("name", ["defocus", "dark", "glare", "fold", "perspective", "finger", "crop"])
def test_a_damaged_page_of_2024_is_read_right_or_not_accepted_or_refused(name):
    assert [each for each in trials("kpu-2024", name) if each.wrong] == []


def test_the_mildest_damage_costs_little_and_the_worst_is_noticed():
    mildest, worst = [], []
    for name in ("defocus", "dark", "perspective", "compressed", "small"):
        done = trials("sirekap-1", name)
        mildest.append(done[0])
        worst.append(done[-1])
    fields = sum(each.fields for each in mildest)
    assert sum(each.accepted for each in mildest) > 0.9 * fields
    assert sum(each.accepted for each in worst) < 0.8 * sum(each.fields for each in worst)


@pytest.mark.parametrize("name", ["defocus", "stain", "faint_pen", "misprint"])
def test_a_case_gives_the_same_photo_again_and_another_grade_another(name):
    ground = Ground(election(), "sirekap-1")
    damage = [each for each in CATALOGUE if each.name == name]
    first, second, *_ = cases(ground, 1, SEED, damage)
    assert photo_of(ground, first) == photo_of(ground, first)
    assert photo_of(ground, first) != photo_of(ground, second)
