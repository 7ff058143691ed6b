"""What handlers are given: the ports, the clock, the account behind the session cookie; and the door."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request

from sirekap.accounts.model import Account, Step
from sirekap.accounts.ways import is_sure
from sirekap.actions.ports import Ports
from sirekap.actions.problems import NotSignedInError
from sirekap.actions.sign_in import signed_in
from sirekap.actions.take_step import ensure_may
from sirekap.actions.way_ports import OpenSession
from sirekap.actions.way_problems import NotSureError
from sirekap.election.model import StationCode

COOKIE = "sirekap"
"""The session's cookie: not for scripts, and sent from our own pages only."""


def ports_of(request: Request) -> Ports:
    """Return the ports the server was started with."""
    given: Ports = request.app.state.ports
    return given


def now_of(request: Request) -> datetime:
    """Return the time that stands in the record."""
    clock: Callable[[], datetime] = request.app.state.clock
    return clock()


async def ports(request: Request) -> Ports:
    """Return the ports; as a coroutine, for the framework sends plain functions through its threads."""
    return ports_of(request)


async def now(request: Request) -> datetime:
    """Return the time, as ``ports`` does."""
    return now_of(request)


def session(request: Request) -> OpenSession:
    """Return the session that the request carries; raise NotSignedInError. Sessions run by the wall clock."""
    token = request.cookies.get(COOKIE)
    if not token:
        raise NotSignedInError
    return signed_in(ports_of(request), token, datetime.now(UTC))


Opened = Annotated[OpenSession, Depends(session)]


def caller(opened: Opened) -> Account:
    """Return whose request it is."""
    return opened.account


def visitor(request: Request) -> OpenSession | None:
    """Return the session that the request carries, None where nobody is signed in."""
    try:
        return session(request)
    except NotSignedInError:
        return None


Given = Annotated[Ports, Depends(ports)]
Now = Annotated[datetime, Depends(now)]
Caller = Annotated[Account, Depends(caller)]
Visitor = Annotated[OpenSession | None, Depends(visitor)]


def door(step: Step) -> Callable[..., None]:
    """Return what stands before an address of *step*: it lets in whom the table of access lets in.

    The place is the station in the path, where the election has it, else the caller's own reach; what else an
    address concerns, its action checks. A refusal leaves an audit line. Who came in by a code on paper is
    kept from the steps that ask for more; that is not one.
    """

    def ensure_allowed(request: Request, ports: Given, opened: Opened, now: Now) -> None:
        station = StationCode(request.path_params.get("station", ""))
        place = station if station in ports.election.stations else opened.account.reach
        ensure_may(ports, opened.account, step, place, now)
        if not is_sure(opened.way, step):
            raise NotSureError

    return ensure_allowed
