"""What surrounds every answer: security headers, open results, and foreign pages kept out.

Invariant: a request that changes something is answered only when it comes from our own pages or from no
browser at all; every answer carries the headers, those to faults of the program too; results are for everyone
to load, the rest for our own pages.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sirekap.web.problem import plain_problem

log = logging.getLogger(__name__)

HEADERS: Sequence[tuple[str, str]] = (
    (
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'unsafe-inline'; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(self), geolocation=(), microphone=()"),
)
PHONE = "/hp/"
PHONE_POLICY = f"{HEADERS[0][1]}; script-src 'self' 'wasm-unsafe-eval'"
"""The phone's program runs the reader's model as WebAssembly, which no other page of ours does."""

RAW: Sequence[tuple[bytes, bytes]] = [(name.lower().encode(), value.encode()) for name, value in HEADERS]
PHONE_RAW: Sequence[tuple[bytes, bytes]] = [(RAW[0][0], PHONE_POLICY.encode()), *RAW[1:]]
PRIVATE: Sequence[tuple[bytes, bytes]] = [
    (b"cache-control", b"no-store"),
    (b"vary", b"Cookie, Accept-Language"),
]
"""What answers that are somebody's own carry."""

OPEN = (".json", ".csv")
"""Results, which pages from anywhere may load."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})


class Guard:
    """The layer around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it where it comes from a foreign page."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope["path"], send)
        asked = Headers(scope=scope)
        accepts = asked.get("accept-language")
        if scope["method"] not in SAFE and _is_foreign(asked):
            await plain_problem(403, accepts)(scope, receive, answer.send)
            return
        try:
            await self._app(scope, receive, answer.send)
        except ClientDisconnect:
            return  # the line was cut before the request was whole: nobody is left to answer
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            answer.said_plainly = 500
        if answer.said_plainly is not None and not answer.started:
            await plain_problem(answer.said_plainly, accepts)(scope, receive, answer.send)


class _Answer:
    """One answer on its way out."""

    def __init__(self, path: str, send: Send) -> None:
        self._path = path
        self._send = send
        self.started = False
        self.said_plainly: int | None = None
        """The status of an answer that the framework gave in plain text, held back to be told properly."""

    async def send(self, message: Message) -> None:
        """Pass the message on, with the headers; hold back errors in plain text."""
        if message["type"] == "http.response.start":
            given = {name.lower(): value for name, value in message["headers"]}
            if message["status"] >= 400 and given.get(b"content-type", b"").startswith(b"text/plain"):
                self.said_plainly = message["status"]
                return
            message["headers"] = [*message["headers"], *_added(self._path, given)]
            self.started = True
        if self.started:
            await self._send(message)


def _added(path: str, given: Mapping[bytes, bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the headers that are to be added to those *given*."""
    everywhere = PHONE_RAW if path.startswith(PHONE) else RAW
    yield from (pair for pair in everywhere if pair[0] not in given)
    if path.startswith("/api/"):
        yield from (pair for pair in PRIVATE if pair[0] not in given)
    elif path.endswith(OPEN):
        yield b"access-control-allow-origin", b"*"


def _is_foreign(headers: Headers) -> bool:
    """Tell whether a browser says that the request comes from a page that is not ours."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in OWN_SITES:
        return True
    origin = headers.get("origin")
    return origin is not None and origin.split("://", 1)[-1] != headers.get("host")
