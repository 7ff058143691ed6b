"""Claims, details and photos over real HTTP: whoever brings them, whole, doubled, or cut in the middle."""

import hashlib
import socket
import time
from base64 import b64encode, urlsafe_b64decode
from urllib.parse import urlsplit

import pytest
from tests.accounts.keys import STRANGER
from tests.actions.claims_stage import claim, details, phone, picture, signed
from tests.actions.stage import ELECTION, FORM, STATION
from tests.web.test_stations import problem

from sirekap.accounts.signatures import public_of
from sirekap.record.claims.details import write_details
from sirekap.record.claims.receipt import Verdict, read_receipt
from sirekap.record.claims.travel import to_qr, to_text

PHOTO = picture(1)
NAME = hashlib.sha256(PHOTO).hexdigest()
CBOR = {"content-type": "application/cbor"}
TUS = {"tus-resumable": "1.0.0"}
PIECE = TUS | {"content-type": "application/offset+octet-stream"}


SIZE = len(PHOTO)


def begins(size=SIZE, name=NAME, station=STATION):
    pairs = {"station": station, "sha256": name}
    told = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in pairs.items())
    return TUS | {"upload-length": str(size), "upload-metadata": told}


def receipt_in(body):
    data = urlsafe_b64decode(body["signed"] + "=" * (-len(body["signed"]) % 4))
    return read_receipt(data, ELECTION.id, public_of(STRANGER))


def test_a_station_sends_claim_details_and_photo_without_signing_in(site):
    anybody = site.client()
    kept = details(site.stage.now(), [(NAME, len(PHOTO), 1)])
    data = signed(claim(kept), phone())
    first = anybody.post("/api/claims", content=data, headers=CBOR)
    assert first.status_code == 201, first.text
    assert anybody.post("/api/claims", content=data, headers=CBOR).status_code == 200
    body = write_details(kept, FORM)
    place = f"/api/details/{STATION}/{hashlib.sha256(body).hexdigest()}"
    (with_details,) = anybody.put(place, content=body, headers=CBOR).json()["receipts"]
    assert with_details["missing"] == [NAME]
    came = anybody.post("/api/uploads", content=PHOTO, headers=begins() | PIECE)
    assert (came.status_code, came.headers["upload-offset"]) == (201, str(len(PHOTO)))
    receipt = receipt_in(anybody.get(f"/api/claims/{STATION}/{first.json()['claim']}/receipt").json())
    assert (receipt.verdict, receipt.held, receipt.missing) == (Verdict.ACCEPTED, (NAME,), ())


@pytest.mark.parametrize(
    "write", [to_text, lambda data: "\r\n".join(reversed(to_qr(data)))], ids=["text", "qr"]
)
def test_the_same_claim_comes_as_text(site, write):
    said = claim(details(site.stage.now()))
    answer = site.client().post(
        "/api/claims", content=write(signed(said, phone())), headers={"content-type": "text/plain"}
    )
    assert answer.status_code == 201, answer.text
    (checked,) = site.stage.evidence()
    assert checked.source.via == ("text" if write is to_text else "qr")


def test_a_claim_that_does_not_count_is_told_why_with_a_receipt(site):
    data = signed(claim(details(site.stage.now()), form="0" * 32), phone())
    answer = site.client().post("/api/claims", content=data, headers=CBOR)
    assert problem(answer, 422) == "form_never_issued"
    assert receipt_in(answer.json()["receipt"]).verdict is Verdict.DOUBTFUL
    for body, kind in ((b"junk", CBOR), ("SK1:é".encode(), {"content-type": "text/plain"})):
        assert problem(site.client().post("/api/claims", content=body, headers=kind), 422) == "not_a_claim"
    large = site.client().post("/api/claims", content=b"\0" * 20_000, headers=CBOR)
    assert problem(large, 413) == "too_large"


def test_a_photo_comes_in_pieces_and_goes_on_after_the_line_was_cut(site):
    anybody = site.client()
    begun = anybody.post("/api/uploads", headers=begins())
    assert (begun.status_code, begun.headers["upload-offset"]) == (201, "0")
    place = begun.headers["location"]
    send_half_and_hang_up(site.address, place, PHOTO[:30])
    for _ in range(100):
        held = anybody.head(place, headers=TUS)
        if held.headers["upload-offset"] == "30":
            break
        time.sleep(0.05)
    assert held.headers["upload-offset"] == "30"
    assert held.headers["upload-length"] == str(len(PHOTO))
    wrong = anybody.patch(place, content=PHOTO[:10], headers=PIECE | {"upload-offset": "0"})
    assert problem(wrong, 409) == "wrong_offset"
    last = anybody.patch(place, content=PHOTO[30:], headers=PIECE | {"upload-offset": "30"})
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(PHOTO)))
    assert site.stage.ports.photos.fetch(NAME) == PHOTO
    assert anybody.head(place, headers=TUS).status_code == 404


def send_half_and_hang_up(address, place, body):
    """Announce the whole photo, send *body*, and cut the line."""
    url = urlsplit(address)
    with socket.create_connection((url.hostname, url.port)) as line:
        head = [f"PATCH {place} HTTP/1.1", f"Host: {url.netloc}", f"Content-Length: {len(PHOTO)}"]
        head += [f"{name}: {value}" for name, value in (PIECE | {"upload-offset": "0"}).items()]
        line.sendall("\r\n".join([*head, "", ""]).encode() + body)
        time.sleep(0.3)


def test_an_upload_is_given_up_and_the_protocol_is_told(site):
    anybody = site.client()
    told = anybody.options("/api/uploads")
    assert told.headers["tus-version"] == "1.0.0"
    assert "creation-with-upload" in told.headers["tus-extension"]
    place = anybody.post("/api/uploads", headers=begins()).headers["location"]
    assert anybody.delete(place, headers=TUS).status_code == 204
    assert problem(anybody.delete(place, headers=TUS), 404) == "unknown_upload"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 412, "wrong_protocol"),
        (TUS, 400, "malformed_upload"),
        (begins(station="1"), 400, "malformed_upload"),
        (begins(name="../../x"), 400, "malformed_upload"),
        (begins() | {"upload-length": "-1"}, 400, "malformed_upload"),
        (begins() | {"upload-metadata": "station ="}, 400, "malformed_upload"),
        (begins(size=10**8), 413, "photo_too_large"),
        (begins(station="9999999999999"), 404, "unknown_station"),
    ],
)
def test_an_upload_that_does_not_say_what_it_is_is_refused(site, headers, status, code):
    assert problem(site.client().post("/api/uploads", headers=headers), status) == code


def test_bytes_that_are_not_the_announced_photo_are_refused(site):
    other = picture(2)
    answer = site.client().post("/api/uploads", content=other, headers=begins(len(other)) | PIECE)
    assert problem(answer, 422) == "photo_differs"
