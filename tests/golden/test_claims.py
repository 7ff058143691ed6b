import json

from tests.accounts.keys import DAY, ELECTION, ROOTS
from tests.golden.claims import CORRECTION, DETAILS, FILE, written
from tests.record.made import FORM

from sirekap.accounts.key_chain import prove
from sirekap.record.claims.details import read_details
from sirekap.record.claims.signed import ensure_signed_by, read_signed
from sirekap.record.claims.travel import from_qr, from_text


def test_the_vectors_of_claims_are_those_that_other_programs_check_against():
    assert FILE.read_text("utf-8") == written(), (
        "changed bytes cut off every phone: python -m tests.golden.claims"
    )


def test_the_claim_in_the_file_is_read_and_proven_from_every_way_it_travels():
    kept = json.loads(FILE.read_text("utf-8"))
    by_qr, by_text = read_signed(from_qr(kept["qr"])), read_signed(from_text(kept["text"]))
    assert by_qr.claim() == by_text.claim() == CORRECTION
    assert by_qr.id == by_text.id == kept["id"]
    device = prove(by_qr.chain, ROOTS, ELECTION, DAY)
    assert by_text.key == device.key_id
    ensure_signed_by(by_text, ELECTION, device.key)
    assert read_details(bytes.fromhex(kept["details"]), FORM) == DETAILS
