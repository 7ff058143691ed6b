"""Signing in with a code, out again, and who one is."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated

from fastapi import Request, Response
from pydantic import BaseModel, ConfigDict, Field

from sirekap.accounts.access import ACCESS
from sirekap.accounts.model import Account, Role
from sirekap.accounts.ways import LASTS, Way, is_sure
from sirekap.actions.open_session import Session
from sirekap.actions.sign_in import sign_in, sign_out
from sirekap.web.surroundings import COOKIE, Given, Visitor


class CodeBody(BaseModel):
    """A sign-in code as its owner typed it."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    code: Annotated[str, Field(min_length=1, max_length=100)]


class WhoView(BaseModel):
    """Who is signed in, how, and which steps that opens."""

    model_config = ConfigDict(strict=True, frozen=True)
    person: str
    role: str
    reach: str
    way: str
    steps: list[str]


def open_session(body: CodeBody, request: Request, response: Response, ports: Given) -> WhoView:
    """Sign in with a code."""
    return give_session(sign_in(ports, body.code, datetime.now(UTC)), request, response)


def give_session(session: Session, request: Request, response: Response) -> WhoView:
    """Answer with the session, kept in a cookie that no script can read."""
    response.set_cookie(
        COOKIE,
        session.token,
        max_age=int(LASTS[session.way].total_seconds()),
        path="/api",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return _who(session.account, session.way)


def who(visitor: Visitor) -> WhoView | None:
    """Tell who is signed in; null where nobody is, which is no fault of a page that asks."""
    return None if visitor is None else _who(visitor.account, visitor.way)


def close_session(request: Request, response: Response, ports: Given) -> None:
    """Sign out."""
    token = request.cookies.get(COOKIE)
    if token:
        sign_out(ports, token, datetime.now(UTC))
    response.delete_cookie(COOKIE, path="/api", httponly=True, samesite="strict")


def _who(account: Account, way: Way) -> WhoView:
    steps = list(_steps(account.role, way))
    return WhoView(
        person=account.id, role=account.role.value, reach=account.reach, way=way.value, steps=steps
    )


@lru_cache
def _steps(role: Role, way: Way) -> Sequence[str]:
    return sorted(step.value for step in ACCESS[role] if is_sure(way, step))
