"""What truly happens at a station: who votes, and for whom.

In: a station, a contest, the mood of its region, a random generator. Out: a value for every field a form may
ask. Invariant: every identity and bound of the rule book holds for these values; people err later
(``officials``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import Contest, Election, FieldName, Headcount, Station
from sirekap.forms.catalogue import constituency_of
from sirekap.forms.setting import ACEH

_ROWS = ("listed", "transferred", "unregistered")


@dataclass(frozen=True, slots=True)
class Mood:
    """A region's leaning: shares of the tickets, turnout and spoilt votes as shares."""

    shares: NDArray[np.float64]
    turnout: float
    invalid: float


Option = tuple[FieldName, ...]
"""What a voter may choose as one: a ticket's field; a party's, then its own and its candidates'."""


def options(contest: Contest, code: str) -> tuple[Option, ...]:
    """Return what stands on the ballot of *contest* where the station or region of *code* lies."""
    if contest.tickets:
        return tuple((FieldName(f"votes.{each.number}"),) for each in contest.tickets)
    constituency = constituency_of(contest, code)
    people = constituency.candidates if constituency else ()
    if not contest.parties:
        return tuple((FieldName(f"votes.{each.number}"),) for each in people)
    aceh = code[:2] in ACEH
    return tuple(
        (
            FieldName(f"votes.{party.number}"),
            FieldName(f"votes.{party.number}.0"),
            *(
                FieldName(f"votes.{party.number}.{each.number}")
                for each in people
                if each.party == party.number
            ),
        )
        for party in contest.parties
        if aceh or not party.local
    )


def draw_mood(rng: np.random.Generator, contest: Contest, code: str = "") -> Mood:
    """Draw the mood of the region of *code*."""
    shares = rng.dirichlet(np.full(len(options(contest, code)), 4.0))
    return Mood(shares, float(rng.uniform(0.72, 0.90)), float(rng.uniform(0.008, 0.035)))


def near(rng: np.random.Generator, mood: Mood, loyalty: float) -> Mood:
    """Draw the mood of a place within a region; the higher *loyalty*, the closer to it."""
    shares = rng.dirichlet(mood.shares * loyalty + 0.4)
    turnout = float(np.clip(mood.turnout + rng.normal(0, 0.04), 0.45, 0.97))
    return Mood(shares, turnout, mood.invalid * float(rng.uniform(0.6, 1.5)))


def count_station(
    rng: np.random.Generator, election: Election, station: Station, contest: Contest, mood: Mood
) -> dict[FieldName, int]:
    """Draw one station's day: registered, turnout, ballots, disabled voters, votes."""
    registered = station.registered or _draw_registered(rng, election)
    received = station.ballots_delivered or _deliver(registered.total, election.reserve_permille)
    turnout = _turn_out(rng, registered, received, mood)
    known = {**turnout, "listed": registered, "total": _added(registered, turnout)}
    values: dict[str, int] = {}
    for row, people in turnout.items():
        values |= _columns(f"registered.{row}", known[row]) | _columns(f"turnout.{row}", people)
    voters = turnout["total"]
    values |= _ballots(rng, received, voters.total)
    values |= _disabled(rng, registered, voters)
    values |= _votes(rng, options(contest, station.code), voters.total, mood)
    return {FieldName(name): value for name, value in values.items()}


def _added(registered: Headcount, turnout: Mapping[str, Headcount]) -> Headcount:
    """Return all voters: those on the list, and those who came besides."""
    others = [turnout[row] for row in _ROWS if row != "listed"]
    return Headcount(
        registered.male + sum(each.male for each in others),
        registered.female + sum(each.female for each in others),
    )


def _draw_registered(rng: np.random.Generator, election: Election) -> Headcount:
    everyone = int(rng.integers(int(election.voter_cap * 0.6), election.voter_cap + 1))
    male = int(rng.binomial(everyone, 0.495))
    return Headcount(male, everyone - male)


def _deliver(registered: int, reserve_permille: int) -> int:
    return registered - (-registered * reserve_permille // 1000)


def _columns(row: str, people: Headcount) -> dict[str, int]:
    return {f"{row}.male": people.male, f"{row}.female": people.female, f"{row}.total": people.total}


def _turn_out(
    rng: np.random.Generator, registered: Headcount, received: int, mood: Mood
) -> dict[str, Headcount]:
    listed = Headcount(
        int(rng.binomial(registered.male, max(mood.turnout - 0.03, 0.0))),
        int(rng.binomial(registered.female, min(mood.turnout + 0.03, 1.0))),
    )
    spare = max(received - listed.total, 0)
    moved = min(int(rng.poisson(1.6)), spare)
    unlisted = min(int(rng.poisson(2.4)), spare - moved)
    rows = {"listed": listed, "transferred": _split(rng, moved), "unregistered": _split(rng, unlisted)}
    total = Headcount(sum(rows[row].male for row in _ROWS), sum(rows[row].female for row in _ROWS))
    return {**rows, "total": total}


def _split(rng: np.random.Generator, people: int) -> Headcount:
    male = int(rng.binomial(people, 0.5))
    return Headcount(male, people - male)


def _ballots(rng: np.random.Generator, received: int, used: int) -> dict[str, int]:
    spoiled = min(int(rng.poisson(0.8)), received - used)
    return {
        "ballots.received": received,
        "ballots.used": used,
        "ballots.spoiled": spoiled,
        "ballots.unused": received - used - spoiled,
    }


def _disabled(rng: np.random.Generator, registered: Headcount, voters: Headcount) -> dict[str, int]:
    people = Headcount(
        min(int(rng.poisson(0.9)), registered.male), min(int(rng.poisson(0.9)), registered.female)
    )
    voted = Headcount(
        min(int(rng.binomial(people.male, 0.7)), voters.male),
        min(int(rng.binomial(people.female, 0.7)), voters.female),
    )
    return _columns("disabled.all", people) | _columns("disabled.voted", voted)


def _votes(rng: np.random.Generator, ballot: Sequence[Option], cast: int, mood: Mood) -> Mapping[str, int]:
    invalid = int(rng.binomial(cast, mood.invalid))
    votes = rng.multinomial(cast - invalid, mood.shares)
    each: dict[str, int] = {}
    for (name, *parts), count in zip(ballot, votes, strict=True):
        each[name] = int(count)
        if parts:
            split = rng.multinomial(int(count), rng.dirichlet(np.full(len(parts), 0.7)))
            each |= {part: int(share) for part, share in zip(parts, split, strict=True)}
    return each | {"valid": cast - invalid, "invalid": invalid, "cast": cast}
