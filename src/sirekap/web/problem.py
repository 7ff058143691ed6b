"""Errors as problem details (RFC 9457), each with what the person should do, in every language.

In: any error that carries ``code`` and ``say``, and those of the framework. Out:
``application/problem+json`` with ``type``, ``title`` (in the language that the person's browser asks for),
``status``, ``code`` and ``say`` (every language). Invariant: nothing of the program's inside is told.
"""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ExceptionHandler

from sirekap.accounts.access import NotAllowedError
from sirekap.accounts.chain_errors import ChainError
from sirekap.actions.claim_problems import (
    MalformedUploadError,
    TooMuchUnclaimedError,
    UnknownClaimError,
    UnknownUploadError,
    WrongOffsetError,
    WrongProtocolError,
)
from sirekap.actions.problems import (
    AccountExistsError,
    ActionError,
    DeviceRevokedError,
    EmptyPhotoError,
    NoIssuerError,
    NotAPhotoError,
    NotSignedInError,
    PhotoTooLargeError,
    SignatureError,
    StaleChallengeError,
    UnknownAccountError,
    UnknownCodeError,
    UnknownDeviceError,
    UnknownFieldError,
    UnknownFormError,
    UnknownPhotoError,
    UnknownStationError,
    VoucherUsedError,
)
from sirekap.actions.try_again import TryAgainError
from sirekap.actions.way_problems import (
    CodeSpentError,
    LastWayError,
    NobodyWaitsError,
    NotAboveError,
    NotSureError,
    PasskeyRefusedError,
    PasskeysElsewhereError,
    PasswordRefusedError,
    SignInAgainError,
    TooManyTriesError,
    UnknownPasskeyError,
)
from sirekap.reading.say import RefusedError
from sirekap.record.claims.errors import ClaimError, ClaimTooLargeError
from sirekap.record.missteps import (
    ForeignFieldError,
    ImpossibleValueError,
    MisstepError,
    NothingSaidError,
    PhotoNotHeldError,
    ReasonMissingError,
)

STATUS: Mapping[type[Exception], int] = {
    NotAllowedError: 403,
    NotSignedInError: 401,
    UnknownCodeError: 401,
    UnknownDeviceError: 401,
    UnknownAccountError: 404,
    NoIssuerError: 409,
    SignatureError: 401,
    StaleChallengeError: 401,
    DeviceRevokedError: 403,
    VoucherUsedError: 409,
    UnknownStationError: 404,
    UnknownPhotoError: 404,
    UnknownFieldError: 404,
    UnknownFormError: 404,
    EmptyPhotoError: 422,
    NotAPhotoError: 415,
    PhotoTooLargeError: 413,
    AccountExistsError: 409,
    TryAgainError: 503,
    ForeignFieldError: 422,
    ImpossibleValueError: 422,
    NothingSaidError: 422,
    ReasonMissingError: 422,
    PhotoNotHeldError: 404,
    ClaimTooLargeError: 413,
    UnknownClaimError: 404,
    UnknownUploadError: 404,
    WrongOffsetError: 409,
    WrongProtocolError: 412,
    MalformedUploadError: 400,
    TooMuchUnclaimedError: 429,
    CodeSpentError: 401,
    PasskeyRefusedError: 401,
    PasskeysElsewhereError: 409,
    PasswordRefusedError: 401,
    TooManyTriesError: 429,
    SignInAgainError: 403,
    LastWayError: 409,
    UnknownPasskeyError: 404,
    NotAboveError: 403,
    NobodyWaitsError: 409,
    NotSureError: 403,
}
"""The status of each error; any other of an action's is 422, of the record's missteps 409."""

LANGUAGES = ("id", "en")

