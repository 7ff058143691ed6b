import json

import pytest
from tests.actions.stage import (
    ADMIN,
    MAIN,
    NEXT_DOOR,
    PAPER,
    PNG,
    RESERVE,
    STATION,
    VERIFIER,
    page_photo,
    values,
)
from tests.web.conftest import RECORD

from sirekap.actions.receive_photo import MOST_BYTES


def send(client, data, name="foto.jpg"):
    return client.post(f"{RECORD}/photos", files={"photo": (name, data)})


def problem(response, status):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert set(body["say"]) == {"id", "en"}
    assert all(body["say"].values())
    return body["code"]


def test_a_station_goes_from_photo_to_confirmed_over_http(site):
    main, reserve = site.client(MAIN), site.client(RESERVE)
    for number in (1, 2, 3):
        receipt = send(main, page_photo(number, doubtful=("votes.2",)))
        assert receipt.status_code == 201
        assert set(receipt.json()) == {"photo", "received_at", "read"}
    site.stage.read_all()
    assert main.get("/api/stations").json()[0]["asks"] == len(PAPER)
    view = main.post(f"{RECORD}/check", json={"values": values()}).json()
    assert [each["state"] for each in view["sections"]] == ["checked", "confirmed"]
    asked = [each["name"] for each in reserve.get(RECORD).json()["fields"] if each["ask"]]
    assert asked == ["votes.2"]
    view = reserve.post(f"{RECORD}/enter", json={"values": values("votes.2")}).json()
    assert [each["state"] for each in view["sections"]] == ["confirmed", "confirmed"]
    view = main.post(f"{RECORD}/correct", json={"values": {"votes.2": 71}, "reason": "salah baca"}).json()
    assert view["sections"][0]["state"] != "confirmed"
    photo = view["photos"][0]["sha256"]
    view = main.post(f"{RECORD}/withdraw", json={"photo": photo, "reason": "buram"}).json()
    assert view["photos"][0]["withdrawn"] is True
    assert [line["event"] for line in view["history"]][-3:] == ["enter", "correct", "withdraw"]


def test_a_blind_entry_finds_no_number_anywhere_in_what_the_server_sends(site):
    main, reserve = site.client(MAIN), site.client(RESERVE)
    for number in (1, 2, 3):
        send(main, page_photo(number, doubtful=("votes.2",), changed={"votes.2": 587}))
    site.stage.read_all()
    assert "587" not in json.dumps(_without_hashes(reserve.get(RECORD).json()))
    main.post(f"{RECORD}/check", json={"values": values() | {"votes.2": 587}})
    view = reserve.get(RECORD).json()
    assert "587" not in json.dumps(_without_hashes(view))
    field = next(each for each in view["fields"] if each["name"] == "votes.2")
    assert (field["value"], field["reading"], field["known"], field["ask"]) == (None, None, False, "blind")


def _without_hashes(view):
    """Drop what may hold any digits by chance: hashes and the addresses made of them."""
    if isinstance(view, dict):
        dropped = ("sha256", "photo", "url", "crop", "at")
        return {key: _without_hashes(each) for key, each in view.items() if key not in dropped}
    if isinstance(view, list):
        return [_without_hashes(each) for each in view]
    return view


def test_the_view_has_the_shape_that_screens_rely_on(site):
    main = site.client(MAIN)
    send(main, page_photo(2))
    send(main, PNG + b"nothing")
    site.stage.read_all()
    view = main.get(RECORD).json()
    assert set(view) == {"station", "contest", "sections", "photos", "fields", "findings", "history"}
    assert view["station"]["registered"]["total"] == PAPER["registered.listed.total"]
    assert len(view["contest"]["tickets"]) == 3
    assert view["photos"][0]["refused"] is None
    assert set(view["photos"][1]["refused"]) == {"code", "say"}
    field = next(each for each in view["fields"] if each["name"] == "votes.1")
    assert field["reading"] == {"value": 61, "probability": 0.999, "accepted": True, "boxes": "061"}
    assert set(field["label"]) == {"id", "en"}


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "empty_photo"),
        (b"rubbish that is no picture", 415, "not_a_photo"),
        (PNG + bytes(MOST_BYTES), 413, "photo_too_large"),
        (PNG + bytes(MOST_BYTES + 1024 * 1024), 413, "too_large"),
    ],
)
def test_what_is_no_photo_is_told_what_to_do(site, data, status, code):
    assert problem(send(site.client(MAIN), data), status) == code
    assert site.stage.evidence() == ()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"values": {"votes.1": "61"}}, "malformed_body"),
        ({"values": {"votes.1": 61.5}}, "malformed_body"),
        ({"values": {"votes.1": True}}, "malformed_body"),
        ({"values": {"votes.1": -1}}, "malformed_body"),
        ({"values": {"votes.1": 61}, "more": 1}, "malformed_body"),
        ({"values": {f"votes.{n}": 1 for n in range(600)}}, "malformed_body"),
        ([], "malformed_body"),
        ({"values": {"votes.9": 1}}, "foreign_field"),
        ({"values": {"votes.1": 1000}}, "impossible_value"),
        ({"values": {}}, "nothing_said"),
    ],
)
def test_a_body_that_is_not_as_asked_is_refused(site, body, code):
    main = site.client(MAIN)
    send(main, page_photo(2))
    site.stage.read_all()
    before = site.stage.evidence()
    response = main.post(f"{RECORD}/check", json=body)
    assert problem(response, 422) == code
    assert "61" not in json.dumps(response.json().get("faults", [])), "the values given are not told back"
    assert site.stage.evidence() == before


def test_json_that_is_none_or_not_declared_is_refused(site):
    main = site.client(MAIN)
    for kind, content in (
        ("application/json", b"{"),
        ("text/plain", b'{"values":{"votes.1":61}}'),
        ("application/x-www-form-urlencoded", b"values=1"),
    ):
        headers = {"content-type": kind}
        problem(main.post(f"{RECORD}/check", content=content, headers=headers), 422)
    large = main.post(f"{RECORD}/check", json={"values": {}, "reasons": {"R8": "x" * 300_000}})
    assert problem(large, 413) == "too_large"


def test_what_is_not_there_is_told(site):
    main = site.client(MAIN)
    assert problem(main.get("/api/stations/0000000000000/ppwp"), 404) == "unknown_station"
    assert problem(main.get(f"/api/stations/{STATION}/pdpr"), 404) == "unknown_station"
    assert problem(main.get("/api/photos/" + "0" * 64), 404) == "unknown_photo"
    assert problem(main.get("/api/photos/none"), 422) == "malformed_body"
    assert problem(main.get("/api/nothing"), 404) == "not_found"
    assert problem(main.put(RECORD), 405) == "wrong_method"


def test_a_photo_and_its_crop_are_for_those_who_see_the_station(site):
    main, stranger = site.client(MAIN), site.client(NEXT_DOOR)
    photo = send(main, page_photo(2)).json()["photo"]
    seen = main.get(f"/api/photos/{photo}")
    assert (seen.content, seen.headers["content-type"]) == (page_photo(2), "image/png")
    problem(stranger.get(f"/api/photos/{photo}"), 403)
    problem(stranger.get(f"/api/photos/{photo}/fields/votes.1"), 403)
    problem(site.client().get(f"/api/photos/{photo}"), 401)


def test_lists_hold_ones_own_reach(site):
    assert [each["station"] for each in site.client(MAIN).get("/api/stations").json()] == [STATION]
    assert len(site.client(VERIFIER).get("/api/stations").json()) > 20
    assert len(site.client(ADMIN).get("/api/stations").json()) == 60
