"""What KPU calls a contest in paths, and by which keys it names who is voted for.

In: a contest's places and a code. Out: words of paths; keys of KPU's documents with the fields they mean.
Invariant: tickets and candidates who stand alone go by KPU's id, parties by their number; a key stands in a
region's document only where all of the region has the same list, or where it is a party.
"""

from collections.abc import Mapping

from sirekap.election.model import REGIONAL_KINDS, ContestId, FieldName
from sirekap.forms.setting import ACEH
from sirekap.publication.contest_places import ContestPlaces

Keys = Mapping[str, FieldName]


def kind_of(contest: ContestId) -> str:
    """Return KPU's word for the kind of contest: ``pkwkp`` for ``pkwkp-35``."""
    return contest.partition("-")[0]


def branch_of(places: ContestPlaces) -> str:
    """Return the branch of KPU's tree: ``pilkada`` for heads of regions, else ``pemilu``."""
    return "pilkada" if places.contest.kind in REGIONAL_KINDS else "pemilu"


def keys_of(places: ContestPlaces, code: str) -> Keys:
    """Return the keys of a place's document, in the order of the ballot; none of people on many lists."""
    contest = places.contest
    if contest.tickets:
        return {str(each.kpu_id): FieldName(f"votes.{each.number}") for each in contest.tickets}
    if contest.parties:
        return {
            str(each.number): FieldName(f"votes.{each.number}")
            for each in contest.parties
            if not each.local or _has_local_parties(places, code)
        }
    constituency = places.constituency(code)
    people = () if constituency is None else constituency.candidates
    return {str(each.kpu_id): FieldName(f"votes.{each.number}") for each in people}


def _has_local_parties(places: ContestPlaces, code: str) -> bool:
    """Tell whether any station of the nation, or of a region in Aceh, has the local parties on its form."""
    return code[:2] in ACEH if code else any(each in places.lists for each in ACEH)
