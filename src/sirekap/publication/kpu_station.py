"""The document of one station in KPU's public format.

In: what may be said in public about the station. Out: the document's members, in KPU's order.
Invariant: numbers of a section stand here only if the result carries them (confirmed or settled); the status
flags say so. Numbers stand as written on the paper, contradictions included.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum

from sirekap.election.model import Constituency, FieldName, StationCode
from sirekap.publication.clock import kpu_time
from sirekap.publication.contest_places import ContestPlaces
from sirekap.publication.jsonb import ordered
from sirekap.publication.kpu_keys import branch_of, keys_of
from sirekap.publication.photos import newest_of_each_page, photo_path
from sirekap.recap.model import StationResult
from sirekap.record.model import VersionKind

PhotoUrl = Callable[[str], str]
"""From a photo's path in the public folder to the address that stands in the document."""


class Poll(Enum):
    """Which poll or count numbers come from (``psu``); null for the first count at a station."""

    REGULAR = "Reguler"
    RECOUNT = "Penghitungan Suara Ulang"
    DELAYED_COUNT = "Penghitungan Suara Susulan"
    RE_VOTE = "Pemungutan Suara Ulang"
    DELAYED_VOTE = "Pemungutan Suara Susulan"
    CONTINUED_VOTE = "Pemungutan Suara Lanjutan"


POLL_OF: Mapping[VersionKind, Poll] = {
    VersionKind.REVOTE: Poll.RE_VOTE,
    VersionKind.CONTINUED: Poll.CONTINUED_VOTE,
    VersionKind.DELAYED: Poll.DELAYED_VOTE,
    VersionKind.RECOUNT: Poll.RECOUNT,
}
"""KPU's word for why a station votes or counts again; a count that was put off alone is none of ours."""

ADMINISTRATION: Mapping[str, FieldName] = ordered(
    {
        "suara_sah": FieldName("valid"),
        "suara_tidak_sah": FieldName("invalid"),
        "suara_total": FieldName("cast"),
    }
    | {
        f"{theirs}_{column}": FieldName(f"{ours}.{sex}")
        for theirs, ours in (
            ("pemilih_dpt", "registered.listed"),
            ("pengguna_dpt", "turnout.listed"),
            ("pengguna_dptb", "turnout.transferred"),
            ("pengguna_non_dpt", "turnout.unregistered"),
            ("pengguna_total", "turnout.total"),
        )
        for column, sex in (("j", "total"), ("l", "male"), ("p", "female"))
    }
)
"""KPU's name of each administrative number to ours."""


def station_document(
    places: ContestPlaces,
    station: StationCode,
    result: StationResult | None,
    empty_at: datetime,
    photo_url: PhotoUrl,
) -> dict[str, object]:
    """Return the members of the station's document; *empty_at* is its time while nothing is held."""
    votes = None if result is None else result.votes
    administration = None if result is None else result.administration
    updated = None if result is None else result.updated
    counts = _administration(administration)
    rest: dict[str, object] = {
        "psu": None if result is None or result.again is None else POLL_OF[result.again].value,
        "ts": kpu_time(updated or empty_at),
        "status_suara": votes is not None,
        "status_adm": administration is not None,
    }
    images = _images(places, station, result, photo_url)
    if branch_of(places) == "pilkada":
        tungsura = {"chart": _chart(places, station, votes), "administrasi": counts}
        return {"mode": "hhcw", "tungsura": tungsura, "images": images, **rest}
    if places.contest.parties:
        return {**_of_lists(places, station, votes), "images": images, "administrasi": counts, **rest}
    chart = _chart(places, station, votes)
    return {"mode": "hhcw", "chart": chart, "images": images, "administrasi": counts, **rest}


def _administration(numbers: Mapping[FieldName, int | None] | None) -> dict[str, int | None] | None:
    if numbers is None:
        return None
    return {name: numbers.get(field) for name, field in ADMINISTRATION.items()}


def _chart(
    places: ContestPlaces, station: StationCode, votes: Mapping[FieldName, int] | None
) -> dict[str, int | None] | None:
    """Return the votes by key beside the null that clients expect; None until the section is confirmed."""
    if votes is None:
        return None
    return ordered(
        {"null": None, **{key: votes.get(field) for key, field in keys_of(places, station).items()}}
    )


def _of_lists(
    places: ContestPlaces, station: StationCode, votes: Mapping[FieldName, int] | None
) -> dict[str, object]:
    """Return votes of parties and of their candidates; clients of these contests know no ``mode``."""
    constituency = places.constituency(station)
    code = None if constituency is None else constituency.code
    if votes is None:
        return {"chart": None, "caleg": None, "kode_dapil": code}
    parties = keys_of(places, station)
    chart = {number: party_votes(votes, field) for number, field in parties.items()}
    people = {
        number: {"null": None, **candidate_votes(votes, constituency, int(number))} for number in parties
    }
    return {"chart": ordered(chart), "caleg": ordered(people), "kode_dapil": code}


def party_votes(votes: Mapping[FieldName, int], party: FieldName) -> dict[str, int | None]:
    """Return a party's votes in KPU's words: all of them, and those for the party alone."""
    alone = votes.get(FieldName(f"{party}.0"))
    return ordered({"jml_suara_total": votes.get(party), "jml_suara_partai": alone})


def candidate_votes(
    votes: Mapping[FieldName, int], constituency: Constituency | None, party: int
) -> dict[str, int | None]:
    """Return the votes of a party's candidates by KPU's id."""
    people = () if constituency is None else constituency.candidates
    return ordered(
        {
            str(each.kpu_id): votes.get(FieldName(f"votes.{party}.{each.number}"))
            for each in people
            if each.party == party
        }
    )


def _images(
    places: ContestPlaces, station: StationCode, result: StationResult | None, photo_url: PhotoUrl
) -> list[str | None]:
    """Return the newest photo of every page of the form, null where a page has none."""
    photos = newest_of_each_page(() if result is None else result.photos)
    contest = places.contest.id
    return [
        photo_url(photo_path(contest, station, photos[each.number])) if each.number in photos else None
        for each in places.forms.of(station, contest).pages
    ]
