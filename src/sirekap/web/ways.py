"""Signing in at a console, and one's own ways in: passkeys, or a password with an authenticator app.

What WebAuthn exchanges travels as its own JSON. Passkeys hold at one address only: the console's as it is
set, or ``localhost``, where browsers give them too.
"""

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from sirekap.accounts.model import AccountId
from sirekap.accounts.passkeys import Console
from sirekap.actions.own_ways import (
    KeepPasskey,
    KeepPassword,
    begin_app,
    begin_passkey,
    drop_passkey,
    keep_passkey,
    keep_password,
    see_ways,
)
from sirekap.actions.sign_in_passkey import SignInPasskey, ask_passkey, sign_in_passkey
from sirekap.actions.sign_in_password import SignInPassword, sign_in_password
from sirekap.actions.way_ports import HeldPasskey
from sirekap.actions.way_problems import PasskeysElsewhereError
from sirekap.forms.qr_svg import qr_svg
from sirekap.web.devices import Bytes, bytes_of, text_of
from sirekap.web.session import WhoView, give_session
from sirekap.web.surroundings import Given, Opened


class Sent(BaseModel):
    """A body that holds what it names and nothing else."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class OptionsView(Sent):
    """What the browser is to be asked, as ``navigator.credentials`` takes it in JSON."""

    options: dict[str, Any]


class AnswerBody(Sent):
    """The browser's answer, as it writes itself in JSON."""

    answer: dict[str, Any]


class PasskeyBody(AnswerBody):
    """The browser's answer, and the owner's word for the new passkey."""

    name: Annotated[str, Field(min_length=1, max_length=60)]


class PasswordBody(Sent):
    """Account, password, and the code that the app shows."""

    account: Annotated[str, Field(min_length=1, max_length=64)]
    password: Annotated[str, Field(min_length=1, max_length=256)]
    code: Annotated[str, Field(min_length=6, max_length=12)]


class NewPasswordBody(Sent):
    """A password, the sealed secret of the app, and the first code that it shows."""

    password: Annotated[str, Field(min_length=1, max_length=256)]
    sealed: Bytes
    code: Annotated[str, Field(min_length=6, max_length=12)]


class PasskeyView(Sent):
    """A passkey of one's own."""

    id: str
    name: str
    added_at: datetime
    used_at: datetime | None


class WaysView(Sent):
    """One's own ways in; ``changeable`` only a short while after signing in."""

    passkeys: list[PasskeyView]
    password_since: datetime | None
    changeable: bool


class NewAppView(Sent):
    """An authenticator app's secret, as text, as an address and as a QR code (SVG), and its seal."""

    secret: str
    address: str
    qr: str
    sealed: str


def console(request: Request) -> Console:
    """Return where the console is; raise PasskeysElsewhereError at any other address."""
    here = f"{request.url.scheme}://{request.headers.get('host', '')}"
    origin = request.app.state.origin or here
    host = urlsplit(here).hostname or ""
    if host != urlsplit(origin).hostname or (not request.app.state.origin and host != "localhost"):
        raise PasskeysElsewhereError
    return Console(host, origin)


At = Annotated[Console, Depends(console)]
KeyName = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


def ask(ports: Given, at: At) -> OptionsView:
    """Tell what the browser is to be asked to sign in."""
    return OptionsView(options=dict(ask_passkey(ports, at, _now())))


def answer(body: AnswerBody, request: Request, response: Response, ports: Given, at: At) -> WhoView:
    """Sign in by a passkey."""
    return give_session(sign_in_passkey(ports, SignInPasskey(at, body.answer, _now())), request, response)


def password(body: PasswordBody, request: Request, response: Response, ports: Given) -> WhoView:
    """Sign in by password and app."""
    command = SignInPassword(AccountId(body.account.strip()), body.password, body.code, _now())
    return give_session(sign_in_password(ports, command), request, response)


def ways(ports: Given, opened: Opened) -> WaysView:
    """List one's own ways in."""
    own = see_ways(ports, opened, _now())
    return WaysView(
        passkeys=[_passkey(each) for each in own.passkeys],
        password_since=own.password_since,
        changeable=own.changeable,
    )


def new_passkey(ports: Given, opened: Opened, at: At) -> OptionsView:
    """Tell what the browser is to be asked to make a passkey."""
    return OptionsView(options=dict(begin_passkey(ports, at, opened, _now())))


def add_passkey(body: PasskeyBody, ports: Given, opened: Opened, at: At) -> PasskeyView:
    """Keep the passkey that the browser made."""
    return _passkey(keep_passkey(ports, KeepPasskey(at, body.answer, body.name.strip(), opened, _now())))


def remove_passkey(passkey: KeyName, ports: Given, opened: Opened) -> None:
    """Take one's own passkey away."""
    drop_passkey(ports, opened, passkey, _now())


def new_app(ports: Given, opened: Opened) -> NewAppView:
    """Give out a new secret for an authenticator app."""
    app = begin_app(ports, opened, _now())
    return NewAppView(
        secret=app.secret, address=app.address, qr=qr_svg(app.address), sealed=text_of(app.sealed)
    )


def set_password(body: NewPasswordBody, ports: Given, opened: Opened) -> None:
    """Keep a password and its app in place of any other."""
    keep_password(ports, KeepPassword(body.password, bytes_of(body.sealed), body.code, opened, _now()))


def _passkey(held: HeldPasskey) -> PasskeyView:
    return PasskeyView(id=held.key_id, name=held.name, added_at=held.added_at, used_at=held.used_at)


def _now() -> datetime:
    """Return the time by the wall clock, by which sessions run."""
    return datetime.now(UTC)
