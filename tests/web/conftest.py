from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.accounts.authenticator import with_passkey
from tests.actions.stage import CONTEST, STATION, Stage

from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account
from sirekap.actions.add_account import AddAccount, add_account
from sirekap.web.app import make_app
from sirekap.web.server import serving

RECORD = f"/api/stations/{STATION}/{CONTEST}"


@dataclass
class Site:
    """The stage behind a real HTTP server on loopback."""

    stage: Stage
    folder: Path
    address: str
    clients: list[httpx.Client]

    def client(self, account: Account | None = None) -> httpx.Client:
        """Return a client, signed in by a passkey where an account is given, which is opened for it."""
        client = httpx.Client(base_url=self.address, timeout=30)
        self.clients.append(client)
        if account is not None:
            command = AddAccount(account.id, account.role, account.reach, OPERATOR, self.stage.now())
            _, code = add_account(self.stage.ports, command)
            assert client.post("/api/session", json={"code": code}).status_code == 200
            with_passkey(client)
        return client


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    stage = Stage(tmp_path)
    console = tmp_path / "console"
    console.mkdir()
    (console / "index.html").write_text("<!doctype html><title>Meja</title>")
    app = make_app(stage.ports, stage.now, tmp_path / "public", console)
    with serving(app, "127.0.0.1", 0) as address:
        opened = Site(stage, tmp_path, address.replace("127.0.0.1", "localhost"), [])
        yield opened
        for client in opened.clients:
            client.close()
    stage.store.close()
