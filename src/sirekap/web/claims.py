"""Claims and their details, from anybody who brings them: the signature says whose they are.

A claim's body is its bytes (``application/cbor``), or the texts of its QR codes or of a message, one a line
(``text/plain``). It is read raw. Judging it takes less than handing it to another thread would, so it is done
on the event loop; what asks the database or the disk never is.
"""

from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Annotated, Any

from fastapi import Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sirekap.actions.claim_details import ReceiveDetails, receive_details
from sirekap.actions.claim_receipt import SeeReceipt, SignedReceipt, see_receipt
from sirekap.actions.judge_claim import AskBooksError, judge_alone
from sirekap.actions.ports import Ports
from sirekap.actions.receive_claim import (
    ClaimAnswer,
    ReceiveClaim,
    answer_for,
    receive_claim,
    refuse_claim,
    submit_claim,
)
from sirekap.election.model import StationCode
from sirekap.record.claims.errors import ClaimError, NotAClaimError
from sirekap.record.claims.model import ClaimId
from sirekap.record.claims.signed import read_signed
from sirekap.record.claims.travel import from_qr, from_text
from sirekap.web.kept import kept
from sirekap.web.problem import plain_problem, problem_of
from sirekap.web.surroundings import Given, Now, now_of, ports_of

CBOR = "application/cbor"
TEXT = "text/plain"
MOST_CLAIM_BODY = 16 * 1024
MOST_DETAILS_BODY = 160 * 1024

Code = Annotated[str, Path(pattern=r"^[0-9A-Z]{13}$")]
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
VIAS = ("http", "qr", "file", "text")
Via = Annotated[
    str, Query(pattern=rf"^({'|'.join(VIAS)})$", description="How the bytes reached who sends them.")
]


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
    answer = await _receive(ports, _command(request, await request.body(), via, now))
    receipt = None if answer.receipt is None else receipt_json(answer.receipt)
    if answer.error is not None:
        return problem_of(answer.error, receipt=receipt)
    return JSONResponse(receipt, 201 if answer.new else 200)


async def carry_claim_shortly(request: Request) -> Response:
    """Take in a claim as ``carry_claim`` does, without the framework between: a night has millions."""
    via = request.query_params.get("via", "http") if request.scope["query_string"] else "http"
    if via not in VIAS:
        fault = {"at": ["query", "via"], "is": "string_pattern_mismatch"}
        return plain_problem(422, request.headers.get("accept-language"), faults=[fault])
    return await carry_claim(request, ports_of(request), now_of(request), via)


async def _receive(ports: Ports, command: ReceiveClaim) -> ClaimAnswer:
    """Take the claim in, on a thread of its own only where the books must be asked or it is set aside.

    A claim is judged here: that takes less time than handing it to a thread and back.
    """
    try:
        judged = judge_alone(ports, read_signed(command.data), command.at)
        return answer_for(ports, await kept(submit_claim(ports, command, judged)))
    except AskBooksError:
        return await run_in_threadpool(receive_claim, ports, command)
    except ClaimError as error:
        return await run_in_threadpool(refuse_claim, ports, command, error)


def _command(request: Request, body: bytes, via: str, now: datetime) -> ReceiveClaim:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != TEXT:
        return ReceiveClaim(body, via, now)
    try:
        data, came = _from_text(body)
    except ClaimError:
        data, came = body, "text"  # the action sets it aside under the name of what it is not
    return ReceiveClaim(data, came, now)


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
    return ReceiptView.model_validate(
        receipt_json(given) | {"received_at": given.receipt.received_at},
    )


def receipt_json(given: SignedReceipt) -> dict[str, Any]:
    """Return a receipt as it travels in JSON."""
    held = given.receipt
    return {
        "claim": held.claim,
        "received_at": held.received_at.isoformat().replace("+00:00", "Z"),
        "verdict": held.verdict.name.lower(),
        "details": held.details,
        "held": held.held,
        "missing": held.missing,
        "signed": urlsafe_b64encode(given.signed).decode().rstrip("="),
    }
