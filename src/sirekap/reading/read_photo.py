"""The whole line on one screen: from the bytes of a photo to a reading.

In: a file, the forms that may be meant, the reader. Out: a ``Reading``: every field of the page, or a
refusal that says what to do. Invariant: a photo never raises; an error that comes out of here is a fault of
the program.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from sirekap.election.model import FieldName
from sirekap.forms.model import Form
from sirekap.reading.decode import decode_all
from sirekap.reading.fitted import Fitted
from sirekap.reading.fuse import read_fields
from sirekap.reading.identify import identify
from sirekap.reading.locate import Locator
from sirekap.reading.model import FieldReading, PageIdentity, Reading, Refusal
from sirekap.reading.page_model import PageModel
from sirekap.reading.placement import Photo
from sirekap.reading.quality import refuse_tiny, refuse_unclear
from sirekap.reading.say import RefusedError
from sirekap.reading.trace import NoTrace, Trace
from sirekap.reading.weights import load_fitted, load_locator, load_model


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads: the page's model, the fitted numbers, and what finds pages without fiducials, if any.

    It keeps no state, so threads may share it.
    """

    model: PageModel
    fitted: Fitted
    locator: Locator | None = None


def open_reader() -> Reader:
    """Load the shipped model and its fitted numbers; once a process is enough."""
    return Reader(load_model(), load_fitted(), load_locator())


def read_photo(data: bytes, forms: Sequence[Form], reader: Reader, trace: Trace | None = None) -> Reading:
    """Read the photo of one page, or the first page of a scan."""
    return read_all(data, forms, reader, trace, most=1)[0]


def read_all(
    data: bytes, forms: Sequence[Form], reader: Reader, trace: Trace | None = None, most: int | None = None
) -> list[Reading]:
    """Read a photo, or each page of a scan, at most the first *most*; at least one reading comes of it."""
    began = perf_counter()
    try:
        photos = decode_all(data, most)
    except RefusedError as error:
        sha256 = hashlib.sha256(data).hexdigest()
        return [Reading(sha256, None, error.refusal, {}, perf_counter() - began)]
    decoding = (perf_counter() - began) / len(photos)
    return [_read_page(photo, forms, reader, trace or NoTrace(), decoding) for photo in photos]


def _read_page(photo: Photo, forms: Sequence[Form], reader: Reader, trace: Trace, decoding: float) -> Reading:
    began = perf_counter() - decoding
    trace.decoded(photo)
    identity: PageIdentity | None = None
    refused: Refusal | None = None
    fields: Mapping[FieldName, FieldReading] = {}
    try:
        refuse_unclear(photo)
        sheet = identify(photo, forms, reader.fitted, trace, reader.locator)
        identity = sheet.identity
        trace.placed(sheet.placement)
        refuse_tiny(sheet.placement)
        fields = read_fields(photo, sheet.placement, reader.model, reader.fitted, trace)
    except RefusedError as error:
        refused = error.refusal
    return Reading(photo.sha256, identity, refused, fields, perf_counter() - began)
