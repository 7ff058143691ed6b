"""The application: every address with its step, the files for everyone, and the guard around them.

In: the ports, a clock and two folders. Out: an ASGI application. Invariant: it is made only if every address
names a step of the table of access.
"""

import logging
from asyncio import Semaphore
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from sirekap.accounts.model import Step
from sirekap.actions.ports import Ports
from sirekap.actions.receive_photo import MOST_BYTES
from sirekap.election.model import NATION
from sirekap.web import (
    accounts,
    around,
    claims,
    devices,
    keys,
    packets,
    people,
    photos,
    session,
    stations,
    uploads,
    ways,
)
from sirekap.web.addresses import Address, add_address, ensure_steps, mark
from sirekap.web.files import Files
from sirekap.web.guard import Guard
from sirekap.web.limits import Limit, Limits
from sirekap.web.observe import Observe, Queue, make_instruments
from sirekap.web.problem import plain_problem, tell_problems
from sirekap.web.short import Short

log = logging.getLogger(__name__)

RECORD = "/api/stations/{station}/{contest}"
CLAIM = "/api/claims/{station}/{claim}"
UPLOAD = "/api/uploads/{station}/{upload}"
PHOTO_BODY = MOST_BYTES + 64 * 1024
"""A photo and what multipart puts around it."""


def health(request: Request) -> Mapping[str, str]:
    """Tell that the server answers, and for which election."""
    return {"state": "ok", "election": request.app.state.ports.election.id}


def ready(request: Request) -> Response:
    """Tell that the database answers, and how many photos wait; 503 where it does not."""
    try:
        waiting = _waiting(request.app.state.ports)
    except Exception:
        log.exception("not ready")
        return plain_problem(503, request.headers.get("accept-language"))
    return JSONResponse({"state": "ready", "photos_waiting": waiting})


ADDRESSES: Sequence[Address] = (
    Address(
        Step.CARRY,
        "POST",
        "/api/claims",
        claims.carry_claim,
        201,
        claims.MOST_CLAIM_BODY,
        (claims.CBOR, claims.TEXT),
        claims.carry_claim_shortly,
    ),
    Address(Step.SIGN_IN, "POST", "/api/challenges", devices.ask, short=devices.ask_shortly),
    Address(Step.SIGN_IN, "POST", "/api/session/device", devices.answer, short=devices.answer_shortly),
    Address(Step.SIGN_IN, "POST", "/api/session", session.open_session),
    Address(Step.SIGN_IN, "GET", "/api/session", session.who),
    Address(Step.SIGN_OUT, "DELETE", "/api/session", session.close_session, status=204),
    Address(Step.ENROL, "POST", "/api/vouchers", devices.voucher),
    Address(Step.ENROL, "POST", "/api/devices", devices.activate, 201),
    Address(Step.SIGN_IN, "POST", "/api/session/passkey/options", ways.ask),
    Address(Step.SIGN_IN, "POST", "/api/session/passkey", ways.answer),
    Address(Step.SIGN_IN, "POST", "/api/session/password", ways.password),
    Address(Step.OWN_WAYS, "GET", "/api/ways", ways.ways),
    Address(Step.OWN_WAYS, "POST", "/api/ways/passkeys/options", ways.new_passkey),
    Address(Step.OWN_WAYS, "POST", "/api/ways/passkeys", ways.add_passkey, 201),
    Address(Step.OWN_WAYS, "DELETE", "/api/ways/passkeys/{passkey}", ways.remove_passkey, 204),
    Address(Step.OWN_WAYS, "POST", "/api/ways/app", ways.new_app),
    Address(Step.OWN_WAYS, "PUT", "/api/ways/password", ways.set_password, 204),
    Address(Step.SEE_PEOPLE, "GET", "/api/people", people.people),
    Address(Step.SEE_PEOPLE, "GET", "/api/people/tally", people.tally),
    Address(Step.SEE_PEOPLE, "GET", "/api/accounts/{account}", people.person),
    Address(Step.REPLACE, "POST", "/api/accounts/{account}/phone", accounts.replace, 201),
    Address(Step.RECOVER, "POST", "/api/accounts/{account}/recovery", accounts.let_in_again, 201),
    Address(Step.HAND_OUT, "POST", "/api/papers", accounts.papers, 201),
    Address(Step.AUDIT, "GET", "/api/audit", people.audit),
    Address(Step.SEE, "GET", "/api/stations", stations.stations),
    Address(Step.SEE, "GET", RECORD, stations.station),
    Address(Step.PHOTOGRAPH, "POST", RECORD + "/photos", stations.photograph, 201, PHOTO_BODY),
    Address(Step.CHECK, "POST", RECORD + "/check", stations.check),
    Address(Step.ENTER, "POST", RECORD + "/enter", stations.enter),
    Address(Step.CORRECT, "POST", RECORD + "/correct", stations.correct),
    Address(Step.WITHDRAW, "POST", RECORD + "/withdraw", stations.withdraw),
    Address(Step.SEE, "GET", RECORD + "/around", around.around),
    Address(Step.SEE, "GET", RECORD + "/papers/{sha256}", around.paper),
    Address(Step.NOTE_INCIDENT, "POST", RECORD + "/incidents", around.incident, 201),
    Address(Step.OBJECT, "POST", RECORD + "/objections", around.objection, 201),
    Address(Step.ANSWER, "POST", RECORD + "/answers", around.answer, 201),
    Address(Step.EXPECT_COPY, "POST", RECORD + "/watchers", around.expect_copy, 201),
    Address(Step.HAND_COPY, "POST", RECORD + "/copies", around.hand_copy, 201),
    Address(Step.OPEN_VERSION, "POST", RECORD + "/versions", around.version, 201),
    Address(Step.INSPECT, "GET", "/api/aside", around.aside),
    Address(Step.INSPECT, "GET", "/api/failed", photos.failed),
    Address(Step.SEE, "GET", "/api/photos/{sha256}", photos.photo),
    Address(Step.SEE, "GET", "/api/photos/{sha256}/fields/{field}", photos.crop),
    Address(Step.CARRY, "GET", CLAIM + "/receipt", claims.receipt),
    Address(
        Step.CARRY,
        "PUT",
        "/api/details/{station}/{sha256}",
        claims.carry_details,
        200,
        claims.MOST_DETAILS_BODY,
        (claims.CBOR,),
    ),
    Address(Step.CARRY, "OPTIONS", "/api/uploads", uploads.tell_protocol, 204),
    Address(Step.CARRY, "POST", "/api/uploads", uploads.begin, 201, PHOTO_BODY, (uploads.PIECE,)),
    Address(Step.CARRY, "HEAD", UPLOAD, uploads.how_far),
    Address(Step.CARRY, "PATCH", UPLOAD, uploads.go_on, 204, PHOTO_BODY, (uploads.PIECE,)),
    Address(Step.CARRY, "DELETE", UPLOAD, uploads.give_up, 204),
    Address(Step.LOOK, "GET", "/api/packets/{station}", packets.packet),
    Address(Step.LOOK, "GET", "/api/forms/{station}/{contest}/{sha256}", packets.form),
    Address(Step.LOOK, "GET", "/api/keys", keys.keys),
    Address(Step.LOOK, "GET", "/api/copies/{station}/{contest}", packets.copy),
    Address(Step.LOOK, "GET", "/api/health", health),
    Address(Step.LOOK, "GET", "/api/ready", ready),
)


