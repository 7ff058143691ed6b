"""The C.HASIL as we would print it: three pages of A3 with a tag in every corner and bubbles under every digit.

In: a contest of two to four tickets and the most voters a station may have. Out: the ``Form``. Invariant: the same fields as
``kpu-2024`` has, and all voters with disabilities besides. What is better than in 2024, and why, is in docs/forms.md.
"""

from sirekap.election.model import Contest
from sirekap.forms import sirekap_1_page_1, sirekap_1_page_2, sirekap_1_page_3
from sirekap.forms.identities import identities
from sirekap.forms.model import Caption, Field, Form, Guide, Ink, Page, Rect, Tint
from sirekap.forms.sirekap_1_paper import (
    BOX_BORDER,
    BUBBLE_BORDER,
    HEIGHT,
    QR,
    STATION_BOXES,
    WIDTH,
    fiducials,
    foot_captions,
    foot_tints,
    head_captions,
    head_tints,
    slots,
)

FAMILY = "sirekap-1"
VOTER_CAP = 600
"""More tally rows would be too low to write in."""


def sirekap_1(contest: Contest, voter_cap: int) -> Form:
    """Lay out the three pages for *contest*."""
    pages = (page_1(contest), page_2(contest, voter_cap), page_3(contest))
    names = [field.name for page in pages for field in page.fields]
    return Form(f"C.HASIL-{contest.kind.value}", FAMILY, contest.kind, pages, identities(names))


def page_1(contest: Contest) -> Page:
    """Lay out voters, turnout and ballots."""
    content = sirekap_1_page_1
    return page(
        contest,
        number=1,
        rows=content.row_middles(),
        fields=content.fields(),
        lines=content.lines(contest),
        tints=content.tints(),
        captions=content.captions(contest),
    )


def page_2(contest: Contest, voter_cap: int) -> Page:
    """Lay out the votes."""
    content = sirekap_1_page_2
    return page(
        contest,
        number=2,
        rows=content.row_middles(contest),
        fields=content.fields(contest, voter_cap),
        lines=content.lines(contest, voter_cap),
        tints=content.tints(),
        captions=content.captions(contest, voter_cap),
    )


def page_3(contest: Contest) -> Page:
    """Lay out totals, voters with disabilities and signatures."""
    content = sirekap_1_page_3
    return page(
        contest,
        number=3,
        rows=content.row_middles(),
        fields=content.fields(),
        lines=content.lines(contest),
        tints=content.tints(contest),
        captions=content.captions(contest),
    )


def page(
    contest: Contest,
    *,
    number: int,
    rows: tuple[float, ...],
    fields: tuple[Field, ...],
    lines: tuple[Rect, ...],
    tints: tuple[Tint, ...],
    captions: tuple[Caption, ...],
) -> Page:
    """Put a page's own content between the head and the foot that all share."""
    return Page(
        number=number,
        width=WIDTH,
        height=HEIGHT,
        fiducials=fiducials(number, rows),
        fields=fields,
        qr=QR,
        station_boxes=STATION_BOXES,
        lines=lines,
        tints=(*tints, *head_tints(), *foot_tints()),
        captions=(*head_captions(contest, number), *captions, *foot_captions()),
        slots=slots(),
        box_border=BOX_BORDER,
        bubble_border=BUBBLE_BORDER,
        bubble_digits=Ink.MUTED,
        guide=Guide.DROPOUT,
    )
