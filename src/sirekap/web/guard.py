"""What surrounds every answer: security headers, open results, and foreign pages kept out.

Invariant: a request that changes something is answered only when it comes from our own pages or from no
browser at all; every answer carries the headers; results are for everyone to load, the rest for our own
pages.
"""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sirekap.web.problem import plain_problem

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
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it where it comes from a foreign page."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        if scope["method"] not in SAFE and _is_foreign(Headers(scope=scope)):
            await plain_problem(403)(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)


def _add_headers(headers: MutableHeaders, path: str) -> None:
    for name, value in HEADERS:
        headers.setdefault(name, value)
    if path.startswith("/api/"):
        headers.setdefault("Cache-Control", "no-store")
        headers["Vary"] = "Cookie"
    elif headers.get("content-type", "").startswith("application/json"):
        headers["Access-Control-Allow-Origin"] = "*"


def _is_foreign(headers: Headers) -> bool:
    """Tell whether a browser says that the request comes from a page that is not ours."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in OWN_SITES:
        return True
    origin = headers.get("origin")
    return origin is not None and origin.split("://", 1)[-1] != headers.get("host")