def make_app(
    ports: Ports,
    clock: Callable[[], datetime],
    public: Path,
    console: Path,
    limits: Limits | None = None,
    origin: str = "",
) -> FastAPI:
    """Return the application; raise NoStepError where an address names no step.

    *public* is the public folder, *console* that of the built console, beside which lies that of the phone's
    pages (``phone``); neither need be there. Without *limits* nobody is told to wait. *origin* is where
    passkeys hold, by default at ``localhost``.
    """
    app = bare_app()
    app.state.ports = ports
    app.state.clock = clock
    app.state.origin = origin
    app.state.signing_in = Semaphore(devices.AT_ONCE)
    app.state.instruments = make_instruments()
    app.state.instruments.registry.register(Queue(lambda: _queue(ports)))
    for path, folder in (("/meja", console), ("/hp", console.with_name("phone")), ("/", public)):
        app.mount(path, Files(directory=folder, html=True, check_dir=False))
        mark(app.router.routes[-1], Step.LOOK)
    tell_problems(app)
    app.add_middleware(Short, addresses=ADDRESSES)
    if limits is not None:
        app.add_middleware(Limit, limits=limits)
    app.add_middleware(Guard)
    app.add_middleware(Observe, instruments=app.state.instruments)
    ensure_steps(app)
    return app


def bare_app() -> FastAPI:
    """Return an application that knows its addresses and nothing else."""
    app = FastAPI(
        title="Sirekap", version="1", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None
    )
    mark(app.router.routes[-1], Step.LOOK)
    for address in ADDRESSES:
        add_address(app, address)
    return app


def describe() -> dict[str, Any]:
    """Return the OpenAPI description of every address."""
    return bare_app().openapi()


def _queue(ports: Ports) -> tuple[int, int]:
    with ports.store.look() as books:
        return books.queue.waiting(), len(books.queue.failed(NATION))


def _waiting(ports: Ports) -> int:
    with ports.store.look() as books:
        return books.queue.waiting()
