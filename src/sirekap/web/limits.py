"""How often one account and one address may ask: a flood is told to wait, and nobody else notices.

In: requests. Out: the same, or "too many, try again in so many seconds" (429). Invariant: what is counted is
kept in memory for a minute or an hour and never written down, and a session is known by a hash alone. Signed
claims carried by a courier come from one address for many stations, so an address may ask much more often
than an account; only guesses at secrets are few. Each process counts for itself: a load balancer in front
holds the line for all (deploy/).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from time import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from sirekap.web.problem import plain_problem
from sirekap.web.surroundings import COOKIE

GUESSES = ("/api/session", "/api/vouchers", "/api/devices")
"""Addresses that take a secret which somebody might guess."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How often, in the words of the library ``limits``: ``120/minute``."""

    account: str = "300/minute"
    address: str = "6000/minute"
    guesses: str = "60/minute"
    """Sign-ins and vouchers tried from one address: a village's officers behind one network are 60."""


class Limit:
    """The layer that counts."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._account, self._address, self._guesses = (
            parse(each) for each in (limits.account, limits.address, limits.guesses)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or tell the caller how long to wait."""
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            for item, key in self._counted(scope):
                if not self._window.hit(item, *key):
                    wait = max(1, round(self._window.get_window_stats(item, *key).reset_time - time()))
                    answer = plain_problem(429, Headers(scope=scope).get("accept-language"))
                    answer.headers["Retry-After"] = str(wait)
                    await answer(scope, receive, send)
                    return
        await self._app(scope, receive, send)

    def _counted(self, scope: Scope) -> list[tuple[RateLimitItem, tuple[str, ...]]]:
        """Return what the request counts against."""
        address = scope["client"][0] if scope.get("client") else "-"
        counted: list[tuple[RateLimitItem, tuple[str, ...]]] = [(self._address, ("address", address))]
        if scope["method"] == "POST" and scope["path"].startswith(GUESSES):
            counted.append((self._guesses, ("guesses", address)))
        session = _session(Headers(scope=scope))
        if session is not None:
            counted.append((self._account, ("session", session)))
        return counted


def _session(headers: Mapping[str, str]) -> str | None:
    """Return a hash of the session's token, None where the request has none."""
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return None
    return sha256(cookies[COOKIE].value.encode()).hexdigest() if COOKIE in cookies else None
