"""From a statutory form's file and a setting to the ``Form``: parts flow down pages, pages get head and foot.

In: a ``FormFile``, a ``Setting``. Out: the ``Form`` of the family ``sirekap-1``. Invariant: every unit is
whole on one page; the same file and setting give the same form, hash and all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sirekap.forms.content import NOTHING, Content
from sirekap.forms.identities import identities
from sirekap.forms.language import (
    Choices,
    FilePage,
    FormFile,
    Numbers,
    Part,
    PartyRows,
    People,
    Persons,
    Signatures,
    Totals,
    Writing,
)
from sirekap.forms.model import Form, Guide, Ink, Page, Rect
from sirekap.forms.parts import paper
from sirekap.forms.parts.blocks import Blocks, Strips
from sirekap.forms.parts.choices import choices
from sirekap.forms.parts.numbers import numbers
from sirekap.forms.parts.party import lines_of, party
from sirekap.forms.parts.people import people
from sirekap.forms.parts.signing import initials, signatures
from sirekap.forms.parts.surround import Head, foot_captions, foot_tints, head_captions, head_tints, slots
from sirekap.forms.parts.totals import totals
from sirekap.forms.parts.unit import Unit
from sirekap.forms.parts.written import persons, writing
from sirekap.forms.scale import drawn_in, scaled
from sirekap.forms.setting import Setting
from sirekap.forms.tags import corner_tags

FAMILY = "sirekap-1"
VOTER_CAP = 600
"""More tally rows would be too low to write in."""
A4 = 210.0 / paper.WIDTH
DRAWN_IN = 0.925
"""All that is printed is drawn so much smaller: a sheet printed at 110 % on its own paper, by a printer that
leaves 5 mm of each edge white, then still shows every tag and every field."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A page's parts before it knows its number: what stands on it, and the row for initials."""

    content: Content
    initials: str


class NoRoomError(ValueError):
    """A part is higher than a page; ``part`` is its kind, ``over`` the millimetres too many."""

    def __init__(self, part: str, over: float) -> None:
        """Keep what is too high."""
        super().__init__(f'the part "{part}" is {over:.0f} mm higher than a page; lower its rows')
        self.part, self.over = part, over


def compose(file: FormFile, setting: Setting) -> Form:
    """Lay the form out."""
    head = head_of(file, setting)
    filled = [each for page in file.page for each in flow(file, page, setting)]
    pages = tuple(
        page(file, head, setting, each, (number, len(filled))) for number, each in enumerate(filled, 1)
    )
    names = [field.name for each in pages for field in each.fields]
    return Form(head.model, FAMILY, setting.contest.kind, pages, identities(names))


def head_of(file: FormFile, setting: Setting) -> Head:
    """Return what the head says, by the form's own name in this province."""
    for each in file.elsewhere:
        if setting.place.province in each.provinces:
            return Head(each.model, file.title, each.contest)
    return Head(file.model, file.title, file.heading)


def flow(file: FormFile, page: FilePage, setting: Setting) -> Iterator[Filled]:
    """Yield the printed pages that one page of the file needs."""
    end = paper.FOOT if page.initials else paper.END
    content, top = NOTHING, paper.TOP
    for part in page.part:
        for unit in units_of(file, part, setting):
            if paper.TOP + unit.height > end + 0.01:
                raise NoRoomError(part.part, paper.TOP + unit.height - end)
            if content is not NOTHING and (unit.alone or top + unit.height > end + 0.01):
                yield Filled(content, page.initials)
                content, top = NOTHING, paper.TOP
            content = content.joined(unit.draw(top))
            top += unit.height + paper.GAP
    if content is not NOTHING:
        yield Filled(content, page.initials)


def units_of(file: FormFile, part: Part, setting: Setting) -> list[Unit]:
    """Return the pieces a part consists of."""
    blocks, units = Blocks(file.boxes, file.paper), list[Unit]()
    match part:
        case People():
            units = people(part, setting, blocks)
        case Numbers():
            units = [numbers(part, setting, blocks)]
        case Choices():
            units = choices(part, setting, blocks)
        case PartyRows():
            units = party(part, setting, Strips(file.boxes, file.paper))
        case Totals():
            units = [totals(part, setting, blocks, vote_codes(file, setting))]
        case Signatures():
            units = [signatures(part, setting)]
        case Writing():
            units = [writing(part, setting)]
        case Persons():
            units = persons(part, setting)
    return units


def vote_codes(file: FormFile, setting: Setting) -> dict[str, str]:
    """Return the codes of the votes that make the valid ones."""
    for part in (each for page in file.page for each in page.part):
        if isinstance(part, Choices):
            return {f"votes.{each.number}": f"{part.section}.{each.number}" for each in setting.choices}
        if isinstance(part, PartyRows):
            sums = (lines_of(part, each)[-1] for each in setting.parties)
            return {line.field: line.code for line in sums}
    return {}


def page(file: FormFile, head: Head, setting: Setting, filled: Filled, place: tuple[int, int]) -> Page:
    """Put a page's content between head and foot; *place* is its number and how many there are."""
    number, count = place
    content = filled.content
    if filled.initials:
        content = content.joined(initials(filled.initials, setting))
    under = not any(field.bubbles and beside(field.bubbles[0]) for field in content.fields)
    foot, picture = (foot_captions(under=under), foot_tints()) if content.fields else ((), ())
    laid = Page(
        number=number,
        width=paper.WIDTH,
        height=paper.HEIGHT,
        fiducials=paper.fiducials(corner_tags(file, setting.contest.kind, number), content.row_marks),
        fields=content.fields,
        qr=paper.QR,
        station_boxes=paper.STATION_BOXES,
        lines=content.lines,
        tints=(*content.tints, *head_tints(), *picture),
        captions=(*head_captions(head, setting, number, count), *content.captions, *foot),
        slots=slots(),
        signatures=content.signatures,
        box_border=paper.BOX_BORDER,
        bubble_border=paper.BUBBLE_BORDER,
        bubble_digits=Ink.MUTED,
        guide=Guide.DROPOUT,
    )
    drawn = drawn_in(laid, DRAWN_IN)
    return scaled(drawn, A4) if file.paper == "A4" else drawn


def beside(bubbles: Sequence[Rect]) -> bool:
    """Tell whether a box's bubbles lie in one line beside it."""
    return len({each.top for each in bubbles}) == 1
