"""The C.HASIL of the 2024 presidential contest as KPU printed it, so that real photos can be read.

In: a contest of two to four tickets. Out: the ``Form``. Invariant: with three tickets all marks lie where
the official pages have them. The overseas variant with five boxes is not done here.
"""

from sirekap.election.model import Contest
from sirekap.forms import kpu_2024_page_1, kpu_2024_page_2, kpu_2024_page_3
from sirekap.forms.content import Content
from sirekap.forms.identities import identities
from sirekap.forms.kpu_2024_paper import BOX_BORDER, BUBBLE_BORDER, HEIGHT, WIDTH, fiducials
from sirekap.forms.kpu_2024_surround import (
    HEAD,
    HEAD_1,
    HIGH_SIGNS,
    LOW_SIGNS,
    Surround,
    foot_captions,
    frame_tints,
    model_captions,
    model_lines,
    region_captions,
    region_slots,
    region_tints,
    sign_captions,
    sign_lines,
    sign_places,
    sign_tints,
)
from sirekap.forms.model import Form, Guide, Page

FAMILY = "kpu-2024"
VOTER_CAP = 300
"""The tally grid's twelve columns and five rows hold no more votes."""


def kpu_2024(contest: Contest) -> Form:
    """Lay out the three pages for *contest*."""
    pages = (page_1(contest), page_2(contest), page_3(contest))
    names = [field.name for page in pages for field in page.fields]
    return Form(f"C.HASIL-{contest.kind.value}", FAMILY, contest.kind, pages, identities(names))


def page_1(contest: Contest) -> Page:
    """Lay out voters, turnout and ballots; the official page has no guide in its boxes."""
    from_1 = kpu_2024_page_1
    content = Content(from_1.fields(), from_1.lines(), from_1.tints(), from_1.captions(contest))
    return page(contest, Surround(1, HEAD_1, LOW_SIGNS), content, Guide.NONE, from_1.BOX_BORDER)


def page_2(contest: Contest) -> Page:
    """Lay out the votes."""
    from_2, tickets = kpu_2024_page_2, contest.tickets
    content = Content(
        from_2.fields(tickets),
        from_2.lines(len(tickets)),
        from_2.tints(len(tickets)),
        from_2.captions(tickets),
    )
    return page(contest, Surround(2, HEAD, from_2.signs(len(tickets))), content, Guide.DOTS)


def page_3(contest: Contest) -> Page:
    """Lay out the totals; the official page has no guide in its boxes."""
    from_3 = kpu_2024_page_3
    content = Content(from_3.fields(), from_3.lines(), from_3.tints(), from_3.captions(contest.tickets))
    return page(contest, Surround(3, HEAD, HIGH_SIGNS), content, Guide.NONE)


def page(
    contest: Contest, surround: Surround, content: Content, guide: Guide, box_border: float = BOX_BORDER
) -> Page:
    """Put a page's own content into what surrounds it."""
    number, head, signs = surround
    tickets = contest.tickets
    return Page(
        number=number,
        width=WIDTH,
        height=HEIGHT,
        fiducials=fiducials(number),
        fields=content.fields,
        qr=None,
        lines=(*content.lines, *model_lines(), *sign_lines(signs, len(tickets))),
        tints=(*frame_tints(), *region_tints(head), *content.tints, *sign_tints(signs, len(tickets))),
        captions=(
            *model_captions(contest, number),
            *region_captions(head),
            *content.captions,
            *sign_captions(signs, tickets),
            *foot_captions(),
        ),
        slots=region_slots(head),
        signatures=sign_places(signs, len(tickets)),
        box_border=box_border,
        bubble_border=BUBBLE_BORDER,
        guide=guide,
    )
