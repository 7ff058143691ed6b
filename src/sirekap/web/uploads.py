"""Photos by the tus protocol 1.0: whole, or in pieces that go on where the last one broke off.

Extensions: creation, creation-with-upload, termination, expiration by forgetting. ``Upload-Metadata`` names
the ``station`` and the ``sha256`` (hex) of the photo. What came before a connection broke is kept. Receipts
of the claims that name the photo are at the claims' own addresses.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from sirekap.actions.claim_problems import MalformedUploadError, WrongProtocolError
from sirekap.actions.receive_photo import MOST_BYTES
from sirekap.actions.upload_photo import (
    AddPiece,
    BeginUpload,
    UploadState,
    add_piece,
    begin_upload,
    end_upload,
    receive_whole,
    upload_state,
)
from sirekap.election.model import StationCode
from sirekap.web.surroundings import Given, Now

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
EXTENSIONS = "creation,creation-with-upload,termination"

Code = Annotated[str, Path(pattern=r"^[0-9A-Z]{13}$")]
UploadId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]

_STATION = re.compile(r"[0-9A-Z]{13}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9]{1,9}")


def tell_protocol() -> Response:
    """Tell which version and extensions are spoken here."""
    more = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS, "Tus-Max-Size": str(MOST_BYTES)}
    return _answer(204, more)


async def begin(request: Request, ports: Given, now: Now) -> Response:
    """Begin an upload, or take the whole photo at once where the body has it."""
    _ensure_version(request)
    command = _begin(request, now)
    if request.headers.get("content-type") == PIECE:
        body = await request.body()
        if len(body) == command.size:
            state = await run_in_threadpool(receive_whole, ports, command, body)
            return _answer(201, {"Location": "/api/uploads", "Upload-Offset": str(state.received)})
    else:
        body = b""
    state = await run_in_threadpool(begin_upload, ports, command)
    if body and not state.whole:
        piece = AddPiece(command.station, state.upload.id, 0, body, now)
        state = await run_in_threadpool(add_piece, ports, piece)
    place = f"/api/uploads/{command.station}/{state.upload.id}"
    return _answer(201, {"Location": place, "Upload-Offset": str(state.received)})


def how_far(station: Code, upload: UploadId, request: Request, ports: Given) -> Response:
    """Tell how many bytes have come."""
    _ensure_version(request)
    state = upload_state(ports, StationCode(station), upload)
    return _answer(200, _offset(state) | {"Upload-Length": str(state.upload.size)})


async def go_on(station: Code, upload: UploadId, request: Request, ports: Given, now: Now) -> Response:
    """Take the next bytes; what came before the connection broke is kept."""
    _ensure_version(request)
    if request.headers.get("content-type") != PIECE:
        raise WrongProtocolError(PIECE)
    offset = _number(request, "upload-offset")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
    except ClientDisconnect:
        if not body:
            return _answer(400, {})
    piece = AddPiece(StationCode(station), upload, offset, bytes(body), now)
    state = await run_in_threadpool(add_piece, ports, piece)
    return _answer(204, _offset(state))


def give_up(station: Code, upload: UploadId, request: Request, ports: Given, now: Now) -> Response:
    """Forget an upload that its sender gives up."""
    _ensure_version(request)
    end_upload(ports, StationCode(station), upload, now)
    return _answer(204, {})


def _answer(status: int, more: Mapping[str, str]) -> Response:
    return Response(
        status_code=status, headers={"Tus-Resumable": VERSION, "Cache-Control": "no-store", **more}
    )


def _offset(state: UploadState) -> dict[str, str]:
    return {"Upload-Offset": str(state.received)}


def _ensure_version(request: Request) -> None:
    if request.headers.get("tus-resumable") != VERSION:
        raise WrongProtocolError(VERSION)


def _begin(request: Request, now: datetime) -> BeginUpload:
    """Return what the headers say will come; raise MalformedUploadError."""
    told = _metadata(request.headers.get("upload-metadata", ""))
    station, sha256 = told.get("station", ""), told.get("sha256", "")
    if not _STATION.fullmatch(station) or not _SHA256.fullmatch(sha256):
        raise MalformedUploadError("station and sha256")
    return BeginUpload(StationCode(station), sha256, _number(request, "upload-length"), now)


def _metadata(header: str) -> dict[str, str]:
    """Return the pairs of an ``Upload-Metadata`` header: a name, a space, base 64."""
    found = {}
    for pair in header.split(",") if header else ():
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = b64decode(value, validate=True).decode("ascii")
        except (binascii.Error, UnicodeDecodeError):
            raise MalformedUploadError(name) from None
    return found


def _number(request: Request, header: str) -> int:
    value = request.headers.get(header, "")
    if not _NUMBER.fullmatch(value):
        raise MalformedUploadError(header)
    return int(value)
