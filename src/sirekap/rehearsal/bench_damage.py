"""``sirekap bench damage``: what every kind of damage costs, and that nothing wrong is accepted.

In: the election that ships. Out: figures: a kind's share of fields accepted at its mildest and over all its
grades, the photos refused, and over the whole catalogue the accepted fields that are wrong. Synthetic: the
paper, the hands and the camera are rehearsal's. The seed is used nowhere else.
"""

import os
from collections.abc import Iterator, Sequence

from sirekap.actions.open_election import open_election, shipped_election
from sirekap.election.figure import Figure
from sirekap.reading.bench import wilson
from sirekap.rehearsal.damage import CATALOGUE
from sirekap.rehearsal.damage_trial import Ground, Trial, cases, try_all

SEED = 90210
STATIONS = 6
"""Photos a grade."""
FAMILIES = ("sirekap-1", "kpu-2024")


def bench() -> Iterator[Figure]:
    """Yield the figures of both families, kind by kind as they are measured."""
    for family in FAMILIES:
        ground = Ground(open_election(shipped_election()), family)
        trials: list[Trial] = []
        for damage in CATALOGUE:
            wanted = cases(ground, STATIONS, SEED, [damage])
            own = list(try_all(ground, wanted, os.cpu_count() or 1))
            yield from kind_figures(f"{family} {damage.name}", own)
            trials += own
        yield from whole_figures(family, trials)


def kind_figures(name: str, trials: Sequence[Trial]) -> Iterator[Figure]:
    """Yield what one kind of damage costs."""
    mildest = [each for each in trials if each.case.grade == 0]
    yield _accepted(f"{name}: accepted at its mildest", mildest)
    yield _accepted(f"{name}: accepted at all grades", trials)
    refused = sum(each.refused is not None for each in trials)
    yield Figure(f"{name}: photos refused", float(refused), f"of {len(trials)} photos")


def whole_figures(family: str, trials: Sequence[Trial]) -> Iterator[Figure]:
    """Yield the catalogue's law as figures."""
    accepted = sum(each.accepted for each in trials)
    wrong = sum(each.wrong for each in trials)
    low, high = wilson(wrong, accepted)
    yield Figure(f"{family}: fields", float(sum(each.fields for each in trials)), "fields")
    yield _accepted(f"{family}: accepted", trials)
    yield Figure(f"{family}: accepted_wrong", float(wrong), "fields", low * accepted, high * accepted)


def _accepted(name: str, trials: Sequence[Trial]) -> Figure:
    fields = sum(each.fields for each in trials)
    accepted = sum(each.accepted for each in trials)
    lower, upper = wilson(accepted, fields)
    return Figure(name, accepted / fields if fields else 0.0, f"share of {fields} fields", lower, upper)
