import base64
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from tests.accounts.keys import Phone
from tests.actions.stage import ELECTION, STATION, Stage

from sirekap.accounts.sign_in_code import hash_code
from sirekap.accounts.signatures import Label
from sirekap.actions.key_ports import HeldVoucher
from sirekap.web.addresses import SMALL_BODY, add_address
from sirekap.web.app import ADDRESSES, make_app
from sirekap.web.devices import AT_ONCE, bytes_of, text_of
from sirekap.web.server import serving


def test_a_phone_comes_from_its_code_to_its_station(site):
    phone, client = Phone(ELECTION.id, STATION, until=2**32 - 1), site.client()
    held = HeldVoucher(phone.issuer, phone.voucher, hash_code(phone.code), datetime.now(UTC))
    with site.stage.store.work() as work:
        work.keys.add_vouchers([held])
        work.note(site.stage.audit_line())
    paper = client.post("/api/vouchers", json={"code": phone.code}).json()["paper"]
    assert phone.voucher.signature in bytes_of(paper)
    device = client.post("/api/devices", json={"chain": text_of(phone.chain())})
    assert (device.status_code, device.json()["place"], device.json()["key"]) == (201, STATION, phone.id)
    asked = client.post("/api/challenges").json()["challenge"]
    signature = text_of(phone.sign(Label.SIGN_IN, bytes_of(asked)))
    body = {"place": STATION, "key": phone.id, "challenge": asked, "signature": signature}
    assert client.post("/api/session/device", json=body).json()["reach"] == STATION
    assert [each["station"] for each in client.get("/api/stations").json()] == [STATION]


def test_a_chain_that_proves_nothing_is_told_by_name(site):
    answer = site.client().post("/api/devices", json={"chain": text_of(b"\x80")})
    assert (answer.status_code, answer.json()["code"]) == (422, "chain_malformed")


@pytest.mark.parametrize("text", ["=", "a", "a+/b", "ab==", "AB", "ü", "\n"])
def test_bytes_have_one_writing(site, text):
    answer = site.client().post("/api/devices", json={"chain": text})
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_body")
    assert base64.urlsafe_b64decode("AA==") == bytes_of("AA")


GOOD = {"place": STATION, "key": "0" * 32, "challenge": "AA", "signature": "AA"}
NO_ANSWERS = {
    "nothing": (b"", "application/json"),
    "no JSON": (b"{", "application/json"),
    "a list": (b"[]", "application/json"),
    "a number for a text": (json.dumps(GOOD | {"place": 3}).encode(), "application/json"),
    "a part too much": (json.dumps(GOOD | {"pin": "1"}).encode(), "application/json"),
    "a part too few": (json.dumps({"place": STATION}).encode(), "application/json"),
    "another writing": (json.dumps(GOOD | {"challenge": "AB"}).encode(), "application/json"),
    "a place too long": (json.dumps(GOOD | {"place": STATION + "0"}).encode(), "application/json"),
    "sent as text": (json.dumps(GOOD).encode(), "text/plain"),
    "of no kind": (json.dumps(GOOD).encode(), None),
    "too much": (json.dumps(GOOD | {"signature": "A" * SMALL_BODY}).encode(), "application/json"),
}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Return the address of a sign-in as it is answered, and one at which the framework reads the body."""
    stage = Stage(tmp_path_factory.mktemp("both"))
    app = make_app(stage.ports, stage.now, stage.folder, stage.folder)
    path = "/api/session/device"
    own = next(each for each in ADDRESSES if each.path == path)
    assert own.short is not None
    add_address(app, replace(own, path="/framework", short=None))
    app.router.routes.insert(0, app.router.routes.pop())
    with serving(app, "127.0.0.1", 0) as address:
        yield address.rstrip("/") + path, address + "framework"
    stage.store.close()


@pytest.mark.parametrize("sent", NO_ANSWERS)
def test_a_body_that_is_no_answer_is_refused_as_the_framework_would(both, sent):
    body, kind = NO_ANSWERS[sent]
    headers = {} if kind is None else {"Content-Type": kind}
    ours, theirs = (httpx.post(address, content=body, headers=headers) for address in both)
    told = [(each.status_code, each.json()["code"]) for each in (ours, theirs)]
    assert told[0] == told[1]
    assert told[0][0] in {413, 422}
    named = [{tuple(fault["at"]) for fault in each.json().get("faults", ())} for each in (ours, theirs)]
    assert named[0] == named[1] or sent in {"no JSON"}  # the framework adds where in the text it broke off


def test_a_sign_in_is_told_the_same_whoever_reads_its_body(both):
    told = [httpx.post(address, json=GOOD).json()["code"] for address in both]
    assert told == ["stale_challenge"] * 2


def test_a_crowd_that_signs_in_waits_in_line_and_each_is_told(site):
    phone, client = Phone(ELECTION.id, STATION, until=2**32 - 1), site.client()
    activate = {"chain": text_of(phone.chain())}
    assert client.post("/api/devices", json=activate).status_code == 201

    def sign_in(_):
        asked = client.post("/api/challenges").json()["challenge"]
        signature = text_of(phone.sign(Label.SIGN_IN, bytes_of(asked)))
        body = {"place": STATION, "key": phone.id, "challenge": asked, "signature": signature}
        return client.post("/api/session/device", json=body).status_code

    crowd = AT_ONCE * 2
    with ThreadPoolExecutor(crowd) as pool:
        assert list(pool.map(sign_in, range(crowd))) == [200] * crowd
    lines = [line for line in site.stage.store.audit_lines(STATION) if line.event == "sign_in"]
    assert len(lines) == crowd
