"""What the form's printed sums say of each value, at the rate at which officials' own sums are wrong.

In: a posterior a field from its own marks, and the identities among the fields. Out: a ``Summed`` a field.
Invariant: sums are evidence, never a repair: they move probabilities, and the value stays what the marks say.
The joint distribution over the fields that identities tie together is worked out over each field's likeliest
values and those that a sum asks for, with at most ``DEPARTURES`` fields away from their likeliest value at
once: for a component of up to that many unsure fields this is exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

import numpy as np

from sirekap.election.model import FieldName
from sirekap.forms.model import Identity
from sirekap.reading.model import Evidence
from sirekap.reading.posterior import Posterior

WRONG_FORMS = 0.037
"""Share of presidential forms of 2024 whose own sums were wrong (docs/rules.md)."""

LIKELIEST = 3
"""Values of a field that its own marks put forward."""

LEAST = 1e-7
"""A value less likely than this by its own marks is not put forward by them."""

DEPARTURES = 2

SLIP = 0.5
"""Share of miswritten numbers that differ from the right one in one digit; the others may be anything."""

SEVERAL_SLIPS = 0.1
"""Share of wrong forms on which more than one number is miswritten; both may then be anything."""

LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Summed:
    """What the sums make of a field.

    ``probability`` is that of the marks' own value once the sums have spoken; ``said`` is what they say by
    themselves, None where they say nothing.
    """

    probability: float
    said: Evidence | None


def slip_rate(identities: Sequence[Identity]) -> float:
    """Return how often a number tied to others by a form's sums is miswritten, if that happens singly."""
    tied = {name for each in identities for name in _fields_of(each)}
    return float(1 - (1 - WRONG_FORMS) ** (1 / max(len(tied), 1)))


def weigh_sums(
    own: Mapping[FieldName, Posterior], identities: Sequence[Identity], rate: float
) -> dict[FieldName, Summed]:
    """Weigh the *identities* all of whose fields are in *own*; each field is miswritten at *rate*."""
    whole = [each for each in identities if own.keys() >= set(_fields_of(each))]
    found = {name: Summed(each.of(each.best), None) for name, each in own.items()}
    for group in _components(whole):
        names = sorted({name for each in group for name in _fields_of(each)})
        said = {name: _said(name, group, own, rate) for name in names}
        shares = _marginals(names, group, own, said, rate)
        found |= {name: Summed(shares[name], said[name]) for name in names}
    return found


def _components(identities: Iterable[Identity]) -> list[list[Identity]]:
    """Group identities that share fields."""
    groups: list[tuple[set[FieldName], list[Identity]]] = []
    for each in identities:
        names, members = set(_fields_of(each)), [each]
        apart = []
        for other_names, other in groups:
            if names & other_names:
                names, members = names | other_names, other + members
            else:
                apart.append((other_names, other))
        groups = [*apart, (names, members)]
    return [members for _, members in groups]


def _said(
    name: FieldName, identities: Sequence[Identity], own: Mapping[FieldName, Posterior], rate: float
) -> Evidence | None:
    """Return the value that the other fields of a sum ask for, by the sum that is surest of it."""
    best = {each: own[each].best for identity in identities for each in _fields_of(identity)}
    said = []
    for identity in identities:
        if name in _fields_of(identity):
            others = _without(name, identity, best)
            value = _asked(name, identity, others)
            if value is not None:
                sure = prod(own[each].of(others[each]) for each in others)
                said.append(Evidence(value, sure * (1 - rate) ** len(best)))
    return max(said, key=lambda each: each.probability, default=None)


def _asked(name: FieldName, identity: Identity, others: Mapping[FieldName, int | None]) -> int | None:
    """Return what *name* must be for the sum to hold; None where a field is blank or it would be negative."""
    known = [value for value in others.values() if value is not None]
    if len(known) < len(others):
        return None
    if name == identity.total:
        return sum(known)
    value = (others[identity.total] or 0) - sum(
        each or 0 for part, each in others.items() if part != identity.total
    )
    return value if value >= 0 else None


def _marginals(
    names: Sequence[FieldName],
    identities: Sequence[Identity],
    own: Mapping[FieldName, Posterior],
    said: Mapping[FieldName, Evidence | None],
    rate: float,
) -> dict[FieldName, float]:
    """Return the joint probability of each field's own best value."""
    best = {name: own[name].best for name in names}
    others = {name: _others(own[name], said[name]) for name in names}
    whole, kept = 0.0, dict.fromkeys(names, 0.0)
    for changes in _departures(names, others):
        values = best | changes
        weight = prod(own[name].of(values[name]) for name in names)
        weight *= _consistent(values, identities, rate)
        whole += weight
        for name in names:
            if name not in changes:
                kept[name] += weight
    return {name: kept[name] / whole if whole else 0.0 for name in names}


def _others(own: Posterior, said: Evidence | None) -> list[int]:
    """Return the values besides the best that are put forward: by the field's own marks, and by its sums."""
    likely = np.argpartition(own.values, -LIKELIEST)[-LIKELIEST:]
    found = {int(value) for value in likely if own.values[value] > LEAST}
    if said is not None and said.value is not None and own.of(said.value) > 0:
        found.add(said.value)
    return sorted(found - {own.best})


def _departures(
    names: Sequence[FieldName], others: Mapping[FieldName, Sequence[int]]
) -> Iterable[dict[FieldName, int | None]]:
    """Yield every way for at most DEPARTURES fields to hold another value than their best."""
    movable = [name for name in names if others[name]]
    for count in range(DEPARTURES + 1):
        for chosen in combinations(movable, count):
            for values in product(*(others[name] for name in chosen)):
                yield dict(zip(chosen, values, strict=True))


def _consistent(values: Mapping[FieldName, int | None], identities: Sequence[Identity], rate: float) -> float:
    """Return how likely officials are to write *values*, up to a factor that is the same for all.

    What they write is the right number, except for a slip in one field at *rate*, or rarely in several. One
    slip breaks every sum that the field stands in.
    """
    known = [each for each in identities if all(values[name] is not None for name in _fields_of(each))]
    broken = [each for each in known if sum(values[p] or 0 for p in each.parts) != values[each.total]]
    if not broken:
        return 1.0
    several = rate * SEVERAL_SLIPS / float(10 ** (2 * LEAST_DIGITS))
    return several + sum(_slip(name, known, broken, values, rate) for name in _fields_of(broken[0]))


def _slip(
    name: FieldName,
    known: Sequence[Identity],
    broken: Sequence[Identity],
    values: Mapping[FieldName, int | None],
    rate: float,
) -> float:
    """Return the probability that a slip in *name* alone broke exactly the *broken* of the *known* sums."""
    if [each for each in known if name in _fields_of(each)] != list(broken):
        return 0.0
    asked = {_asked(name, each, _without(name, each, values)) for each in broken}
    right, written = asked.pop(), values[name]
    if asked or right is None or written is None:
        return 0.0
    digits = max(len(str(right)), len(str(written)), LEAST_DIGITS)
    pairs = zip(str(right).zfill(digits), str(written).zfill(digits), strict=True)
    one = SLIP / (9 * digits) if sum(a != b for a, b in pairs) == 1 else 0.0
    return rate * ((1 - SLIP) / float(10**digits) + one)


def _fields_of(identity: Identity) -> tuple[FieldName, ...]:
    return (identity.total, *identity.parts)


def _without(
    name: FieldName, identity: Identity, values: Mapping[FieldName, int | None]
) -> dict[FieldName, int | None]:
    return {each: values[each] for each in _fields_of(identity) if each != name}
