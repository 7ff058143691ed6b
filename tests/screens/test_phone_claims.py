"""The phone's own program writes, signs, carries and judges claims with the bytes that Python knows."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.accounts import keys
from tests.golden import claims as golden
from tests.record.made import FORM
from tests.screens.node import run

from sirekap.accounts.certificates import seconds
from sirekap.accounts.issue_voucher import issue_voucher
from sirekap.accounts.key_chain import prove
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.one_time_key import one_time_key
from sirekap.accounts.signatures import Label, holds, public_of, sign
from sirekap.record.claims.cbor import write
from sirekap.record.claims.model import ClaimKind
from sirekap.record.claims.payload import write_claim
from sirekap.record.claims.signed import ensure_signed_by, read_signed
from sirekap.record.claims.travel import from_qr, to_qr

SCRIPT = Path(__file__).with_name("claims.mjs")
CLAIMS = json.loads((Path(golden.__file__).with_name("claims.json")).read_text("utf-8"))
KEYS = json.loads((Path(golden.__file__).with_name("keys.json")).read_text("utf-8"))
NOW = seconds(keys.DAY)
PINNED = [{"key": KEYS["root"], "retired": None}]
PAPER = issue_voucher(
    keys.issuer(),
    keys.ISSUER,
    keys.ELECTION,
    Account(AccountId(f"{keys.STATION}-officer-1"), Role.OFFICER, Reach(keys.STATION)),
    bytes(range(16)),
)


def phone(task, **given_):
    return run(SCRIPT, {"task": task, **given_})


def test_a_claim_is_read_and_written_to_the_same_bytes_and_id():
    seen = phone("claim", bytes=CLAIMS["claim"], fields=CLAIMS["fields"])
    assert (seen["again"], seen["id"]) == (CLAIMS["claim"], CLAIMS["id"])
    assert seen["values"] == golden.CORRECTION.values(FORM)
    told = seen["claim"]
    assert (told["kind"], told["flags"], told["number"]) == ("correction", ["incident", "objection"], 3)
    assert told["said"][CLAIMS["fields"].index("ballots.received")] == "unsaid"


def test_details_are_written_as_the_server_writes_them():
    given_ = golden.DETAILS
    details = {
        "photos": [
            {"photo": each.photo, "size": each.size, "page": each.page, "original": each.original}
            for each in given_.photos
        ],
        "deviceTime": seconds(given_.device_time),
        "app": given_.app,
        "readings": [
            {
                "photo": each.photo,
                "page": each.page,
                "fields": {
                    name: {
                        "value": seen.value,
                        "probability": seen.probability,
                        "accepted": seen.accepted,
                        "boxes": seen.boxes,
                    }
                    for name, seen in each.fields.items()
                },
            }
            for each in given_.readings
        ],
        "reasons": dict(given_.reasons),
        "reason": given_.reason,
        "withdrawn": list(given_.withdrawn),
        "place": list(given_.place),
    }
    seen = phone("details", details=details, fields={"2": CLAIMS["fields_of_page_2"]})
    assert seen["bytes"] == CLAIMS["details"]
    assert seen["hash"] == golden.CORRECTION.details


def test_a_signed_claim_travels_as_the_same_codes_and_the_same_text():
    given_ = {"bytes": CLAIMS["signed"], "election": CLAIMS["election"], "keys": PINNED, "at": NOW}
    seen = phone("signed", **given_)
    assert (seen["id"], seen["again"]) == (CLAIMS["id"], CLAIMS["signed"])
    assert seen["qr"] == CLAIMS["qr"]
    assert seen["whole"] == seen["fromQr"] == CLAIMS["signed"]
    assert (seen["text"], seen["fromText"]) == (CLAIMS["text"], CLAIMS["signed_without_chain"])
    assert seen["sms"] <= 3
    assert (seen["fault"], seen["account"]) == (None, f"{keys.STATION}-officer-1")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"election": keys.OTHER}, "other_election"),
        ({"bytes": CLAIMS["signed_without_chain"]}, "no_chain"),
        ({"keys": []}, "bad_chain"),
        ({"at": keys.END + 1}, "bad_chain"),
        ({"bytes": CLAIMS["signed"].replace(CLAIMS["signature"], "11" * 64)}, "bad_signature"),
    ],
)
def test_whoever_carries_a_claim_is_told_what_is_wrong_with_it(change, fault):
    given_ = {"bytes": CLAIMS["signed"], "election": CLAIMS["election"], "keys": PINNED, "at": NOW}
    assert phone("signed", **given_ | change)["fault"] == fault


def test_a_receipt_counts_only_with_the_servers_signature():
    given_ = {"bytes": CLAIMS["receipt"], "election": CLAIMS["election"]}
    told = phone("receipt", key=public_of(keys.STRANGER).hex(), **given_)
    assert (told["claim"], told["verdict"], told["details"]) == (CLAIMS["id"], "accepted", True)
    assert (told["receivedAt"], told["held"], told["missing"]) == (NOW, [golden.PHOTO], ["ef" * 32])
    assert phone("receiptRefused", key=public_of(keys.ISSUER).hex(), **given_) == "NotAClaimError"
    other = given_ | {"election": keys.OTHER}
    assert phone("receiptRefused", key=public_of(keys.STRANGER).hex(), **other) == "NotAClaimError"


def test_a_chain_proves_the_device_that_python_proves():
    told = phone("chain", bytes=KEYS["chain"], election=KEYS["election"], keys=PINNED, at=NOW)
    ours = prove(bytes.fromhex(KEYS["chain"]), keys.ROOTS, keys.ELECTION, keys.DAY)
    assert (told["account"], told["keyId"], told["role"]) == (ours.account, ours.key_id, ours.role.value)
    assert (told["place"], told["until"], told["key"]) == (ours.place, seconds(ours.until), ours.key.hex())


@pytest.mark.parametrize(
    ("links", "more", "fault"),
    [
        ({}, {"election": keys.OTHER}, "other_election"),
        ({}, {"keys": [{"key": public_of(keys.STRANGER).hex(), "retired": None}]}, "unknown_issuer"),
        ({}, {"keys": [{"key": KEYS["root"], "retired": keys.BEGIN}]}, "retired_root"),
        ({}, {"at": keys.BEGIN - 1}, "not_yet_valid"),
        ({}, {"at": keys.END + 1}, "expired"),
        ({"voucher": keys.voucher(by=keys.STRANGER)}, {}, "voucher_not_issued"),
        ({"voucher": keys.voucher(place="3171010001001")}, {}, "outside_reach"),
        ({"binding": keys.binding(by=keys.DEVICE)}, {}, "device_not_bound"),
    ],
)
def test_a_chain_that_proves_nothing_says_why(links, more, fault):
    made = keys.chain(**links).to_bytes(keys.ELECTION).hex()
    given_ = {"bytes": made, "election": keys.ELECTION, "keys": PINNED, "at": NOW}
    assert phone("chainRefused", **given_ | more) == fault


def test_every_link_and_claim_of_the_golden_file_holds_by_the_phones_own_check():
    links = KEYS["links"]
    signers = {"issuer": KEYS["root"], "voucher": links["issuer"]["key"], "device": links["voucher"]["key"]}
    for label, link in links.items():
        given_ = {"label": label, "election": KEYS["election"], "body": link["body"]}
        assert phone("holds", key=signers[label], signature=link["signature"], **given_)
        assert not phone("holds", key=signers[label], signature=link["signature"][::-1], **given_)


def test_the_one_time_key_follows_from_the_code_however_it_is_typed():
    assert phone("oneTime", code=keys.CODE, election=keys.ELECTION) == KEYS["one_time_key"]["scalar"]
    typed = [keys.CODE.lower(), keys.CODE.replace("-", " ").replace("0", "O").replace("1", "l")]
    assert phone("codes", codes=typed) == [bytes(range(16)).hex()] * 2
    assert phone("codes", codes=[keys.CODE[:-1], "U" + keys.CODE[1:], "Z" + keys.CODE[1:]]) == [None] * 3


def test_a_point_of_p_256_is_unpacked_to_the_one_whose_short_writing_it_is():
    points = [public_of(one_time_key(keys.CODE, each)).hex() for each in (keys.ELECTION, keys.OTHER)]
    points += [public_of(keys.DEVICE).hex()]
    assert phone("points", points=points) == points


@pytest.mark.parametrize("way", ["qr", "typed"])
def test_a_phone_activated_without_a_network_signs_what_the_server_takes(way):
    claim = {
        "election": keys.ELECTION[:32],
        "station": keys.STATION,
        "contest": "ppwp",
        "version": 0,
        "form": FORM.hash[:32],
        "kind": "blind",
        "flags": ["incident"],
        "said": [None, 12, 345_678] + [0] * (len(CLAIMS["fields"]) - 3),
        "details": "00" * 32,
        "number": 1,
    }
    given_ = {"keys": PINNED, "at": NOW, "election": keys.ELECTION, "claim": claim}
    if way == "qr":
        seen = phone("activation", text=PAPER.to_text(), **given_)
    else:
        without = type(PAPER)(PAPER.election, PAPER.issuer, PAPER.voucher).to_bytes()
        seen = phone("activation", paper=without.hex(), typed=PAPER.code, **given_)
    device = prove(bytes.fromhex(seen["chain"]), keys.ROOTS, keys.ELECTION, keys.DAY)
    assert (device.account, device.key_id) == (f"{keys.STATION}-officer-1", seen["key"])
    signed = read_signed(bytes.fromhex(seen["signed"]))
    ensure_signed_by(signed, keys.ELECTION, device.key)
    read = signed.claim()
    assert read.kind is ClaimKind.BLIND
    assert write_claim(read) == signed.payload
    assert read.said[:3] == (None, 12, 345_678)
    assert (seen["fault"], seen["qr"]) == (None, 1)
    assert seen["exported"] is not None, "the private key came out"


def test_a_voucher_with_another_code_or_of_another_root_enrols_nothing():
    text = PAPER.to_text()
    wrong = keys.make_code(bytes(16))
    assert phone("enrolRefused", text=text, typed=wrong, keys=PINNED, at=NOW) == "malformed"
    stranger = [{"key": public_of(keys.STRANGER).hex(), "retired": None}]
    assert phone("enrolRefused", text=text, typed=PAPER.code, keys=stranger, at=NOW) == "unknown_issuer"


def test_a_request_for_a_blind_entry_carries_no_value_and_comes_back_whole():
    request = {
        "election": keys.ELECTION[:32],
        "station": keys.STATION,
        "contest": "dpr",
        "version": 1,
        "form": FORM.hash[:32],
        "fields": [0, 23, 24, 130],
    }
    seen = phone("blind", request=request)
    assert seen["again"] == request
    assert seen["broken"] is None
    assert len(seen["text"]) < 150, "a small code, that any camera reads"


NUMBERS = st.integers(-(2**40), 2**40) | st.integers(-300, 300)
VALUES = st.recursive(
    NUMBERS | st.none() | st.booleans() | st.binary(max_size=300) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=6, deadline=None)
@given(st.lists(VALUES, min_size=30, max_size=60), st.lists(st.binary(max_size=12), min_size=60, max_size=60))
def test_cbor_of_any_value_is_taken_and_any_other_bytes_are_refused_without_a_fall(values, noise):
    texts = [write(each).hex() for each in values if _shallow(each)]
    seen = phone("cbor", texts=texts + [each.hex() for each in noise])
    assert seen[: len(texts)] == [None] * len(texts)
    assert set(seen[len(texts) :]) <= {None, "NotCborError"}


def _shallow(value, depth=0):
    return depth < 6 and (not isinstance(value, list) or all(_shallow(each, depth + 1) for each in value))


@pytest.mark.parametrize("size", [2, 700, 900])
def test_a_claim_of_several_codes_is_collected_in_any_order(size):
    """A party contest: *size* fields, made by Python, carried by the phone."""
    said = tuple(n * 37 % 1000 for n in range(size))
    claim = golden.replace(golden.CORRECTION, said=said)
    signed = golden.write_signed(
        golden.sign_claim(claim, keys.ELECTION, keys.DEVICE, keys.chain().to_bytes(keys.ELECTION))
    )
    seen = phone("signed", bytes=signed.hex(), election=keys.ELECTION, keys=PINNED, at=NOW)
    assert tuple(seen["qr"]) == to_qr(signed)
    assert seen["whole"] == signed.hex()
    assert from_qr(seen["qr"]) == signed


def test_signing_in_is_signed_as_the_server_checks_it():
    body = bytes(32)
    signature = sign(keys.DEVICE, Label.SIGN_IN, keys.ELECTION, body)
    given_ = {"label": "sign-in", "election": keys.ELECTION, "body": body.hex()}
    assert phone("holds", key=public_of(keys.DEVICE).hex(), signature=signature.hex(), **given_)
    assert holds(public_of(keys.DEVICE), Label.SIGN_IN, keys.ELECTION, body, signature)
