"""All stations of a constituency in one table: a row a station, every field of the form, as CSV.

In: a contest's places, stations of one constituency, and what may be said of them. Out: the file's bytes
(UTF-8, a header, lines ending in LF). Invariant: a cell of a number is empty until its section is confirmed
or settled, and where the paper's field is empty; rows go by station code, columns by the form.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from sirekap.election.index import ancestors
from sirekap.election.model import Contest, Election, FieldName, Station, StationCode
from sirekap.publication.clock import iso_time
from sirekap.publication.contest_places import ContestPlaces
from sirekap.publication.own_station import states
from sirekap.publication.photos import newest_of_each_page, photo_path
from sirekap.recap.model import StationResult
from sirekap.record.model import Section

TIERS = ("province", "regency", "district", "village")
UPDATED = "updated"


def table(
    places: ContestPlaces, stations: Sequence[StationCode], results: Mapping[StationCode, StationResult]
) -> bytes:
    """Return the table of *stations*, which all have the same people on their forms."""
    election, contest = places.election, places.contest
    forms = [places.forms.of(each, contest.id) for each in _one_of_each_print(places, stations)]
    fields = tuple(dict.fromkeys(field.name for form in forms for field in form.fields()))
    pages = tuple(range(1, max(len(form.pages) for form in forms) + 1))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    sections = tuple(f"state_{section.value}" for section in Section)
    photos = tuple(f"photo_{page}" for page in pages)
    writer.writerow(("station", "name", *TIERS, *sections, "contradictions", UPDATED, *fields, *photos))
    for code in stations:
        station, result = election.stations[code], results.get(code)
        writer.writerow(
            (
                *_who(election, station),
                *states(result).values(),
                "" if result is None else " ".join(result.contradictions),
                "" if result is None or result.updated is None else iso_time(result.updated),
                *_numbers(result, fields),
                *_photos(contest, result, pages),
            )
        )
    return text.getvalue().encode()


def _one_of_each_print(places: ContestPlaces, stations: Iterable[StationCode]) -> list[StationCode]:
    found: dict[object, StationCode] = {}
    for each in stations:
        found.setdefault(places.forms.print_of(each, places.contest.id), each)
    return list(found.values())


def _who(election: Election, station: Station) -> tuple[str, ...]:
    names = (election.regions[above].name for above in ancestors(station.code) if above)
    return station.code, station.name, *names


def _numbers(result: StationResult | None, fields: tuple[FieldName, ...]) -> list[int | None]:
    if result is None:
        return [None] * len(fields)
    known: dict[FieldName, int | None] = {**(result.votes or {}), **(result.administration or {})}
    return [known.get(field) for field in fields]


def _photos(contest: Contest, result: StationResult | None, pages: tuple[int, ...]) -> list[str]:
    newest = newest_of_each_page(() if result is None else result.photos)
    return [
        photo_path(contest.id, result.station, newest[page]) if result and page in newest else ""
        for page in pages
    ]
