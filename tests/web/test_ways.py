"""Ways in, people and the audit over HTTP."""

import httpx
import pyotp
import pytest
from tests.accounts.authenticator import add_passkey, sign_in
from tests.actions.stage import STATION
from tests.web.conftest import RECORD

from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.signatures import public_of
from sirekap.actions.add_account import AddAccount, add_account
from sirekap.web.app import make_app
from sirekap.web.server import serving

APPROVER = Account(AccountId("3527-approver-1"), Role.APPROVER, Reach("3527"))
HELPDESK = Account(AccountId("3527-helpdesk-1"), Role.HELPDESK, Reach("3527"))
AUDITOR = Account(AccountId("3527-auditor-1"), Role.AUDITOR, Reach("3527"))
GOOD = "kuda hijau naik perahu"


def by_code(site, account):
    """Return a client that came in by a code only."""
    client = site.client()
    command = AddAccount(account.id, account.role, account.reach, OPERATOR, site.stage.now())
    _, code = add_account(site.stage.ports, command)
    assert client.post("/api/session", json={"code": code}).status_code == 200
    return client


def test_a_code_on_paper_does_not_suffice_for_what_gives_access(site):
    client = by_code(site, APPROVER)
    who = client.get("/api/session").json()
    assert (who["way"], "recover" in who["steps"], "audit" in who["steps"]) == ("code", False, True)
    for answer in (
        client.post("/api/papers", json={"place": "3527"}),
        client.post(f"{RECORD}/versions", json={"kind": "recount", "decision": "1", "reason": "x"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_sure_enough")
    own = add_passkey(client)
    assert sign_in(client, own).json()["way"] == "passkey"
    assert client.post("/api/papers", json={"place": "3527"}).json()["code"] == "nobody_waits"
    assert client.post(
        f"{RECORD}/versions", json={"kind": "recount", "decision": "1", "reason": "x"}
    ).is_success


def test_a_password_with_its_app_opens_over_http(site):
    client = by_code(site, APPROVER)
    app = client.post("/api/ways/app").json()
    assert app["qr"].startswith("<svg")
    assert app["address"].startswith("otpauth://totp/")
    totp = pyotp.TOTP(app["secret"])
    body = {"password": GOOD, "sealed": app["sealed"], "code": totp.now()}
    assert (
        client.put("/api/ways/password", json=body | {"password": "lemah"}).json()["code"] == "weak_password"
    )
    assert client.put("/api/ways/password", json=body).status_code == 204
    other = site.client()
    typed = {"account": APPROVER.id, "password": GOOD, "code": totp.now()}
    refused = other.post("/api/session/password", json=typed)
    assert (refused.status_code, refused.json()["code"]) == (401, "password_refused"), (
        "the first code is used"
    )
    assert client.get("/api/ways").json()["password_since"]


def test_passkeys_hold_at_the_consoles_own_address_only(site, tmp_path):
    with httpx.Client(base_url=site.address.replace("localhost", "127.0.0.1")) as client:
        assert client.post("/api/session/passkey/options").json()["code"] == "passkeys_elsewhere"
    app = make_app(site.stage.ports, site.stage.now, tmp_path, tmp_path, origin="https://konsol.example")
    with serving(app, "127.0.0.1", 0) as address, httpx.Client(base_url=address) as client:
        assert client.post("/api/session/passkey/options").status_code == 409
        there = {"host": "konsol.example"}
        asked = client.post("/api/session/passkey/options", headers=there).json()
        assert asked["options"]["rpId"] == "konsol.example"


def test_recovery_and_papers_are_pdfs_that_no_cache_keeps(site):
    by_code(site, HELPDESK)
    admin = site.client(Account(AccountId("-admin-1"), Role.ADMIN, Reach("")))
    answer = admin.post(f"/api/accounts/{HELPDESK.id}/recovery")
    assert (answer.status_code, answer.content[:5]) == (201, b"%PDF-")
    assert answer.headers["cache-control"] == "no-store"
    assert admin.post("/api/accounts/-admin-1/recovery").json()["code"] == "not_above"
    assert admin.post("/api/accounts/nobody/recovery").status_code == 404


def test_people_and_lines_are_told_page_by_page(site):
    helper, auditor = site.client(HELPDESK), site.client(AUDITOR)
    told = helper.get("/api/people").json()
    assert [each["account"] for each in told["people"]] == [AUDITOR.id, HELPDESK.id]
    assert told["next"] is None
    assert helper.get("/api/people/tally").json() == {"accounts": 2, "handed": 2, "inside": 2}
    below = helper.get("/api/people/tally", params={"place": STATION})
    assert below.json() == {"accounts": 0, "handed": 0, "inside": 0}
    assert told["people"][0]["place_name"]
    assert helper.get("/api/people", params={"entry": "nothing"}).json()["people"] == []
    full = helper.get(f"/api/accounts/{AUDITOR.id}").json()
    assert full["passkeys"][0]["name"] == "Laptop"
    assert full["lines"][0]["event"] in {"sign_in", "own_ways"}
    lines = auditor.get("/api/audit", params={"who": HELPDESK.id, "step": "sign_in"}).json()["lines"]
    assert [each["subject"]["way"] for each in lines] == ["passkey", "code"]
    assert auditor.get("/api/audit", params={"place": STATION}).json() == {"lines": [], "next": None}
    for place in ("", "35", "3528"):
        for path in ("/api/audit", "/api/people", "/api/people/tally"):
            assert auditor.get(path, params={"place": place}).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/api/people?entry=king",
        "/api/audit?outcome=maybe",
        "/api/people?place=a-b",
        "/api/people/tally?place=a-b",
    ],
)
def test_a_question_that_makes_no_sense_is_refused(site, path):
    assert site.client(AUDITOR).get(path).status_code == 422


def test_no_secret_of_a_way_in_is_logged(site, capfd):
    client = by_code(site, APPROVER)
    app = client.post("/api/ways/app").json()
    body = {"password": GOOD, "sealed": app["sealed"], "code": "000000"}
    client.put("/api/ways/password", json=body)
    client.post("/api/session/password", json={"account": "x", "password": GOOD, "code": "000000"})
    told = capfd.readouterr()
    for secret in (GOOD, app["secret"], app["sealed"]):
        assert secret not in told.out + told.err
        assert secret not in str([line.subject for line in site.stage.store.audit_lines("")])


def test_anyone_finds_the_keys_by_which_receipts_are_checked(site):
    told = site.client().get("/api/keys").json()
    assert told["receipt"]["key"] == public_of(site.stage.ports.receipt_key).hex()
    assert [each["key"] for each in told["roots"]] == [each.key.hex() for each in site.stage.ports.roots]
