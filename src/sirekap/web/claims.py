"""Claims and their details, from anybody who brings them: the signature says whose they are.

A claim's body is its bytes (``application/cbor``), or the texts of its QR codes or of a message, one a line
(``text/plain``). It is read raw, and everything slow happens off the event loop.
"""

from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Annotated

from fastapi import Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sirekap.actions.claim_details import ReceiveDetails, receive_details
from sirekap.actions.claim_receipt import SeeReceipt, SignedReceipt, see_receipt
from sirekap.actions.receive_claim import ClaimAnswer, ReceiveClaim, receive_claim
from sirekap.election.model import StationCode
from sirekap.record.claims.errors import ClaimError, NotAClaimError
from sirekap.record.claims.model import ClaimId
from sirekap.record.claims.travel import from_qr, from_text
from sirekap.web.problem import problem_of
from sirekap.web.surroundings import Given, Now

CBOR = "application/cbor"
TEXT = "text/plain"
MOST_CLAIM_BODY = 16 * 1024
MOST_DETAILS_BODY = 160 * 1024

Code = Annotated[str, Path(pattern=r"^[0-9A-Z]{13}$")]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
Via = Annotated[str, Query(pattern=r"^(http|qr|file)$", description="How the bytes reached who sends them.")]


class ReceiptView(BaseModel):
    """What the server holds of a claim; ``signed`` is the receipt's bytes in base 64 for addresses."""

    model_config = ConfigDict(strict=True, frozen=True)
    claim: str
    received_at: datetime
    verdict: str
    details: bool
    held: tuple[str, ...]
    missing: tuple[str, ...]
    signed: str


class DetailsView(BaseModel):
    """The receipts of the claims that name the details; none while no claim has come."""

    model_config = ConfigDict(strict=True, frozen=True)
    receipts: tuple[ReceiptView, ...]


async def carry_claim(request: Request, ports: Given, now: Now, via: Via = "http") -> Response:
    """Take in a signed claim; 201 the first time, 200 again, 422 with the reason where it does not count."""
    body = await request.body()
    answer = await run_in_threadpool(_receive, request, ports, body, via, now)
    if answer.error is not None:
        receipt = None if answer.receipt is None else receipt_view(answer.receipt).model_dump(mode="json")
        return problem_of(answer.error, receipt=receipt)
    if answer.receipt is None:
        raise AssertionError("an accepted claim has its receipt")
    return JSONResponse(receipt_view(answer.receipt).model_dump(mode="json"), 201 if answer.new else 200)


def _receive(request: Request, ports: Given, body: bytes, via: str, now: datetime) -> ClaimAnswer:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != TEXT:
        return receive_claim(ports, ReceiveClaim(body, via, now))
    try:
        data, came = _from_text(body)
    except ClaimError:
        data, came = body, "text"  # the action sets it aside under the name of what it is not
    return receive_claim(ports, ReceiveClaim(data, came, now))


def _from_text(body: bytes) -> tuple[bytes, str]:
    """Return the claim's bytes and how they travelled, by the first letters."""
    try:
        text = body.decode("ascii").strip()
    except UnicodeDecodeError:
        raise NotAClaimError("text") from None
    if text.startswith("SK1:"):
        return from_qr(line.rstrip("\r") for line in text.split("\n") if line.strip()), "qr"
    return from_text(text), "text"


async def carry_details(
    station: Code, sha256: Sha256, request: Request, ports: Given, now: Now
) -> DetailsView:
    """Take in the details of a claim, before the claim or after it."""
    body = await request.body()
    command = ReceiveDetails(StationCode(station), sha256, body, now)
    receipts = await run_in_threadpool(receive_details, ports, command)
    return DetailsView(receipts=tuple(receipt_view(each) for each in receipts))


def receipt(station: Code, claim: Sha256, ports: Given) -> ReceiptView:
    """Give the receipt of a claim as of now, to whoever knows its id."""
    return receipt_view(see_receipt(ports, SeeReceipt(StationCode(station), ClaimId(claim))))


def receipt_view(given: SignedReceipt) -> ReceiptView:
    """Return a receipt as it is shown."""
    held = given.receipt
    return ReceiptView(
        claim=held.claim,
        received_at=held.received_at,
        verdict=held.verdict.name.lower(),
        details=held.details,
        held=held.held,
        missing=held.missing,
        signed=urlsafe_b64encode(given.signed).decode().rstrip("="),
    )
