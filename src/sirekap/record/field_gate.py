"""The gate for one field: what the reader promised, what persons said, and whether that is enough.

In: what was seen and said of one field. Out: a ``FieldStand``. Not done here: rules, sections and states
(``gate``).

The exact rule. A *round* begins with the newest correction of the field, or else with its first look. In a
round a person's newest look is their word. A look is *clean* if it is a blind entry by somebody who had not
yet checked or corrected the field in any round.

* **Two agree** on a value if it is the word of two persons or more, of more persons than any other value, and
  one of them gave it in a clean look. Then the field has passed with that value.
* **One is enough** if the reader promised the value, it is everybody's word, the field was not corrected, is
  not in the blind sample, and no broken F rule asks about it.
* Otherwise the field waits for a blind entry, or, where words differ, for the same field again: of each who
  has looked but once in this round, or of anybody else.

The reader *promises* a value if every photo on which it accepted the field gave that value, and its newest
reading either gives it too or could not tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from sirekap.election.model import FieldName
from sirekap.record.held import How, Look, SeenOn
from sirekap.record.model import PersonId

LOOKS_IN_ONE_ROUND = 2
"""A person is asked again once; after that only others can settle the field."""


class Why(Enum):
    """Why one officer's look is not enough."""

    NOT_ACCEPTED = "not_accepted"
    """The reader did not promise the value, or never saw the field."""
    CHANGED = "changed"
    """Somebody says another value than the reader."""
    SAMPLED = "sampled"
    CORRECTED = "corrected"
    RULE = "rule"
    """A broken F rule asks whether the paper really says so."""
    READINGS_DIFFER = "readings_differ"
    """Phone and server read different numbers on the same photo."""


class Standing(Enum):
    """How far one field is through the gate."""

    UNSEEN = "unseen"
    """No person has looked."""
    WAITING = "waiting"
    """A second person has yet to look."""
    DISPUTED = "disputed"
    """Persons differ."""
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Promise:
    """The value the reader stands for."""

    value: int | None


@dataclass(frozen=True, slots=True)
class FieldStand:
    """One field before the gate.

    ``read`` is the newest reading, for display; ``looks`` are those of this round; ``value`` is what is held
    to stand on the paper so far, and means nothing while the field is unseen or disputed.
    """

    field: FieldName
    read: SeenOn | None
    looks: tuple[Look, ...]
    why: frozenset[Why]
    standing: Standing
    value: int | None
    two_agree: bool
    not_blind: frozenset[PersonId]
    """Persons who have checked or corrected the field and can give no blind entry any more."""

    @property
    def known(self) -> bool:
        """Whether ``value`` may be used."""
        return self.standing in (Standing.WAITING, Standing.PASSED)

    @property
    def words(self) -> dict[PersonId, int | None]:
        """Each person's word in this round."""
        return {look.by: look.value for look in self.looks}


def promised(seen: Iterable[SeenOn]) -> Promise | None:
    """Return what the reader stands for, given what it saw of one field, oldest photo first."""
    readings = tuple(each.seen for each in seen)
    accepted = {each.value for each in readings if each.accepted}
    if len(accepted) != 1:
        return None
    (value,) = accepted
    newest = readings[-1]
    could_not_tell = newest.value is None and not newest.accepted
    return Promise(value) if newest.value == value or could_not_tell else None


def stand(
    field: FieldName, seen: tuple[SeenOn, ...], looks: tuple[Look, ...], also: frozenset[Why]
) -> FieldStand:
    """Weigh one field; *seen* and *looks* oldest first, *also* what else asks for two looks."""
    this_round = round_of(looks)
    promise = promised(seen)
    why = also | _why(promise, this_round)
    words = {look.by: look.value for look in this_round}
    winner = _agreed(words, looks, this_round)
    standing, value = _standing(words, winner, why)
    return FieldStand(
        field=field,
        read=seen[-1] if seen else None,
        looks=this_round,
        why=why,
        standing=standing,
        value=value,
        two_agree=winner is not None,
        not_blind=frozenset(look.by for look in looks if look.how is not How.BLIND),
    )


def round_of(looks: tuple[Look, ...]) -> tuple[Look, ...]:
    """Return the looks since the newest correction, that one included; all of them where there is none."""
    starts = [at for at, look in enumerate(looks) if look.how is How.CORRECTED]
    return looks[starts[-1] :] if starts else looks


def _why(promise: Promise | None, looks: tuple[Look, ...]) -> frozenset[Why]:
    """Return what in the field itself asks for two looks."""
    found = set()
    if promise is None:
        found.add(Why.NOT_ACCEPTED)
    elif any(look.value != promise.value for look in looks):
        found.add(Why.CHANGED)
    if any(look.how is How.CORRECTED for look in looks):
        found.add(Why.CORRECTED)
    return frozenset(found)


def _standing(
    words: dict[PersonId, int | None], winner: Promise | None, why: frozenset[Why]
) -> tuple[Standing, int | None]:
    """Return how the field stands and the value it stands with."""
    if not words:
        return Standing.UNSEEN, None
    if winner is not None:
        return Standing.PASSED, winner.value
    values = set(words.values())
    if len(values) > 1:
        return Standing.DISPUTED, None
    (value,) = values
    return (Standing.WAITING if why else Standing.PASSED), value


def _agreed(
    words: dict[PersonId, int | None], looks: tuple[Look, ...], this_round: tuple[Look, ...]
) -> Promise | None:
    """Return the value on which two agree, at least one of them from a clean look."""
    support: dict[int | None, set[PersonId]] = {}
    for person, value in words.items():
        support.setdefault(value, set()).add(person)
    most = sorted((len(persons) for persons in support.values()), reverse=True)
    if not most or most[0] < 2 or most[1:2] == most[:1]:
        return None
    (value,) = (each for each, persons in support.items() if len(persons) == most[0])
    clean = _clean(looks)
    given = (look for look in this_round if look.by in support[value] and look.value == value)
    return Promise(value) if any(look in clean for look in given) else None


def _clean(looks: tuple[Look, ...]) -> frozenset[Look]:
    """Return the blind looks of persons who had not checked or corrected the field before."""
    found, saw = set(), set()
    for look in looks:
        if look.how is not How.BLIND:
            saw.add(look.by)
        elif look.by not in saw:
            found.add(look)
    return frozenset(found)
