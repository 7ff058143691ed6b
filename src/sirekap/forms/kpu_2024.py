"""The C.HASIL of the 2024 presidential contest as KPU printed it, so that real photos can be read.

In: a contest of two to four tickets. Out: the ``Form``. Invariant: with three tickets all marks lie where the
official pages have them. The overseas variant with five boxes is not done here.
"""

from collections.abc import Sequence

from sirekap.election.model import Contest, Ticket
from sirekap.forms import kpu_2024_page_1, kpu_2024_page_2, kpu_2024_page_3
from sirekap.forms.identities import identities
from sirekap.forms.kpu_2024_paper import BOX_BORDER, BUBBLE_BORDER, HEIGHT, WIDTH, fiducials
from sirekap.forms.model import Form, Guide, Page

FAMILY = "kpu-2024"
VOTER_CAP = 300
"""The tally grid's twelve columns and five rows hold no more votes."""


def kpu_2024(contest: Contest) -> Form:
    """Lay out the three pages for *contest*."""
    pages = (page_1(contest.tickets), page_2(contest.tickets), page_3(contest.tickets))
    names = [field.name for page in pages for field in page.fields]
    return Form(f"C.HASIL-{contest.kind.value}", FAMILY, contest.kind, pages, identities(names))


def page_1(tickets: Sequence[Ticket]) -> Page:
    """Lay out voters, turnout and ballots."""
    return Page(
        number=1,
        width=WIDTH,
        height=HEIGHT,
        fiducials=fiducials(1),
        fields=kpu_2024_page_1.fields(),
        qr=None,
        lines=kpu_2024_page_1.lines(),
        box_border=kpu_2024_page_1.BOX_BORDER,
        bubble_border=BUBBLE_BORDER,
        guide=Guide.DOTS,
    )


def page_2(tickets: Sequence[Ticket]) -> Page:
    """Lay out the votes."""
    blocks = (line for place in range(len(tickets)) for line in kpu_2024_page_2.block_lines(place))
    return Page(
        number=2,
        width=WIDTH,
        height=HEIGHT,
        fiducials=fiducials(2),
        fields=kpu_2024_page_2.fields(tickets),
        qr=None,
        lines=(*kpu_2024_page_2.head_lines(len(tickets)), *blocks),
        box_border=BOX_BORDER,
        bubble_border=BUBBLE_BORDER,
        guide=Guide.DOTS,
    )


def page_3(tickets: Sequence[Ticket]) -> Page:
    """Lay out the totals."""
    return Page(
        number=3,
        width=WIDTH,
        height=HEIGHT,
        fiducials=fiducials(3),
        fields=kpu_2024_page_3.fields(),
        qr=None,
        lines=kpu_2024_page_3.lines(),
        box_border=BOX_BORDER,
        bubble_border=BUBBLE_BORDER,
        guide=Guide.DOTS,
    )
