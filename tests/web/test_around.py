"""What surrounds a station's numbers, over HTTP: incidents, objections, copies with receipts, versions."""

import hashlib

import pytest
from tests.actions.claims_stage import picture
from tests.actions.stage import MAIN, NEXT_DOOR, STATION, VERIFIER, page_photo
from tests.web.conftest import RECORD
from tests.web.national import upload

from sirekap.accounts.model import Account, AccountId, Reach, Role

APPROVER = Account(AccountId("penyetuju-3527"), Role.APPROVER, Reach(STATION[:4]))
WITNESS = {"capacity": "witness", "number": 2}
SUPERVISOR = {"capacity": "supervisor"}
PAPER = picture(4_711)
PAPER_HASH = hashlib.sha256(PAPER).hexdigest()


@pytest.fixture
def officer(site):
    return site.client(MAIN)


def around(client):
    """Return what surrounds the record, as the client's owner sees it."""
    answer = client.get(f"{RECORD}/around")
    assert answer.status_code == 200
    return answer.json()


def code_of(answer):
    return answer.status_code, answer.json()["code"]


def test_nihil_is_one_word_and_said_twice_it_stands_once(officer):
    first = officer.post(f"{RECORD}/incidents", json={"kind": "none"})
    again = officer.post(f"{RECORD}/incidents", json={"kind": "none"})
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert first.json()["by"] == MAIN.id
    assert [each["kind"] for each in around(officer)["incidents"]] == ["none"]


def test_an_incident_has_its_type_its_text_and_the_photo_of_its_form(officer):
    body = {"kind": "interrupted", "text": "Hujan, 20 menit.", "photo": PAPER_HASH}
    assert code_of(officer.post(f"{RECORD}/incidents", json=body)) == (422, "photo_not_yet_here")
    assert officer.post("/api/uploads", content=PAPER, headers=upload(STATION, PAPER)).status_code == 201
    assert officer.post(f"{RECORD}/incidents", json=body).status_code == 201
    (noted,) = around(officer)["incidents"]
    assert (noted["kind"], noted["text"], noted["by"]) == ("interrupted", "Hujan, 20 menit.", MAIN.id)
    shown = officer.get(noted["paper"])
    assert (shown.content, shown.headers["content-type"]) == (PAPER, "image/png")


def test_an_incident_without_a_word_of_text_is_refused(officer):
    for body, code in (
        ({"kind": "other", "text": "  "}, "nothing_said"),
        ({"kind": "flood"}, "malformed_body"),
        ({"kind": "other", "text": "x", "photo": "../../etc/passwd"}, "malformed_body"),
        ({"kind": "other", "text": "x" * 2001}, "malformed_body"),
        ({"kind": "other", "text": "x", "by": "someone"}, "malformed_body"),
    ):
        assert code_of(officer.post(f"{RECORD}/incidents", json=body)) == (422, code)
    assert around(officer)["incidents"] == []


def test_an_objection_stands_with_its_photo_until_it_is_answered_and_after(officer):
    assert officer.post("/api/uploads", content=PAPER, headers=upload(STATION, PAPER)).status_code == 201
    body = {"watcher": WITNESS, "text": "Dua surat suara dinyatakan tidak sah.", "photo": PAPER_HASH}
    assert officer.post(f"{RECORD}/objections", json=body).status_code == 201
    (open_one,) = around(officer)["objections"]
    assert (open_one["watcher"], open_one["answers"]) == (WITNESS, [])
    assert officer.get(open_one["paper"]).content == PAPER
    reply = {"watcher": WITNESS, "heeded": True, "text": "Dihitung ulang, satu dinyatakan sah."}
    assert officer.post(f"{RECORD}/answers", json=reply).status_code == 201
    (answered,) = around(officer)["objections"]
    assert answered["text"] == body["text"]
    assert [(each["heeded"], each["text"]) for each in answered["answers"]] == [(True, reply["text"])]


def test_an_answer_to_nobody_and_an_objection_without_text_are_refused(officer):
    reply = {"watcher": SUPERVISOR, "heeded": False, "text": "Tidak."}
    assert code_of(officer.post(f"{RECORD}/answers", json=reply)) == (422, "nothing_said")
    empty = {"watcher": WITNESS, "text": ""}
    assert code_of(officer.post(f"{RECORD}/objections", json=empty)) == (422, "reason_missing")


