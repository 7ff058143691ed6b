"""Which AprilTags stand in the corners of which page.

In: a form's use, its kind of contest, a page; or a tag's id. Out: four ids; or the place they mean.
Invariant: an id belongs to one corner of one page of one form, so a page is known without its QR code; only
the pages of a list of persons, which no one reads, share theirs. ``kpu-2024`` has one tag a page, 101 to
103.
"""

from typing import NamedTuple

from sirekap.election.model import ContestKind
from sirekap.forms.language import FormFile

KPU_2024_FIRST, KPU_2024_PAGES = 101, 3
ANY = None
"""In place of a kind: the form is the same in all contests."""

_K = ContestKind


class Span(NamedTuple):
    """The ids of one form: four a page from ``first`` on, for at most ``pages``."""

    use: str
    abroad: bool
    kind: ContestKind | None
    first: int
    pages: int


SPANS = (
    Span("result", False, _K.PRESIDENT, 200, 10),
    Span("result", False, _K.GOVERNOR, 240, 10),
    Span("result", False, _K.REGENT, 280, 10),
    Span("result", False, _K.MAYOR, 320, 10),
    Span("result", False, _K.DPD, 360, 25),
    Span("result", False, _K.DPR, 460, 60),
    Span("result", False, _K.DPRD_PROVINCE, 700, 60),
    Span("result", False, _K.DPRD_REGENCY, 940, 60),
    Span("copy", False, _K.PRESIDENT, 1180, 6),
    Span("copy", False, _K.GOVERNOR, 1204, 6),
    Span("copy", False, _K.REGENT, 1228, 6),
    Span("copy", False, _K.MAYOR, 1252, 6),
    Span("copy", False, _K.DPD, 1276, 15),
    Span("copy", False, _K.DPR, 1336, 40),
    Span("copy", False, _K.DPRD_PROVINCE, 1496, 40),
    Span("copy", False, _K.DPRD_REGENCY, 1656, 40),
    Span("result", True, _K.PRESIDENT, 1816, 6),
    Span("result", True, _K.DPR, 1840, 60),
    Span("copy", True, _K.PRESIDENT, 2080, 5),
    Span("copy", True, _K.DPR, 2100, 45),
    Span("incidents", False, ANY, 2280, 5),
    Span("attendance", False, ANY, 2300, 5),
)


class TagPlace(NamedTuple):
    """Where a tag belongs. ``corner`` goes 0 top left, 1 top right, 2 bottom right, 3 bottom left."""

    family: str
    use: str
    abroad: bool
    kind: ContestKind | None
    page: int
    corner: int | None
    """None in ``kpu-2024``, which has one tag a page."""


class TooManyPagesError(ValueError):
    """A form has more pages than it has tags; ``pages`` is how many it may have."""

    def __init__(self, pages: int) -> None:
        """Keep the bound."""
        super().__init__(f"a form of this kind has at most {pages} pages")
        self.pages = pages


def corner_tags(file: FormFile, kind: ContestKind, page: int) -> tuple[int, ...]:
    """Return the four tags of a page: top left, top right, bottom right, bottom left."""
    span = span_of(file.use, kind, abroad=file.abroad)
    at = 0 if file.use == "attendance" else page - 1
    if at >= span.pages:
        raise TooManyPagesError(span.pages)
    return tuple(span.first + 4 * at + corner for corner in range(4))


def span_of(use: str, kind: ContestKind, *, abroad: bool) -> Span:
    """Return the ids of a form; KeyError where it has none."""
    for span in SPANS:
        if span.use == use and span.kind in (kind, ANY) and (span.abroad == abroad or span.kind is ANY):
            return span
    raise KeyError(use, kind, abroad)


def tag_place(tag: int) -> TagPlace | None:
    """Say where the tag of that id belongs; None where no form of ours carries it."""
    if KPU_2024_FIRST <= tag < KPU_2024_FIRST + KPU_2024_PAGES:
        return TagPlace("kpu-2024", "result", False, _K.PRESIDENT, tag - KPU_2024_FIRST + 1, None)
    for use, abroad, kind, first, pages in SPANS:
        if first <= tag < first + 4 * pages:
            page, corner = divmod(tag - first, 4)
            return TagPlace("sirekap-1", use, abroad, kind, page + 1, corner)
    return None
