"""What a phone takes in at installation: the packet of its station, its forms, the copies it may hand out.

Everybody may have them; they are packed with gzip for who takes that, always to the same bytes.
"""

import gzip
import hashlib
from base64 import urlsafe_b64encode
from dataclasses import asdict
from functools import lru_cache
from typing import Annotated

from fastapi import Path, Request, Response

from sirekap.actions.see_packet import see_copy, see_form, see_packet
from sirekap.election.model import ContestId, StationCode
from sirekap.publication.jsonb import encode_sorted
from sirekap.web.surroundings import Given

Code = Annotated[str, Path(pattern=r"^[0-9A-Z]{13}$")]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
Contest = Annotated[str, Path(max_length=32)]

_FOREVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, no-cache"
PACKED_HELD = 64


def packet(station: Code, request: Request, ports: Given) -> Response:
    """Give out the packet: its text under ``packet``, and the server's signature over that text's bytes."""
    given = see_packet(ports, StationCode(station))
    signature = urlsafe_b64encode(given.signature).decode().rstrip("=")
    return _given(encode_sorted({"packet": given.body.decode(), "signature": signature}), request, _ASK_AGAIN)


def form(station: Code, contest: Contest, sha256: Sha256, request: Request, ports: Given) -> Response:
    """Give out a form as its canonical JSON: the SHA-256 of these bytes stands on the paper."""
    return _given(see_form(ports, StationCode(station), ContestId(contest), sha256), request, _FOREVER)


def copy(station: Code, contest: Contest, request: Request, ports: Given) -> Response:
    """Give out the station's C.HASIL SALINAN, drawn but for its numbers, for which room is left in it."""
    paper = see_copy(ports, StationCode(station), ContestId(contest))
    told = {
        "name": paper.form.name,
        "hash": paper.form.hash,
        "pages": [asdict(each) for each in paper.pages],
        "font": paper.font,
        "digit": paper.digit,
        "cross": paper.cross,
        "cap_height": paper.cap_height,
        "pdf": urlsafe_b64encode(paper.pdf).decode().rstrip("="),
    }
    return _given(encode_sorted(told), request, _ASK_AGAIN)


def _given(data: bytes, request: Request, keep: str) -> Response:
    """Answer with *data*, packed where the request takes that; 304 to who has it."""
    tag = f'"{hashlib.sha256(data).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": keep, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            _packed(data), media_type="application/json", headers=headers | {"Content-Encoding": "gzip"}
        )
    return Response(data, media_type="application/json", headers=headers)


@lru_cache(PACKED_HELD)
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