def test_a_copy_is_handed_to_who_is_registered_and_its_receipt_says_when(officer, site):
    sent = officer.post(f"{RECORD}/photos", files={"photo": ("p.png", page_photo(2))})
    photo = sent.json()["photo"]
    hand = {"watcher": WITNESS, "handed_as": "file", "content": photo}
    assert code_of(officer.post(f"{RECORD}/copies", json=hand)) == (422, "not_registered")
    assert officer.post(f"{RECORD}/watchers", json=WITNESS).status_code == 201
    assert officer.post(f"{RECORD}/watchers", json=SUPERVISOR).status_code == 201
    strange = hand | {"content": "0" * 64}
    assert code_of(officer.post(f"{RECORD}/copies", json=strange)) == (422, "not_a_copy")
    first = officer.post(f"{RECORD}/copies", json=hand)
    assert first.status_code == 201
    assert officer.post(f"{RECORD}/copies", json=hand).json() == first.json()
    seen = around(officer)
    assert seen["handable"] == [photo]
    told = {each["watcher"]["capacity"]: each["copies"] for each in seen["recipients"]}
    assert told["supervisor"] == []
    assert [(each["content"], each["handed_as"], each["at"]) for each in told["witness"]] == [
        (photo, "file", first.json()["at"])
    ]


@pytest.mark.parametrize("kind", ["revote", "continued", "delayed", "recount"])
def test_an_approver_opens_a_version_and_the_first_count_stays_visible(officer, site, kind):
    officer.post(f"{RECORD}/incidents", json={"kind": "none"})
    body = {"kind": kind, "decision": "12/PL.01-Kpt/3527/2026", "reason": "Rekomendasi Panwascam."}
    assert code_of(officer.post(f"{RECORD}/versions", json=body))[0] == 403
    approver = site.client(APPROVER)
    first = approver.post(f"{RECORD}/versions", json=body)
    assert (first.status_code, first.json()) == (201, {"version": 1})
    assert approver.post(f"{RECORD}/versions", json=body).json() == {"version": 1}
    now = around(officer)
    assert (now["version"], now["incidents"]) == (1, [])
    assert [each["kind"] for each in now["versions"]] == [None, kind]
    assert now["versions"][1]["decision"] == body["decision"]
    before = officer.get(f"{RECORD}/around", params={"version": 0}).json()
    assert [each["kind"] for each in before["incidents"]] == ["none"]
    assert code_of(officer.get(f"{RECORD}/around", params={"version": 2}))[0] == 404


def test_a_version_needs_a_decision_and_a_reason(site):
    approver = site.client(APPROVER)
    for body in ({"kind": "recount"}, {"kind": "recount", "decision": " ", "reason": "x"}):
        assert approver.post(f"{RECORD}/versions", json=body).status_code == 422
    assert [each["number"] for each in around(approver)["versions"]] == [0]


def test_who_has_nothing_to_do_with_the_station_neither_sees_nor_notes(officer, site):
    officer.post("/api/uploads", content=PAPER, headers=upload(STATION, PAPER))
    officer.post(f"{RECORD}/incidents", json={"kind": "other", "text": "Kotak basah.", "photo": PAPER_HASH})
    stranger = site.client(NEXT_DOOR)
    for answer in (
        stranger.get(f"{RECORD}/around"),
        stranger.get(f"{RECORD}/papers/{PAPER_HASH}"),
        stranger.post(f"{RECORD}/incidents", json={"kind": "none"}),
        stranger.post(f"{RECORD}/objections", json={"watcher": WITNESS, "text": "x"}),
        stranger.post(f"{RECORD}/watchers", json=WITNESS),
    ):
        assert code_of(answer) == (403, "not_allowed")


def test_only_papers_that_were_noted_are_given_out(officer):
    data = picture(99)
    assert officer.post("/api/uploads", content=data, headers=upload(STATION, data)).status_code == 201
    answer = officer.get(f"{RECORD}/papers/{hashlib.sha256(data).hexdigest()}")
    assert code_of(answer) == (404, "unknown_photo")


def test_what_was_set_aside_says_in_words_why_and_keeps_its_bytes(site):
    site.client().post("/api/claims", content=b"no claim", headers={"Content-Type": "application/cbor"})
    auditor = site.client(Account(AccountId("auditor"), Role.AUDITOR, Reach("")))
    (held,) = auditor.get("/api/aside").json()
    assert (held["code"], held["place"]) == ("not_a_claim", "")
    assert held["say"]["id"].startswith("Kiriman terpotong")
    assert held["body"] == "bm8gY2xhaW0="
    ppk = site.client(VERIFIER)
    assert ppk.get("/api/aside").json() == []
