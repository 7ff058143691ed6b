"""The table of addresses: each names the step of ``accounts.access`` that it takes.

Invariant: an application that answers at an address of no step does not start; an address of a step that
needs an account is answered to those only whom the table of access lets take it.
"""

import functools
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, FastAPI, Request, Response
from starlette.routing import BaseRoute

from sirekap.accounts.access import ANYONE
from sirekap.accounts.model import Step
from sirekap.actions.try_again import again
from sirekap.web.surroundings import door

SMALL_BODY = 256 * 1024
"""Most bytes of a request that carries numbers and words."""


PROBLEM: dict[str, Any] = {
    "description": "A problem, with what the person should do (RFC 9457).",
    "content": {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "required": ["type", "title", "status", "code", "say"],
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "code": {"type": "string"},
                    "say": {
                        "type": "object",
                        "required": ["id", "en"],
                        "properties": {"id": {"type": "string"}, "en": {"type": "string"}},
                    },
                },
            }
        }
    },
}


@dataclass(frozen=True, slots=True)
class Address:
    """One address. ``most_bytes`` is the largest request it takes, ``status`` that of its success."""

    step: Step
    method: str
    path: str
    handler: Callable[..., Any]
    status: int = 200
    most_bytes: int = SMALL_BODY
    raw: tuple[str, ...] = ()
    """Media types of a body that the handler reads by itself."""
    short: Callable[[Request], Awaitable[Response]] | None = None
    """Answers as *handler* does, without the framework between (``short``)."""


class NoStepError(Exception):
    """The server was given an address that names no step; it does not start. A fault of the program."""


def add_address(app: FastAPI, address: Address) -> None:
    """Have *app* answer at *address*, behind the door of its step."""
    app.add_api_route(
        address.path,
        _again(address.handler),
        methods=[address.method],
        status_code=address.status,
        max_body_size=address.most_bytes,
        dependencies=[] if address.step in ANYONE else [Depends(door(address.step))],
        openapi_extra={"x-step": address.step.value} | _raw_body(address),
        responses={"default": PROBLEM},
    )
    mark(app.router.routes[-1], address.step)


def _raw_body(address: Address) -> dict[str, Any]:
    """Return how the API's description tells of a raw body."""
    if not address.raw:
        return {}
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {"requestBody": {"required": True, "content": dict.fromkeys(address.raw, binary)}}


def _again(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Return *handler* as one that is called again where its transaction collided with another."""
    if inspect.iscoroutinefunction(handler):
        return handler

    @functools.wraps(handler)
    def called(*words: Any, **given: Any) -> Any:
        return again(lambda: handler(*words, **given))

    return called


def mark(route: BaseRoute, step: Step) -> None:
    """Note the step that *route* takes."""
    route.step = step  # type: ignore[attr-defined]  # Starlette's routes take what they are given


def ensure_steps(app: FastAPI) -> None:
    """Raise NoStepError where *app* answers at an address that names no step."""
    bare = [route for route in app.router.routes if not isinstance(getattr(route, "step", None), Step)]
    if bare:
        raise NoStepError(", ".join(str(getattr(route, "path", route)) for route in bare))
