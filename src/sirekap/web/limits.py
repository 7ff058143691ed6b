"""How often one account and one address may ask: a flood is told to wait, and nobody else notices.

In: requests. Out: the same, or "too many, try again in so many seconds" (429). Invariant: what is counted is
kept in memory for a minute or an hour and never written down, and a session is known by a hash alone. Signed
claims carried by a courier come from one address for many stations, so an address may ask much more often
than an account; only guesses at secrets are few. Each process counts for itself: a load balancer in front
holds the line for all (deploy/).
"""

from dataclasses import dataclass
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from time import time

from limits import parse
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


class Window:
    """Counts by key, over a window that slides: what the last one counted weighs less as time passes.

    The library's own memory starts a thread for every hundredth of a second in which anything comes, which
    cost intake a millisecond a claim; it reads the words, and this counts. For one thread, the server's loop.
    """

    def __init__(self, words: str) -> None:
        allowed = parse(words)
        self._most, self._seconds = allowed.amount, allowed.get_expiry()
        self._number = 0
        self._before: dict[str, int] = {}
        self._counts: dict[str, int] = {}

    def hit(self, key: str, at: float) -> int:
        """Count one more of *key* at *at*, in seconds; return 0, or how many seconds it is too early."""
        number, into = divmod(at, self._seconds)
        if number != self._number:
            self._before = self._counts if number == self._number + 1 else {}
            self._number, self._counts = int(number), {}
        weight = 1 - into / self._seconds
        if self._counts.get(key, 0) + self._before.get(key, 0) * weight >= self._most:
            return max(1, round(self._seconds - into))
        self._counts[key] = self._counts.get(key, 0) + 1
        return 0


class Limit:
    """The layer that counts."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._account, self._address, self._guesses = (
            Window(each) for each in (limits.account, limits.address, limits.guesses)
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or tell the caller how long to wait."""
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            for window, key in self._counted(scope):
                wait = window.hit(key, time())
                if wait:
                    answer = plain_problem(429, Headers(scope=scope).get("accept-language"))
                    answer.headers["Retry-After"] = str(wait)
                    await answer(scope, receive, send)
                    return
        await self._app(scope, receive, send)

    def _counted(self, scope: Scope) -> list[tuple[Window, str]]:
        """Return what the request counts against."""
        address = scope["client"][0] if scope.get("client") else "-"
        counted = [(self._address, address)]
        if scope["method"] == "POST" and scope["path"].startswith(GUESSES):
            counted.append((self._guesses, address))
        session = _session(scope)
        if session is not None:
            counted.append((self._account, session))
        return counted


def _session(scope: Scope) -> str | None:
    """Return a hash of the session's token, None where the request has none."""
    cookie = Headers(scope=scope).get("cookie")
    if cookie is None:
        return None
    try:
        cookies = SimpleCookie(cookie)
    except CookieError:
        return None
    return sha256(cookies[COOKIE].value.encode()).hexdigest() if COOKIE in cookies else None
