"""What handlers are given: the ports, the clock, and the account behind the session cookie."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Request

from sirekap.accounts.model import Account
from sirekap.actions.ports import Ports
from sirekap.actions.problems import NotSignedInError
from sirekap.actions.sign_in import signed_in

COOKIE = "sirekap"
"""The session's cookie: not for scripts, and sent from our own pages only."""


def ports(request: Request) -> Ports:
    """Return the ports the server was started with."""
    given: Ports = request.app.state.ports
    return given


def now(request: Request) -> datetime:
    """Return the time that stands in the record."""
    clock: Callable[[], datetime] = request.app.state.clock
    return clock()


def caller(request: Request) -> Account:
    """Return whose request it is; raise NotSignedInError. Sessions run by the wall clock."""
    token = request.cookies.get(COOKIE)
    if not token:
        raise NotSignedInError
    return signed_in(ports(request), token, datetime.now(UTC))


def visitor(request: Request) -> Account | None:
    """Return whose request it is, None where nobody is signed in."""
    try:
        return caller(request)
    except NotSignedInError:
        return None


Given = Annotated[Ports, Depends(ports)]
Now = Annotated[datetime, Depends(now)]
Caller = Annotated[Account, Depends(caller)]
Visitor = Annotated[Account | None, Depends(visitor)]
