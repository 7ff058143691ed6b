"""The body of a request that is answered without the framework between, read as the framework would.

In: a request and the kind of body that its address takes. Out: the body. Invariant: what the framework would
refuse is refused in its words, so that the caller is told the same.
"""

from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

Body = TypeVar("Body", bound=BaseModel)

JSON = "application/json"


async def read_body(request: Request, kind: type[Body]) -> Body:
    """Return the request's JSON as *kind*; raise RequestValidationError for anything else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise _refusal([{"loc": (), "type": "json_type"}])
    try:
        return kind.model_validate_json(await request.body())
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False, include_input=False)) from None


def _refusal(faults: Any) -> RequestValidationError:
    return RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in faults])
