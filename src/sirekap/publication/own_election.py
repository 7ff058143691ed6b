"""Our public document about the election itself: what pages and programs need to understand the others.

In: an election, one of its contests, the contest's form. Out: the document's members. Invariant: states,
rules and field names are those of ``record``, so a word is the same in public, on the screens and in the
rule book.
"""

from sirekap.election.index import children
from sirekap.election.model import NATION, Contest, Election, Region, RegionCode
from sirekap.forms.model import Field, Form, Page
from sirekap.publication.own_words import PRACTICE, UNOFFICIAL
from sirekap.record import field_words
from sirekap.record.context import section_of
from sirekap.record.rules import RULES
from sirekap.record.state import STATES

LANGUAGES = ("id", "en")
MARGIN = 1.5
"""Paper shown around the boxes of a number, millimetres."""


def election_document(election: Election, contest: Contest, form: Form) -> dict[str, object]:
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
        "contest": {
            "id": contest.id,
            "kind": contest.kind.value,
            "name": contest.name,
            "tickets": [
                {
                    "number": ticket.number,
                    "names": list(ticket.names),
                    "colour": ticket.colour,
                    "kpu_id": ticket.kpu_id,
                }
                for ticket in contest.tickets
            ],
        },
        "form": {"name": form.name, "family": form.family, "hash": form.hash, "pages": len(form.pages)},
        "fields": [member for page in form.pages for member in _fields(page)],
        "states": [{"name": state.name, "says": dict(state.says)} for state in STATES],
        "rules": [
            {"code": rule.code, "severity": rule.severity.value, "says": dict(rule.says)} for rule in RULES
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


def _fields(page: Page) -> list[dict[str, object]]:
    return [
        {
            "name": field.name,
            "section": section_of(field.name).value,
            "page": page.number,
            "boxes": _boxes(field),
            "row": {language: field_words.row(field.name, language) for language in LANGUAGES},
            "column": {language: field_words.column(field.name, language) for language in LANGUAGES},
        }
        for field in page.fields
    ]


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
