"""The short way to an address that a whole nation asks for within minutes, past the framework's router.

In: a request, and the table of addresses. Out: the answer of the address's ``short`` handler; whatever has
none is passed on. Invariant: bodies are as large, errors are told and the address is named to those who
watch as on the long way. Not done here: what stands around every answer (``guard``, ``limits``, ``observe``).
"""

from collections.abc import Awaitable, Callable, Sequence

from fastapi import Request, Response
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from sirekap.web.addresses import Address
from sirekap.web.problem import HANDLERS


class Short:
    """The innermost layer."""

    def __init__(self, app: ASGIApp, addresses: Sequence[Address]) -> None:
        self._app = app
        self._ways = {
            (each.method, each.path): (each, _way(each.short, each.most_bytes))
            for each in addresses
            if each.short is not None
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request if it has a short way, else pass it on."""
        found = self._ways.get((scope["method"], scope["path"])) if scope["type"] == "http" else None
        if found is None:
            await self._app(scope, receive, send)
            return
        scope["route"], way = found
        await way(scope, receive, send)


def _way(handler: Callable[[Request], Awaitable[Response]], most_bytes: int) -> ASGIApp:
    """Return *handler* as an application that tells errors and takes bodies of so many bytes."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        response = await handler(Request(scope, receive, send))
        await response(scope, receive, send)

    return ExceptionMiddleware(RequestBodyLimitMiddleware(answer, most_bytes), HANDLERS)
