"""The C.HASIL as we would print it: three pages of A3, tags in the corners, bubbles under all digits.

In: a contest of two to four tickets and the most voters a station may have. Out: the ``Form``. Invariant:
the same fields as ``kpu-2024`` has, and all voters with disabilities besides. What is better than in 2024,
and why, is in docs/forms.md.
"""

from sirekap.election.model import Contest
from sirekap.forms import sirekap_1_page_1, sirekap_1_page_2, sirekap_1_page_3
from sirekap.forms.content import Content
from sirekap.forms.identities import identities
from sirekap.forms.model import Form, Guide, Ink, Page
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
    initial_places,
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
    from_1 = sirekap_1_page_1
    content = Content(
        from_1.fields(),
        from_1.lines(contest),
        from_1.tints(),
        from_1.captions(contest),
        initial_places(contest.tickets),
    )
    return page(contest, 1, content, from_1.row_middles())


def page_2(contest: Contest, voter_cap: int) -> Page:
    """Lay out the votes."""
    from_2 = sirekap_1_page_2
    content = Content(
        from_2.fields(contest, voter_cap),
        from_2.lines(contest, voter_cap),
        from_2.tints(),
        from_2.captions(contest, voter_cap),
        initial_places(contest.tickets),
    )
    return page(contest, 2, content, from_2.row_middles(contest))


def page_3(contest: Contest) -> Page:
    """Lay out totals, voters with disabilities and signatures."""
    from_3 = sirekap_1_page_3
    content = Content(
        from_3.fields(),
        from_3.lines(contest),
        from_3.tints(contest),
        from_3.captions(contest),
        from_3.sign_places(contest.tickets),
    )
    return page(contest, 3, content, from_3.row_middles())


def page(contest: Contest, number: int, content: Content, rows: tuple[float, ...]) -> Page:
    """Put a page's own content between the head and the foot that all share; *rows* get a mark each."""
    return Page(
        number=number,
        width=WIDTH,
        height=HEIGHT,
        fiducials=fiducials(number, rows),
        fields=content.fields,
        qr=QR,
        station_boxes=STATION_BOXES,
        lines=content.lines,
        tints=(*content.tints, *head_tints(), *foot_tints()),
        captions=(*head_captions(contest, number), *content.captions, *foot_captions()),
        slots=slots(),
        signatures=content.signatures,
        box_border=BOX_BORDER,
        bubble_border=BUBBLE_BORDER,
        bubble_digits=Ink.MUTED,
        guide=Guide.DROPOUT,
    )
