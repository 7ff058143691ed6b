"""KPU's documents of who stands: tickets, parties, and candidates by constituency.

In: an election. Out: paths and bytes. Invariant: they say what the election's folder says and nothing else;
what KPU knows besides, such as where a candidate lives, is left empty, never made up.
"""

from collections.abc import Iterable, Iterator, Mapping

from sirekap.election.model import (
    REGIONAL_KINDS,
    Candidate,
    Constituency,
    Contest,
    ContestKind,
    Election,
    Party,
    Ticket,
)
from sirekap.forms.setting import ACEH
from sirekap.publication.clock import kpu_time, opening
from sirekap.publication.jsonb import encode, ordered
from sirekap.publication.kpu_keys import kind_of

PEOPLE = "pemilu/caleg"


def people_documents(election: Election) -> Iterator[tuple[str, bytes]]:
    """Yield the documents of tickets, parties and candidates of every contest."""
    parties: dict[int, Party] = {}
    for contest in election.contests:
        parties |= {each.number: each for each in contest.parties}
        if contest.tickets and contest.kind not in REGIONAL_KINDS:
            yield f"pemilu/{contest.id}.json", encode(_tickets(election, contest.tickets))
        yield from _constituencies(contest)
    if parties:
        yield "pemilu/partai.json", encode(_parties(election, parties))
    yield from _heads(election)


def _tickets(election: Election, tickets: Iterable[Ticket]) -> dict[str, dict[str, object]]:
    return ordered(
        {
            str(ticket.kpu_id): {
                "ts": kpu_time(opening(election)),
                "nama": " - ".join(ticket.names),
                "warna": ticket.colour,
                "nomor_urut": ticket.number,
            }
            for ticket in tickets
        }
    )


def _heads(election: Election) -> Iterator[tuple[str, bytes]]:
    """Yield the tickets of heads of regions, one document for all regions of a kind."""
    found: dict[str, dict[str, object]] = {}
    for contest in election.contests:
        if contest.kind in REGIONAL_KINDS:
            found.setdefault(kind_of(contest.id), {})[contest.region] = _tickets(election, contest.tickets)
    for kind, regions in found.items():
        yield f"pilkada/paslon/{kind}.json", encode(ordered(regions))


def _parties(election: Election, parties: Mapping[int, Party]) -> dict[str, dict[str, object]]:
    return ordered(
        {
            str(each.number): {
                "ts": kpu_time(opening(election)),
                "id_partai": each.kpu_id,
                "id_pilihan": each.kpu_id,
                "is_aceh": each.local,
                "nama": each.name,
                "nama_lengkap": each.full_name,
                "nomor_urut": each.number,
                "warna": each.colour,
            }
            for each in parties.values()
        }
    )


def _constituencies(contest: Contest) -> Iterator[tuple[str, bytes]]:
    for each in contest.constituencies:
        if contest.kind is ContestKind.DPD:
            yield f"{PEOPLE}/dpd/{each.code}.json", encode(_people(each.candidates))
        else:
            yield f"{PEOPLE}/partai/{each.code}.json", encode(_lists(contest, each))


def _lists(contest: Contest, constituency: Constituency) -> dict[str, object]:
    """Return every party's candidates; null for a party that has none there."""
    return ordered(
        {
            str(party.number): _people(each for each in constituency.candidates if each.party == party.number)
            or None
            for party in contest.parties
            if not party.local or constituency.code[:2] in ACEH
        }
    )


def _people(candidates: Iterable[Candidate]) -> dict[str, dict[str, object]]:
    return ordered(
        {
            str(each.kpu_id): ordered(
                {
                    "nama": each.name,
                    "nomor_urut": each.number,
                    "jenis_kelamin": each.sex,
                    "tempat_tinggal": "",
                }
            )
            for each in candidates
        }
    )
