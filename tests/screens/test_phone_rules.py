"""The phone finds what the server finds: the same rules broken, in the same words, on the same numbers."""

import json
import random
from dataclasses import replace
from pathlib import Path

from tests.record.made import ELECTION, STATION
from tests.screens.node import ROOT, run

from sirekap.actions.open_election import open_election
from sirekap.election.model import ContestId
from sirekap.forms.catalogue import contest_form
from sirekap.record.rules import RULES, judge, severity_of

SCRIPT = Path(__file__).with_name("rules.mjs")
CASES = 400
NATIONAL = open_election(ROOT / "elections" / "rehearsal-sampang-national")


def forms():
    """Return a form of tickets, and one of parties with their candidates."""
    return {each.id: contest_form(NATIONAL, each) for each in NATIONAL.contests[:2]}


def case(chance, kinds):
    """Return a station, values that sometimes add up, and those of another contest."""
    contest = chance.choice(list(kinds))
    station = replace(
        STATION,
        communal=chance.random() < 0.2,
        registered=chance.choice([None, STATION.registered]),
        ballots_delivered=chance.choice([None, 255, 300]),
    )
    election = replace(
        ELECTION, warnings_only=frozenset(chance.sample(["R5", "R8", "R13"], chance.randrange(3)))
    )
    others = {ContestId("pdpd"): some(chance, kinds[contest])} if chance.random() < 0.5 else {}
    return contest, election, station, some(chance, kinds[contest]), others


def some(chance, form):
    """Return numbers of which many sums hold, some fields empty and some not known."""
    values = {each.name: chance.choice([0, 1, chance.randrange(320)]) for each in form.fields()}
    for identity in form.identities:
        if chance.random() < 0.7:
            values[identity.total] = sum(values[part] for part in identity.parts)
    for name in list(values):
        fate = chance.random()
        if fate < 0.04:
            values[name] = None
        elif fate < 0.08:
            del values[name]
    return values


def as_json(election, station, contest, values, others):
    """Return the case as the phone gets it, its severities as the packet has them."""
    people = station.registered
    return {
        "form": contest,
        "known": {
            "registered": None if people is None else {"male": people.male, "female": people.female},
            "ballots_delivered": station.ballots_delivered,
        },
        "limits": {"voter_cap": election.voter_cap, "reserve_permille": election.reserve_permille},
        "values": values,
        "others": others,
        "severities": {each.code: severity_of(each, election, station).value for each in RULES},
    }


def test_every_finding_of_the_server_is_the_phones_in_code_severity_fields_and_words():
    chance, kinds = random.Random(4), forms()
    cases = [case(chance, kinds) for _ in range(CASES)]
    told = run(
        SCRIPT,
        {
            "forms": {name: json.loads(form.canonical()) for name, form in kinds.items()},
            "cases": [as_json(each[1], each[2], each[0], *each[3:]) for each in cases],
        },
    )
    broken = set()
    for (contest, election, station, values, others), phone in zip(cases, told, strict=True):
        found = judge(kinds[contest], election, station, values, others)
        expected = [
            {
                "code": each.rule,
                "severity": each.severity.value,
                "fields": list(each.fields),
                "says": dict(each.says),
            }
            for each in found
        ]
        assert phone == expected
        broken |= {each.rule for each in found}
    assert broken >= {rule.code for rule in RULES} - {"R3"}, "a rule that no case breaks is not compared"
