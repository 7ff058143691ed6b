"""From a photo to the page it shows: which form, which page, whose station, and where each field lies.

In: a photo and the forms that may be meant. Out: a ``Sheet``. Tags tell the page and lay it flat; the QR
code tells form, election and station; a photo without either is compared with the printed lines of each
form. Invariant: what was printed on the page is told as it stands there, never corrected; a page of a form
not asked for is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import zxingcpp

from sirekap.forms.identity import PrintedIdentity, parse_page_text
from sirekap.forms.model import FiducialKind, Form, Page
from sirekap.reading.find_fiducials import Sighting, find_tags, shows_any_tag
from sirekap.reading.fitted import Fitted
from sirekap.reading.ink import rectify
from sirekap.reading.lay_fields import lay_fields
from sirekap.reading.lay_flat import lay_flat, refuse_cut_off
from sirekap.reading.locate import Locator
from sirekap.reading.match_lines import match_lines, mean_agreement
from sirekap.reading.model import PageIdentity, RefusalCode
from sirekap.reading.placement import Matrix, Photo, Placement
from sirekap.reading.quality import FINDABLE, refuse_unclear
from sirekap.reading.say import RefusedError
from sirekap.reading.settle import settle
from sirekap.reading.trace import Trace

QR_DENSITY = 7.0
"""Pixels a millimetre: a QR code of 25 mm and 33 cells has five pixels a cell."""
QR_MARGIN = 4.0
_QR = zxingcpp.barcode_formats_from_str("QRCode")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page found in a photo, and what it says of itself."""

    placement: Placement
    identity: PageIdentity


def identify(
    photo: Photo,
    forms: Sequence[Form],
    fitted: Fitted,
    trace: Trace | None = None,
    locator: Locator | None = None,
) -> Sheet:
    """Find which page of *forms* the photo shows; raises ``RefusedError``."""
    sighting = find_tags(photo, tag_ids(forms), whole_pages(forms))
    if trace is not None:
        trace.sighted(sighting)
    if sighting.tags:
        return _by_tags(photo, forms, sighting)
    return _by_lines(photo, forms, fitted, locator)


def tag_ids(forms: Iterable[Form]) -> frozenset[int]:
    """Return the numbers of all tags of all pages of *forms*."""
    return frozenset(each for tags in whole_pages(forms) for each in tags)


def whole_pages(forms: Iterable[Form]) -> frozenset[frozenset[int]]:
    """Return the tags of every page of *forms* that has any."""
    return frozenset(tags for form in forms for page in form.pages if (tags := _tags_of(page)))


def _tags_of(page: Page) -> frozenset[int]:
    return frozenset(each.id for each in page.fiducials if each.kind is FiducialKind.APRILTAG)


def _by_tags(photo: Photo, forms: Sequence[Form], sighting: Sighting) -> Sheet:
    """Take the page with most of the tags seen; the QR code settles between forms that share them."""
    seen = frozenset(tag.id for tag in sighting.tags)
    pages = [(form, page) for form in forms for page in form.pages]
    most = max(len(seen & _tags_of(page)) for _, page in pages)
    likely = [(form, page) for form, page in pages if len(seen & _tags_of(page)) == most]
    flat = lay_flat(photo, likely[0][1], sighting)
    printed = read_code(photo, likely[0][1], flat.matrix)
    form, page = _settled(likely, printed)
    refuse_cut_off(photo, page, flat.matrix)
    return Sheet(Placement(form, page, lay_fields(photo, page, flat)), _identity(form, page, printed))


def _settled(likely: Sequence[tuple[Form, Page]], printed: PrintedIdentity | None) -> tuple[Form, Page]:
    if printed is None:
        return likely[0]
    for form, page in likely:
        if form.hash.startswith(printed.form_prefix) and page.number == printed.page:
            return form, page
    raise RefusedError(RefusalCode.WRONG_FORM)


def _identity(form: Form, page: Page, printed: PrintedIdentity | None) -> PageIdentity:
    if printed is None:
        return PageIdentity(form.hash, page.number)
    return PageIdentity(form.hash, page.number, printed.station, printed.election_prefix)


def read_code(photo: Photo, page: Page, matrix: Matrix) -> PrintedIdentity | None:
    """Read the QR code where the page has it, else anywhere; None where there is none or it is spoilt."""
    if page.qr is None:
        return None
    flat, _ = rectify(photo, matrix, page.qr.grown(QR_MARGIN), QR_DENSITY)
    for picture in (flat, photo.pixels):
        for code in zxingcpp.read_barcodes(picture, formats=_QR):
            printed = parse_page_text(code.text)
            if printed is not None:
                return printed
    return None


def _by_lines(photo: Photo, forms: Sequence[Form], fitted: Fitted, locator: Locator | None) -> Sheet:
    """Compare the photo with the printed lines of each form; the best one counts if it agrees well enough."""
    matched = (match_lines(photo, form, fitted, locator) for form in forms)
    best = max((each for each in matched if each is not None), key=mean_agreement, default=None)
    if best is None or mean_agreement(best) < fitted.thresholds.agreement:
        refuse_unclear(photo, FINDABLE)
        raise RefusedError(RefusalCode.WRONG_FORM if shows_any_tag(photo) else RefusalCode.NOT_A_FORM)
    return Sheet(settle(photo, best), PageIdentity(best.form.hash, best.page.number))
