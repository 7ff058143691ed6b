import pytest
from fastapi import FastAPI

from sirekap.accounts.model import Step
from sirekap.web.addresses import Address, NoStepError, add_address, ensure_steps
from sirekap.web.app import ADDRESSES, health, make_app


def test_an_address_without_a_step_stops_the_server():
    app = FastAPI(openapi_url=None)
    add_address(app, Address(Step.LOOK, "GET", "/seen", health))
    ensure_steps(app)

    @app.get("/unseen")
    def unseen() -> None: ...

    with pytest.raises(NoStepError, match="/unseen"):
        ensure_steps(app)


def test_files_without_a_step_stop_the_server(tmp_path):
    app = FastAPI(openapi_url=None)
    app.mount("/files", FastAPI())
    with pytest.raises(NoStepError, match="/files"):
        ensure_steps(app)


def test_every_address_of_the_application_names_its_step(tmp_path):
    app = make_app(None, None, tmp_path, tmp_path)
    assert all(isinstance(route.step, Step) for route in app.router.routes)


def test_every_address_is_described_with_its_step(site):
    described = site.client().get("/api/openapi.json").json()["paths"]
    told = {
        (path, method.upper()): each["x-step"]
        for path, methods in described.items()
        for method, each in methods.items()
    }
    assert told == {(each.path, each.method): each.step.value for each in ADDRESSES}
