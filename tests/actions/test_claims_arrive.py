"""Claims, details and photos come in any order, each counts once, and what is wrong is kept apart."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from tests.accounts.keys import STRANGER, Phone
from tests.actions.claims_stage import (
    claim,
    details,
    phone,
    picture,
    send,
    send_details,
    signed,
)
from tests.actions.stage import CONTEST, ELECTION, NEIGHBOUR, PAPER, STATION, VERIFIER

from sirekap.accounts.model import Role
from sirekap.accounts.signatures import public_of
from sirekap.actions.claim_details import ReceiveDetails, receive_details
from sirekap.actions.claim_problems import (
    PhotoTellsMoreError,
    TooMuchUnclaimedError,
    UnknownUploadError,
    WrongOffsetError,
)
from sirekap.actions.claim_receipt import SeeReceipt, see_receipt
from sirekap.actions.ports import Outcome
from sirekap.actions.problems import NotAPhotoError, UnknownStationError
from sirekap.actions.station_record import context_of
from sirekap.actions.upload_photo import (
    MOST_UNCLAIMED,
    AddPiece,
    BeginUpload,
    add_piece,
    begin_upload,
    receive_whole,
    upload_state,
)
from sirekap.record.claims.errors import DetailsDifferError, PhotoDiffersError
from sirekap.record.claims.model import UNSAID, ClaimKind
from sirekap.record.claims.receipt import Verdict, read_receipt
from sirekap.record.claims.signed import read_signed, write_signed
from sirekap.record.gate import weigh
from sirekap.record.model import Checked, Corrected, Detailed, Photographed, RecordKey, Section, Withdrawn

PHOTOS = tuple(picture(page) for page in (1, 2, 3))
NAMES = tuple(hashlib.sha256(each).hexdigest() for each in PHOTOS)
NAMED = tuple((name, len(data), page) for page, (name, data) in enumerate(zip(NAMES, PHOTOS, strict=True), 1))
NOTHING = (UNSAID,) * len(PAPER)


def whole(stage, data, station=STATION):
    name = hashlib.sha256(data).hexdigest()
    return receive_whole(stage.ports, BeginUpload(station, name, len(data), stage.now()), data)


def kinds(stage, station=STATION):
    return sorted(type(each).__name__ for each in stage.evidence(station))


def aside(stage, reach=""):
    with stage.store.look() as books:
        return [(each.place, each.code) for each in books.claims.aside(reach)]


@pytest.mark.parametrize("order", tuple(permutations(("claim", "details", "photos"))), ids="-".join)
def test_claim_details_and_photos_come_in_any_order_and_twice(stage, order):
    kept = details(stage.now(), NAMED)
    data = signed(claim(kept), phone())
    steps = {
        "claim": lambda: send(stage, data).receipt,
        "details": lambda: send_details(stage, kept),
        "photos": lambda: [whole(stage, each) for each in PHOTOS],
    }
    for step in (*order, *reversed(order)):
        steps[step]()
    assert kinds(stage) == ["Checked", "Detailed", *["Photographed"] * 3]
    receipt = steps["claim"]().receipt
    assert receipt.verdict is Verdict.ACCEPTED
    assert receipt.details
    assert set(receipt.held) == set(NAMES)
    assert receipt.missing == ()
    pages = {each.photo: each.page for each in stage.evidence() if isinstance(each, Photographed)}
    assert pages == {name: page for page, name in enumerate(NAMES, 1)}
    assert stage.states() == {"votes": "checked", "administration": "checked"}


def test_the_receipt_says_exactly_what_is_held_and_is_signed_by_the_server(stage):
    kept = details(stage.now(), NAMED)
    answer = send(stage, signed(claim(kept), phone()))
    first = read_receipt(answer.receipt.signed, ELECTION.id, public_of(STRANGER))
    assert (answer.new, first.details, first.held, first.missing) == (True, False, (), ())
    whole(stage, PHOTOS[1])
    (second,) = send_details(stage, kept)
    assert second.receipt.held == (NAMES[1],)
    assert set(second.receipt.missing) == {NAMES[0], NAMES[2]}
    seen = see_receipt(stage.ports, SeeReceipt(STATION, first.claim))
    assert seen.receipt == second.receipt
    assert seen.receipt.received_at == answer.receipt.receipt.received_at


def test_a_claim_brought_by_others_in_other_ways_is_the_same_claim(stage):
    said, by = claim(details(stage.now())), phone()
    assert send(stage, signed(said, by), "qr").new
    assert not send(stage, signed(said, by, chain=False), "text").new
    assert not send(stage, signed(said, by), "file").new
    (checked,) = [each for each in stage.evidence() if isinstance(each, Checked)]
    assert (checked.by, checked.source.role, checked.source.via) == (f"{STATION}-officer-1", "officer", "qr")


def test_a_claim_without_its_chain_is_taken_once_the_phone_is_known(stage):
    by = phone()
    first, second = (claim(details(stage.now()), {"votes.1": value}, number=value) for value in (1, 2))
    unknown = send(stage, signed(first, by, chain=False), "text")
    assert unknown.error.code == "unknown_key"
    assert unknown.receipt.receipt.verdict is Verdict.DOUBTFUL
    assert send(stage, signed(second, by)).new
    assert send(stage, signed(first, by, chain=False), "text").new


def refused(stage):
    """Claims that must not count, by the code of why not."""
    kept, mine = details(stage.now()), phone()
    forged = replace(read_signed(signed(claim(kept), mine)), signature=b"\1" * 64)
    yield "wrong_station", signed(claim(kept, station=NEIGHBOUR), mine)
    yield "bad_signature", write_signed(forged)
    yield "form_never_issued", signed(claim(kept, form="0" * 32), mine)
    yield "other_election", signed(claim(kept, election="0" * 32), mine)
    yield "no_such_record", signed(claim(kept, key=RecordKey(STATION, CONTEST, 1)), mine)
    yield "values_do_not_fit", signed(claim(kept, said=(1,)), mine)
    yield "broken_chain", signed(claim(kept), Phone("0" * 64, STATION, seed=7))
    yield "role_may_not", signed(claim(kept, kind=ClaimKind.CORRECTION), phone(STATION[:10], role=Role.PPS))
    yield "not_a_claim", b"junk"
    yield "not_a_claim", signed(claim(kept), mine)[:-9]
    yield "claim_too_large", b"\0" * 10_000


def test_what_is_refused_gets_its_name_is_kept_for_inspection_and_never_counted(stage):
    codes = []
    for code, data in refused(stage):
        for _ in range(2):
            answer = send(stage, data)
            assert answer.error.code == code
            assert not answer.new
        codes.append(code)
    assert sorted(code for _, code in aside(stage)) == sorted(codes)
    assert stage.evidence() == stage.evidence(NEIGHBOUR) == ()
    lines = stage.store.audit_lines("")
    assert {line.subject["code"] for line in lines if line.outcome is Outcome.REFUSED} == set(codes)
    assert all(place.startswith(STATION[:10]) for place, _ in aside(stage, STATION[:10]))


def test_a_village_committee_captures_for_a_station_whose_phones_failed_with_its_role_on_record(stage):
    committee = phone(STATION[:10], role=Role.PPS)
    assert send(stage, signed(claim(details(stage.now())), committee)).new
    (checked,) = stage.evidence()
    assert checked.source.role == "pps"
    (line,) = stage.see(VERIFIER).history
    assert "peran pps" in line.says["id"]


def test_a_second_phone_on_one_voucher_is_kept_apart(stage):
    first, thief = phone(seed=5), phone(seed=6)
    assert send(stage, signed(claim(details(stage.now())), first)).new
    answer = send(stage, signed(claim(details(stage.now()), {"votes.1": 200}), thief))
    assert answer.error.code == "voucher_used_twice"
    assert len(stage.evidence()) == 1


def test_a_correction_and_a_withdrawal_travel_as_claims_with_their_reasons(stage):
    by = phone()
    kept = details(stage.now(), NAMED)
    why = details(stage.now(), reason="salah ketik")
    gone = details(stage.now(), reason="foto TPS lain", withdrawn=(NAMES[0],))
    correction = claim(why, {"votes.1": 60}, kind=ClaimKind.CORRECTION, number=2)
    withdrawal = claim(gone, said=NOTHING, kind=ClaimKind.WITHDRAWAL, number=3)
    for said in (correction, claim(kept), withdrawal):
        assert send(stage, signed(said, by)).new
    for each in (gone, why, kept):
        send_details(stage, each)
    held = {type(each): each for each in stage.evidence()}
    assert held[Corrected].at > held[Checked].at
    assert held[Withdrawn].reason == "foto TPS lain"
    assert {each.reason for each in stage.evidence() if isinstance(each, Detailed)} >= {"salah ketik"}
    with stage.store.look() as books:
        gate = weigh(context_of(stage.ports, books, RecordKey(STATION, CONTEST)), stage.evidence())
    assert gate.values(Section.VOTES) == {
        "votes.1": 60,
        "votes.2": PAPER["votes.2"],
        "votes.3": PAPER["votes.3"],
    }


def test_details_that_are_no_details_are_kept_apart_and_the_claim_stands(stage):
    body = b"\x81\x01"
    name = hashlib.sha256(body).hexdigest()
    assert send(stage, signed(claim(details(stage.now()), details=name), phone())).new
    receive_details(stage.ports, ReceiveDetails(STATION, name, body, stage.now()))
    assert (STATION, "not_a_claim") in aside(stage)
    assert kinds(stage) == ["Checked"]
    with pytest.raises(DetailsDifferError):
        receive_details(stage.ports, ReceiveDetails(STATION, "0" * 64, body, stage.now()))


def test_an_upload_goes_on_where_it_broke_off_even_after_the_server_was_restarted(stage):
    data, name = PHOTOS[0], NAMES[0]
    begun = begin_upload(stage.ports, BeginUpload(STATION, name, len(data), stage.now())).upload
    add_piece(stage.ports, AddPiece(STATION, begun.id, 0, data[:20], stage.now()))
    with pytest.raises(WrongOffsetError):
        add_piece(stage.ports, AddPiece(STATION, begun.id, 0, data[:20], stage.now()))
    assert upload_state(stage.ports, STATION, begun.id).received == 20
    with pytest.raises(KeyError):
        stage.ports.photos.fetch(name)
    done = add_piece(stage.ports, AddPiece(STATION, begun.id, 20, data[20:], stage.now()))
    assert done.whole
    assert stage.ports.photos.fetch(name) == data
    with pytest.raises(UnknownUploadError):
        upload_state(stage.ports, STATION, begun.id)
    assert begin_upload(stage.ports, BeginUpload(STATION, name, len(data), stage.now())).whole


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (PHOTOS[0], NAMES[1], PhotoDiffersError),
        (b"GIF89a", None, NotAPhotoError),
        (PHOTOS[0][:-12], None, NotAPhotoError),
        (picture(9, b"GPS -7.18 113.24"), None, PhotoTellsMoreError),
    ],
    ids=["another hash", "no photo", "cut off", "with a comment"],
)
def test_a_photo_that_is_not_what_it_should_be_is_never_kept(stage, data, name, error):
    name = name or hashlib.sha256(data).hexdigest()
    with pytest.raises(error):
        receive_whole(stage.ports, BeginUpload(STATION, name, len(data), stage.now()), data)
    begun = begin_upload(stage.ports, BeginUpload(STATION, name, len(data), stage.now())).upload
    with pytest.raises(error):
        add_piece(stage.ports, AddPiece(STATION, begun.id, 0, data, stage.now()))
    with pytest.raises(UnknownUploadError):
        upload_state(stage.ports, STATION, begun.id)
    assert (STATION, error.code) in aside(stage)
    assert not any((stage.folder / "photos").rglob("?" * 64))


def test_nobody_fills_the_disk_with_photos_that_no_claim_names(stage):
    kept = details(stage.now(), NAMED)
    for seed in range(MOST_UNCLAIMED):
        begin_upload(stage.ports, BeginUpload(STATION, f"{seed:064x}", 9, stage.now()))
    for refuse in (
        lambda: begin_upload(stage.ports, BeginUpload(STATION, NAMES[0], 9, stage.now())),
        lambda: whole(stage, PHOTOS[0]),
    ):
        with pytest.raises(TooMuchUnclaimedError):
            refuse()
    send(stage, signed(claim(kept), phone()))
    send_details(stage, kept)
    assert whole(stage, PHOTOS[0]).whole
    with pytest.raises(UnknownStationError):
        whole(stage, PHOTOS[1], "9999999999999")


def test_an_upload_that_was_left_alone_for_days_is_forgotten(stage):
    old = begin_upload(stage.ports, BeginUpload(STATION, NAMES[0], 99, stage.now())).upload
    later = stage.now() + timedelta(days=6)
    begin_upload(stage.ports, BeginUpload(STATION, NAMES[1], 99, later))
    with pytest.raises(UnknownUploadError):
        upload_state(stage.ports, STATION, old.id)
