"""Photos of the caller's reach: whole, and cut to one field."""

from typing import Annotated

from fastapi import Path, Response

from sirekap.actions.see_photos import SeePhoto, see_crop, see_photo
from sirekap.election.model import FieldName
from sirekap.web.surroundings import Caller, Given, Now

Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]

_KEEP = {"Cache-Control": "private, max-age=86400, immutable"}
"""A photo's address names its bytes, so a browser may keep them."""


def photo(sha256: Sha256, ports: Given, caller: Caller, now: Now) -> Response:
    """Give out the photo as it came."""
    media_type, data = see_photo(ports, SeePhoto(sha256, caller, now))
    return Response(data, media_type=media_type, headers=_KEEP)


def crop(
    sha256: Sha256,
    field: Annotated[str, Path(max_length=64)],
    ports: Given,
    caller: Caller,
    now: Now,
) -> Response:
    """Give out the picture of one field, upright."""
    data = see_crop(ports, SeePhoto(sha256, caller, now), FieldName(field))
    return Response(data, media_type=_kind(data), headers=_KEEP)


def _kind(data: bytes) -> str:
    return "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
