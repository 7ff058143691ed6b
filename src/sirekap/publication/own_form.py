"""Our public document of one form: whose votes each of its fields counts, and where they lie on the page.

In: a contest's places and a station that has the form. Out: the document's members. Invariant: fields stand
in the order of the form, by the names and labels of ``record``.
"""

from collections.abc import Iterator

from sirekap.election.model import StationCode
from sirekap.forms.model import Field, Form, Page
from sirekap.publication.contest_places import ContestPlaces
from sirekap.record import field_words
from sirekap.record.context import section_of

LANGUAGES = ("id", "en")
MARGIN = 1.5
"""Paper shown around the boxes of a number, millimetres."""


def form_document(places: ContestPlaces, station: StationCode) -> dict[str, object]:
    """Return the members of the document of the form that *station* has."""
    form = places.forms.of(station, places.contest.id)
    constituency = places.constituency(station)
    printed = {each.name for each in form.fields()}
    people = () if constituency is None else constituency.candidates
    return {
        "name": form.name,
        "family": form.family,
        "hash": form.hash,
        "pages": len(form.pages),
        "constituency": None
        if constituency is None
        else {"code": constituency.code, "name": constituency.name, "seats": constituency.seats},
        "parties": [each.number for each in places.contest.parties if f"votes.{each.number}" in printed],
        "candidates": [
            {
                "party": each.party,
                "number": each.number,
                "name": each.name,
                "sex": each.sex,
                "kpu_id": each.kpu_id,
            }
            for each in people
        ],
        "fields": list(_fields(form)),
    }


def _fields(form: Form) -> Iterator[dict[str, object]]:
    for page in form.pages:
        for field in page.fields:
            yield _field(page, field)


def _field(page: Page, field: Field) -> dict[str, object]:
    return {
        "name": field.name,
        "section": section_of(field.name).value,
        "page": page.number,
        "boxes": _boxes(field),
        "row": {language: field_words.row(field.name, language) for language in LANGUAGES},
        "column": {language: field_words.column(field.name, language) for language in LANGUAGES},
    }


def _boxes(field: Field) -> dict[str, list[float]]:
    """Return where the digit boxes lie in the field's area.

    ``within`` is left, top, right, bottom as fractions of its sides, ``size_mm`` width and height on paper.
    """
    area = field.area
    left = max(area.left, min(box.left for box in field.boxes) - MARGIN)
    top = max(area.top, min(box.top for box in field.boxes) - MARGIN)
    right = min(area.right, max(box.right for box in field.boxes) + MARGIN)
    bottom = min(area.bottom, max(box.bottom for box in field.boxes) + MARGIN)
    across = [(x - area.left) / area.width for x in (left, right)]
    down = [(y - area.top) / area.height for y in (top, bottom)]
    within = [across[0], down[0], across[1], down[1]]
    return {
        "within": [round(each, 4) for each in within],
        "size_mm": [round(right - left, 1), round(bottom - top, 1)],
    }
