"""The document of one station in KPU's public format.

In: what may be said in public about the station. Out: the document's members, in KPU's order.
Invariant: numbers of a section stand here only if the result carries them (confirmed or settled); the status
flags say so. Numbers stand as written on the paper, contradictions included.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum

from sirekap.election.model import Contest, FieldName, StationCode
from sirekap.publication.clock import kpu_time
from sirekap.publication.jsonb import ordered
from sirekap.publication.photos import newest_of_each_page, photo_path
from sirekap.recap.model import StationResult

PhotoUrl = Callable[[str], str]
"""From a photo's path in the public folder to the address that stands in the document."""

PAGES = 3
"""Pages of the presidential form; every document has that many images, null where a page has none."""


class Poll(Enum):
    """Which poll or count a station's numbers come from (``psu``); a first count at a station is null."""

    REGULAR = "Reguler"
    RECOUNT = "Penghitungan Suara Ulang"
    DELAYED_COUNT = "Penghitungan Suara Susulan"
    RE_VOTE = "Pemungutan Suara Ulang"
    DELAYED_VOTE = "Pemungutan Suara Susulan"
    CONTINUED_VOTE = "Pemungutan Suara Lanjutan"


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


def votes_by_ticket(contest: Contest, result: StationResult | None) -> dict[str, int | None] | None:
    """Return the votes by KPU's ticket id; None until the section is confirmed."""
    if result is None or result.votes is None:
        return None
    return {
        str(ticket.kpu_id): result.votes.get(FieldName(f"votes.{ticket.number}"))
        for ticket in contest.tickets
    }


def station_document(
    contest: Contest,
    station: StationCode,
    result: StationResult | None,
    poll: Poll | None,
    empty_at: datetime,
    photo_url: PhotoUrl,
) -> dict[str, object]:
    """Return the members of the station's document; *empty_at* is its time while nothing is held."""
    votes = votes_by_ticket(contest, result)
    administration = None if result is None else result.administration
    updated = None if result is None else result.updated
    return {
        "mode": "hhcw",
        "chart": None if votes is None else ordered({"null": None, **votes}),
        "images": _images(contest, station, result, photo_url),
        "administrasi": (
            None
            if administration is None
            else {name: administration.get(field) for name, field in ADMINISTRATION.items()}
        ),
        "psu": None if poll is None else poll.value,
        "ts": kpu_time(updated or empty_at),
        "status_suara": votes is not None,
        "status_adm": administration is not None,
    }


def _images(
    contest: Contest, station: StationCode, result: StationResult | None, photo_url: PhotoUrl
) -> list[str | None]:
    photos = newest_of_each_page(() if result is None else result.photos)
    return [
        photo_url(photo_path(contest.id, station, photos[page])) if page in photos else None
        for page in range(1, PAGES + 1)
    ]
