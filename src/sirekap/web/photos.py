"""Photos of the caller's reach: whole, cut to one field, and those over which the reader failed for good."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import Path, Response
from pydantic import BaseModel, ConfigDict

from sirekap.actions.failed_photos import see_failed
from sirekap.actions.print_slips import place_line
from sirekap.actions.see_photos import SeePhoto, see_crop, see_photo
from sirekap.election.model import FieldName
from sirekap.web.surroundings import Caller, Given, Now

Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]

KEEP = {"Cache-Control": "private, max-age=86400, immutable"}
"""A photo's address names its bytes, so a browser may keep them."""


class FailedView(BaseModel):
    """A photo that people must type from, as the reader failed over it for good."""

    model_config = ConfigDict(strict=True, frozen=True)
    station: str
    place_name: str
    contest: str
    contest_name: str
    sha256: str
    failed_at: datetime


def failed(ports: Given, caller: Caller, now: Now) -> Sequence[FailedView]:
    """List the photos of the caller's reach over which the reader failed for good, newest first."""
    return [
        FailedView(
            station=each.photo.key.station,
            place_name=place_line(ports.election, each.photo.key.station),
            contest=each.photo.key.contest,
            contest_name=ports.election.contest(each.photo.key.contest).name,
            sha256=each.photo.sha256,
            failed_at=each.failed_at,
        )
        for each in see_failed(ports, caller, now)
    ]


def photo(sha256: Sha256, ports: Given, caller: Caller, now: Now) -> Response:
    """Give out the photo as it came."""
    media_type, data = see_photo(ports, SeePhoto(sha256, caller, now))
    return Response(data, media_type=media_type, headers=KEEP)


def crop(
    sha256: Sha256,
    field: Annotated[str, Path(max_length=64)],
    ports: Given,
    caller: Caller,
    now: Now,
) -> Response:
    """Give out the picture of one field, upright."""
    data = see_crop(ports, SeePhoto(sha256, caller, now), FieldName(field))
    return Response(data, media_type=_kind(data), headers=KEEP)


def _kind(data: bytes) -> str:
    return "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