SAY: Mapping[int, tuple[str, Mapping[str, str]]] = {
    400: (
        "malformed_request",
        {
            "id": "Permintaan tidak dapat dibaca. Muat ulang halaman, lalu coba lagi.",
            "en": "The request cannot be read. Reload the page and try again.",
        },
    ),
    403: (
        "foreign_page",
        {
            "id": "Permintaan ini datang dari halaman lain. Buka halaman Sirekap, lalu coba lagi.",
            "en": "This request came from another page. Open the Sirekap page and try again.",
        },
    ),
    404: (
        "not_found",
        {
            "id": "Halaman atau berkas ini tidak ada. Periksa alamatnya.",
            "en": "There is no such page or file. Check the address.",
        },
    ),
    405: (
        "wrong_method",
        {
            "id": "Alamat ini tidak menerima permintaan seperti itu.",
            "en": "This address does not take that kind of request.",
        },
    ),
    413: (
        "too_large",
        {
            "id": "Kiriman terlalu besar. Kirim satu foto saja, paling besar 15 MB.",
            "en": "What was sent is too large. Send one photo only, 15 MB at most.",
        },
    ),
    422: (
        "malformed_body",
        {
            "id": "Isi kiriman tidak sesuai. Muat ulang halaman, lalu coba lagi.",
            "en": "What was sent is not as it should be. Reload the page and try again.",
        },
    ),
    429: (
        "too_often",
        {
            "id": "Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi; yang sudah diterima aman.",
            "en": "Too many requests. Wait a moment and try again; what was received is safe.",
        },
    ),
    503: (
        "not_ready",
        {
            "id": "Layanan belum siap. Yang sudah diterima tetap aman; coba lagi sebentar.",
            "en": "The service is not ready. What was received is safe; try again in a moment.",
        },
    ),
    500: (
        "fault",
        {
            "id": "Sistem terganggu. Data yang sudah diterima tetap aman; coba lagi sebentar.",
            "en": "The system has a fault. What was received is safe; try again in a moment.",
        },
    ),
}
"""What is said where no action was reached, by status."""


def problem(
    status: int, code: str, say: Mapping[str, str], accepts: str | None = None, **more: Any
) -> JSONResponse:
    """Return the response that tells a problem; *accepts* is the request's Accept-Language."""
    language = language_of(accepts)
    body = {
        "type": f"urn:sirekap:problem:{code}",
        "title": say[language],
        "status": status,
        "code": code,
        "say": dict(say),
    }
    headers = {"Content-Language": language}
    return JSONResponse(body | more, status, headers, media_type="application/problem+json")


def problem_of(error: ActionError | ClaimError, **more: Any) -> JSONResponse:
    """Return the response that tells an error of an action."""
    return problem(status_of(error), error.code, error.say, **more)


def plain_problem(status: int, accepts: str | None = None, **more: Any) -> JSONResponse:
    """Return the response for a status that no action gave."""
    code, say = SAY.get(status, SAY[500] if status >= 500 else SAY[400])
    return problem(status, code, say, accepts, **more)


def language_of(accepts: str | None) -> str:
    """Return the first of our languages that a browser asks for, Indonesian where it asks for none."""
    for part in (accepts or "").split(","):
        tag = part.split(";")[0].strip().lower().split("-")[0]
        if tag in LANGUAGES:
            return tag
    return LANGUAGES[0]


def status_of(error: Exception) -> int:
    """Return the HTTP status of an error that carries ``say``."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return 422 if isinstance(error, ActionError | ChainError | ClaimError) else 409


def tell_problems(app: FastAPI) -> None:
    """Have *app* answer every error as problem details."""
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)


async def _told(request: Request, error: Exception) -> JSONResponse:
    """Answer an error that says what the person should do."""
    accepts = request.headers.get("accept-language")
    if isinstance(error, TryAgainError):
        told = problem(503, error.code, error.say, accepts, retry_after=error.seconds)
        told.headers["Retry-After"] = str(error.seconds)
        return told
    if isinstance(error, RefusedError):
        return problem(422, error.refusal.code.value, error.refusal.say, accepts)
    if isinstance(error, ActionError | NotAllowedError | ChainError | ClaimError | MisstepError):
        return problem(status_of(error), error.code, error.say, accepts)
    raise error


async def _refused(request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 400
    return plain_problem(status, request.headers.get("accept-language"))


async def _malformed(request: Request, error: Exception) -> JSONResponse:
    """Name the places that are wrong, never the values given."""
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    where = [{"at": [str(part) for part in each["loc"]], "is": each["type"]} for each in faults]
    return plain_problem(422, request.headers.get("accept-language"), faults=where)


HANDLERS: Mapping[type[Exception], ExceptionHandler] = {
    **dict.fromkeys(
        (ActionError, NotAllowedError, ChainError, ClaimError, MisstepError, RefusedError), _told
    ),
    HTTPException: _refused,
    RequestValidationError: _malformed,
}
"""What answers each kind of error, on the event loop."""
