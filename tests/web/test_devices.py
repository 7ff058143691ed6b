import base64
from datetime import UTC, datetime

import pytest
from tests.accounts.keys import Phone
from tests.actions.stage import ELECTION, STATION

from sirekap.accounts.sign_in_code import hash_code
from sirekap.accounts.signatures import Label
from sirekap.actions.key_ports import HeldVoucher
from sirekap.web.devices import bytes_of, text_of


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
