"""Our public document about the election itself: what pages and programs need to understand the others.

In: an election and its contests with their places. Out: the document's members. Invariant: states and rules
are those of ``record``, so a word is the same in public, on the screens and in the rule book. Candidates of
party lists stand in the forms' documents, for a nation has very many.
"""

from collections.abc import Sequence

from sirekap.election.index import children
from sirekap.election.model import NATION, Election, Region, RegionCode
from sirekap.publication.contest_places import ContestPlaces
from sirekap.publication.own_words import PRACTICE, UNOFFICIAL
from sirekap.record.rules import RULES
from sirekap.record.state import STATES


def election_document(election: Election, contests: Sequence[ContestPlaces]) -> dict[str, object]:
    """Return the members of the election's document."""
    opens = election.publish_not_before
    return {
        "id": election.id,
        "name": election.name,
        "day": election.day.isoformat(),
        "practice": election.practice,
        "publish_not_before": None if opens is None else opens.isoformat(),
        "start": start_region(election),
        "stations": len(election.stations),
        "labels": {"unofficial": UNOFFICIAL, "practice": PRACTICE},
        "contests": [_contest(places) for places in contests],
        "states": [{"name": state.name, "says": dict(state.says)} for state in STATES],
        "rules": [
            {"code": rule.code, "severity": rule.severity.value, "says": dict(rule.says)} for rule in RULES
        ],
    }


def _contest(places: ContestPlaces) -> dict[str, object]:
    contest = places.contest
    return {
        "id": contest.id,
        "kind": contest.kind.value,
        "name": contest.name,
        "region": contest.region,
        "stations": len(places.stations),
        "tickets": [
            {
                "number": each.number,
                "names": list(each.names),
                "colour": each.colour,
                "kpu_id": each.kpu_id,
                "blank": each.blank,
            }
            for each in contest.tickets
        ],
        "parties": [
            {
                "number": each.number,
                "name": each.name,
                "full_name": each.full_name,
                "colour": each.colour,
                "local": each.local,
                "kpu_id": each.kpu_id,
            }
            for each in contest.parties
        ],
        "constituencies": [
            {"code": each.code, "name": each.name, "seats": each.seats, "regions": list(each.regions)}
            for each in contest.constituencies
        ],
    }


def start_region(election: Election) -> RegionCode:
    """Return where a page opens: the first region, from the nation down, that has more than one part."""
    region = NATION
    while True:
        below = children(election, region)
        if len(below) != 1 or not isinstance(below[0], Region):
            return region
        region = below[0].code
