"""The application: every address with its step, the files for everyone, and the guard around them.

In: the ports, a clock and two folders. Out: an ASGI application. Invariant: it is made only if every address
names a step of the table of access.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI, Request

from sirekap.accounts.model import Step
from sirekap.actions.ports import Ports
from sirekap.actions.receive_photo import MOST_BYTES
from sirekap.web import devices, photos, session, stations
from sirekap.web.addresses import Address, add_address, ensure_steps, mark
from sirekap.web.files import Files
from sirekap.web.guard import Guard
from sirekap.web.problem import tell_problems

RECORD = "/api/stations/{station}/{contest}"
PHOTO_BODY = MOST_BYTES + 64 * 1024
"""A photo and what multipart puts around it."""


def health(request: Request) -> Mapping[str, str]:
    """Tell that the server answers, and for which election."""
    return {"state": "ok", "election": request.app.state.ports.election.id}


ADDRESSES: Sequence[Address] = (
    Address(Step.SIGN_IN, "POST", "/api/session", session.open_session),
    Address(Step.SIGN_IN, "GET", "/api/session", session.who),
    Address(Step.SIGN_OUT, "DELETE", "/api/session", session.close_session, status=204),
    Address(Step.SIGN_IN, "POST", "/api/challenges", devices.ask),
    Address(Step.SIGN_IN, "POST", "/api/session/device", devices.answer),
    Address(Step.ENROL, "POST", "/api/vouchers", devices.voucher),
    Address(Step.ENROL, "POST", "/api/devices", devices.activate, 201),
    Address(Step.SEE, "GET", "/api/stations", stations.stations),
    Address(Step.SEE, "GET", RECORD, stations.station),
    Address(Step.PHOTOGRAPH, "POST", RECORD + "/photos", stations.photograph, 201, PHOTO_BODY),
    Address(Step.CHECK, "POST", RECORD + "/check", stations.check),
    Address(Step.ENTER, "POST", RECORD + "/enter", stations.enter),
    Address(Step.CORRECT, "POST", RECORD + "/correct", stations.correct),
    Address(Step.WITHDRAW, "POST", RECORD + "/withdraw", stations.withdraw),
    Address(Step.SEE, "GET", "/api/photos/{sha256}", photos.photo),
    Address(Step.SEE, "GET", "/api/photos/{sha256}/fields/{field}", photos.crop),
    Address(Step.LOOK, "GET", "/api/health", health),
)


def make_app(ports: Ports, clock: Callable[[], datetime], public: Path, console: Path) -> FastAPI:
    """Return the application; raise NoStepError where an address names no step.

    *public* is the public folder, *console* that of the built console, which may not be there.
    """
    app = FastAPI(
        title="Sirekap", version="1", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None
    )
    app.state.ports = ports
    app.state.clock = clock
    mark(app.router.routes[-1], Step.LOOK)
    for address in ADDRESSES:
        add_address(app, address)
    for path, folder in (("/meja", console), ("/", public)):
        app.mount(path, Files(directory=folder, html=True, check_dir=False))
        mark(app.router.routes[-1], Step.LOOK)
    tell_problems(app)
    app.add_middleware(Guard)
    ensure_steps(app)
    return app
