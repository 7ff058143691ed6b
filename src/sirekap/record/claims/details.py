"""A claim's details as bytes, and back; their hash stands in the claim.

In: ``Details`` and the form they are about, or bytes from anywhere. Out: at most MOST_BYTES of deterministic
CBOR, or the ``Details``. Invariant: reading what was written gives it back.

    [1, [[photo, size, page, original], ...], device time, app,
     [[photo, page, [[value, thousandths, accepted, boxes], ...]], ...],
     [[rule, reason], ...], reason, [withdrawn photo, ...], place]

See docs/claims.md.
"""

import hashlib
import re
from datetime import UTC, datetime
from typing import Any

from sirekap.election.model import FieldName
from sirekap.forms.model import Form
from sirekap.record.claims.cbor import (
    as_array,
    as_hex,
    as_number,
    as_text,
    as_truth,
    read,
    write,
)
from sirekap.record.claims.errors import NewerClaimError, NotAClaimError
from sirekap.record.claims.model import ClaimedPhoto, Details, PhoneReading
from sirekap.record.claims.payload import MOST_NUMBER
from sirekap.record.model import Seen

FORMAT = 1
MOST_BYTES = 128 * 1024
MOST_PHOTOS = 60
MOST_PHOTO_BYTES = 15 * 1024 * 1024
MOST_REASON = 500

_PLACES = 9
_APP = re.compile(r"[0-9A-Za-z.+-]{1,32}")
_RULE = re.compile(r"R[0-9]{1,4}")
_BOXES = re.compile(r"[0-9x?_-]{0,6}")
_REASON = re.compile(r"[^\x00-\x1f\x7f]{0,500}")
_LATEST = 4_102_444_800
"""Seconds: the year 2100."""


def write_details(details: Details, form: Form) -> bytes:
    """Return the bytes of *details*; a field that the phone's reader did not see is null."""
    place = None if details.place is None else list(details.place)
    return write(
        [
            FORMAT,
            [[_raw(each.photo), each.size, each.page, _raw(each.original)] for each in details.photos],
            int(details.device_time.timestamp()),
            details.app,
            [[_raw(each.photo), each.page, _write_fields(each, form)] for each in details.readings],
            [list(pair) for pair in sorted(details.reasons.items())],
            details.reason,
            [_raw(each) for each in details.withdrawn],
            place,
        ]
    )


def read_details(data: bytes, form: Form) -> Details:
    """Return the details; raise the ClaimError that says what is wrong with the bytes."""
    whole = as_array(read(data, MOST_BYTES))
    if whole and type(whole[0]) is int and whole[0] > FORMAT:
        raise NewerClaimError(str(whole[0]))
    number, photos, device_time, app, readings, reasons, reason, withdrawn, place = as_array(whole, _PLACES)
    as_number(number, FORMAT, FORMAT)
    return Details(
        tuple(_photo(each) for each in as_array(photos, most=MOST_PHOTOS)),
        datetime.fromtimestamp(as_number(device_time, _LATEST), UTC),
        as_text(app, _APP),
        tuple(_reading(each, form) for each in as_array(readings, most=MOST_PHOTOS)),
        _reasons(reasons),
        as_text(reason, _REASON),
        tuple(as_hex(each, 32) for each in as_array(withdrawn, most=MOST_PHOTOS)),
        _place(place),
    )


def hash_of(details: bytes) -> str:
    """Return the SHA-256 (hex) that a claim names its details by."""
    return hashlib.sha256(details).hexdigest()


def _raw(sha256: str | None) -> bytes | None:
    return None if sha256 is None else bytes.fromhex(sha256)


def _write_fields(reading: PhoneReading, form: Form) -> list[list[object] | None]:
    seen = (reading.fields.get(name) for name in _names(form, reading.page))
    return [
        None if each is None else [each.value, round(each.probability * 1000), each.accepted, each.boxes]
        for each in seen
    ]


def _names(form: Form, number: int) -> tuple[FieldName, ...]:
    for page in form.pages:
        if page.number == number:
            return tuple(each.name for each in page.fields)
    raise NotAClaimError("page")


def _photo(value: Any) -> ClaimedPhoto:
    photo, size, page, original = as_array(value, 4)
    return ClaimedPhoto(
        as_hex(photo, 32),
        as_number(size, MOST_PHOTO_BYTES, 1),
        None if page is None else as_number(page, 99, 1),
        None if original is None else as_hex(original, 32),
    )


def _reading(value: Any, form: Form) -> PhoneReading:
    photo, page, fields = as_array(value, 3)
    number = as_number(page, 99, 1)
    names = _names(form, number)
    seen = {
        name: _seen(each)
        for name, each in zip(names, as_array(fields, len(names)), strict=True)
        if each is not None
    }
    return PhoneReading(as_hex(photo, 32), number, seen)


def _seen(value: Any) -> Seen:
    number, thousandths, accepted, boxes = as_array(value, 4)
    return Seen(
        None if number is None else as_number(number, MOST_NUMBER),
        as_number(thousandths, 1000) / 1000,
        as_truth(accepted),
        as_text(boxes, _BOXES),
    )


def _reasons(value: Any) -> dict[str, str]:
    pairs = [as_array(each, 2) for each in as_array(value, most=50)]
    codes = [as_text(code, _RULE) for code, _ in pairs]
    if codes != sorted(set(codes)):
        raise NotAClaimError("reasons")
    return {code: as_text(reason, _REASON) for code, (_, reason) in zip(codes, pairs, strict=True)}


def _place(value: Any) -> tuple[int, int] | None:
    if value is None:
        return None
    latitude, longitude = as_array(value, 2)
    return as_number(latitude, 90_000_000, -90_000_000), as_number(longitude, 180_000_000, -180_000_000)
