"""Our public document of one station: states, numbers, all photos with the places of the fields.

In: a contest's places, a station, what may be said of it, and where fields lie in photos. Out: the document's
members. Invariant: numbers stand here only if the result carries them; photos stand here whether or not
they do, newest first within a page, older versions beside them.
"""

from collections.abc import Mapping

from sirekap.election.index import ancestors
from sirekap.election.model import Contest, Election, FieldName, RegionCode, Station, StationCode
from sirekap.publication.clock import iso_time
from sirekap.publication.contest_places import ContestPlaces
from sirekap.publication.photos import photo_path
from sirekap.reading.model import Quad
from sirekap.recap.model import PublicPhoto, StationResult
from sirekap.record.model import Section
from sirekap.record.rules import RULES
from sirekap.record.state import Expected

Areas = Mapping[str, Mapping[FieldName, Quad]]
"""By a photo's SHA-256: where each field lies in it, in fractions of its upright width and height."""


def station_document(
    places: ContestPlaces, station: Station, result: StationResult | None, areas: Areas
) -> dict[str, object]:
    """Return the members of the station's document; *result* is None while nothing is held."""
    election, contest = places.election, places.contest
    registered = station.registered
    updated = None if result is None else result.updated
    constituency = places.constituency(station.code)
    return {
        "code": station.code,
        "name": station.name,
        "kind": station.kind.value,
        "time_zone": station.time_zone,
        "parents": parents(election, station.code),
        "form": places.forms.of(station.code, contest.id).hash,
        "constituency": None if constituency is None else constituency.code,
        "registered": None if registered is None else registered.total,
        "ballots_delivered": station.ballots_delivered,
        "updated": None if updated is None else iso_time(updated),
        "states": states(result),
        "again": None if result is None or result.again is None else result.again.value,
        "votes": None if result is None else _numbers(result.votes),
        "administration": None if result is None else _numbers(result.administration),
        "contradictions": [
            {"code": rule.code, "says": dict(rule.says)}
            for rule in RULES
            if result is not None and rule.code in result.contradictions
        ],
        "photos": [] if result is None else _photos(contest, result, areas),
    }


def states(result: StationResult | None) -> dict[str, str]:
    """Return the name of each section's state."""
    held = {} if result is None else result.states
    return {section.value: held.get(section.value, Expected.name) for section in Section}


def parents(election: Election, code: StationCode | RegionCode) -> list[dict[str, str]]:
    """Return code and name of every region above *code*, from the province down."""
    return [{"code": above, "name": election.regions[above].name} for above in ancestors(code) if above]


def _numbers(values: Mapping[FieldName, int | None] | None) -> dict[str, int | None] | None:
    return None if values is None else {str(name): value for name, value in values.items()}


def _photos(contest: Contest, result: StationResult, areas: Areas) -> list[dict[str, object]]:
    newest_first = sorted(result.photos, key=lambda each: (each.at, each.sha256), reverse=True)
    return [
        {
            "page": photo.page,
            "sha256": photo.sha256,
            "path": photo_path(contest.id, result.station, photo),
            "at": iso_time(photo.at),
            "fields": _places(photo, areas),
        }
        for photo in sorted(newest_first, key=lambda each: each.page)
    ]


def _places(photo: PublicPhoto, areas: Areas) -> dict[str, list[list[float]]]:
    """Return the four corners of each field in the photo, to a ten-thousandth of its sides."""
    return {
        name: [[round(corner.x, 4), round(corner.y, 4)] for corner in quad]
        for name, quad in areas.get(photo.sha256, {}).items()
    }
