"""Phones: activation by voucher, and signing in by the phone's own signature. Bytes travel as base64url.

Before the count every officer of the nation signs in within the same minutes, so both requests of a sign-in
are answered on the event loop, without the framework between and without a thread of their own.
"""

import base64
import binascii
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Request, Response
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from sirekap.accounts.model import Reach
from sirekap.accounts.signatures import KeyId
from sirekap.actions.activate_device import ActivateDevice, activate_device, find_voucher
from sirekap.actions.sign_in_device import SignInDevice, challenge, session_of, submit_sign_in
from sirekap.web.bodies import read_body
from sirekap.web.kept import kept
from sirekap.web.session import CodeBody, WhoView, give_session
from sirekap.web.surroundings import Given, ports_of


def text_of(data: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    """Return what base64url without padding writes; ValueError for anything else."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    if text_of(data) != text:
        raise ValueError("not the one writing of these bytes")
    return data


def _is_bytes(text: str) -> str:
    bytes_of(text)
    return text


AT_ONCE = 16
"""Sign-ins that are submitted and not kept yet; others wait, and claims pass them by."""

Bytes = Annotated[str, Field(max_length=4096), AfterValidator(_is_bytes)]
Key = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Sent(BaseModel):
    """A body that holds what it names and nothing else."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class VoucherView(Sent):
    """What the paper's QR code tells, but for the code."""

    paper: Bytes


class ChainBody(Sent):
    """A key chain."""

    chain: Bytes


class DeviceView(Sent):
    """The device that is enrolled, and for whom."""

    account: str
    role: str
    place: str
    key: Key
    enrolled_at: datetime


class ChallengeView(Sent):
    """What the device is to sign."""

    challenge: Bytes


class AnswerBody(Sent):
    """The device's answer: its place and key, the challenge, and its signature over it."""

    place: Annotated[str, Field(max_length=13)]
    key: Key
    challenge: Bytes
    signature: Bytes


def voucher(body: CodeBody, ports: Given) -> VoucherView:
    """Tell the owner of a code what its paper says."""
    return VoucherView(paper=text_of(find_voucher(ports, body.code).to_bytes()))


def activate(body: ChainBody, ports: Given) -> DeviceView:
    """Enrol the device that the chain proves; the same one twice changes nothing."""
    known = activate_device(ports, ActivateDevice(bytes_of(body.chain), datetime.now(UTC)))
    device = known.device
    return DeviceView(
        account=device.account,
        role=device.role.value,
        place=device.place,
        key=device.key_id,
        enrolled_at=known.enrolled_at,
    )


async def ask(ports: Given) -> ChallengeView:
    """Give out a fresh challenge."""
    return ChallengeView(challenge=text_of(challenge(ports, datetime.now(UTC))))


async def ask_shortly(request: Request) -> Response:
    """Give out a challenge as ``ask`` does, without the framework between."""
    return JSONResponse((await ask(ports_of(request))).model_dump())


async def answer(body: AnswerBody, request: Request, response: Response, ports: Given) -> WhoView:
    """Sign in by a device's signature."""
    command = SignInDevice(
        Reach(body.place),
        KeyId(body.key),
        bytes_of(body.challenge),
        bytes_of(body.signature),
        datetime.now(UTC),
    )
    async with request.app.state.signing_in:
        answered = await kept(submit_sign_in(ports, command))
    return give_session(session_of(answered), request, response)


async def answer_shortly(request: Request) -> Response:
    """Sign in as ``answer`` does, without the framework between."""
    given, body = Response(), await read_body(request, AnswerBody)
    told = JSONResponse((await answer(body, request, given, ports_of(request))).model_dump())
    told.headers["set-cookie"] = given.headers["set-cookie"]
    return told
