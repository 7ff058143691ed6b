"""Write the test vectors of claims anew: ``python -m tests.golden.claims``.

In: the keys of ``tests.accounts.keys`` and an invented station. Out: ``claims.json``, by which programs in
other languages, the phone's among them, check that they write and read the same bytes and texts.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from tests.accounts import keys
from tests.record.made import CONTEST, FORM, SOUND

from sirekap.accounts.signatures import Label, message
from sirekap.record.claims.details import hash_of, write_details
from sirekap.record.claims.model import (
    UNSAID,
    Claim,
    ClaimedPhoto,
    ClaimFlag,
    ClaimKind,
    Details,
    PhoneReading,
    said_of,
)
from sirekap.record.claims.receipt import Receipt, Verdict, sign_receipt
from sirekap.record.claims.signed import sign_claim, write_signed
from sirekap.record.claims.travel import to_qr, to_text
from sirekap.record.model import RecordKey, Seen

FILE = Path(__file__).with_name("claims.json")
PHOTO = "ab" * 32

DETAILS = Details(
    photos=(ClaimedPhoto(PHOTO, 301_234, 2, "cd" * 32), ClaimedPhoto("ef" * 32, 1, None)),
    device_time=datetime(2026, 2, 14, 12, 34, 56, tzinfo=UTC),
    app="0.1.0",
    readings=(
        PhoneReading(
            PHOTO, 2, {"votes.1": Seen(110, 0.998, True, "110"), "votes.2": Seen(None, 0.4, False, "?60")}
        ),
    ),
    reasons={"R12": "dua pemilih pulang"},
    reason="salah ketik",
    place=(-7_187_000, 113_239_000),
)
CORRECTION = Claim(
    election=keys.ELECTION[:32],
    key=RecordKey(keys.STATION, CONTEST.id),
    form=FORM.hash[:32],
    kind=ClaimKind.CORRECTION,
    flags=ClaimFlag.INCIDENT | ClaimFlag.OBJECTION,
    said=said_of(FORM, {**SOUND, "votes.2": None, "ballots.received": UNSAID}),
    details=hash_of(write_details(DETAILS, FORM)),
    number=3,
)


def vectors():
    """Return every vector; bytes are hex."""
    chain = keys.chain().to_bytes(keys.ELECTION)
    signed = sign_claim(CORRECTION, keys.ELECTION, keys.DEVICE, chain)
    receipt = Receipt(signed.id, keys.DAY, Verdict.ACCEPTED, True, (PHOTO,), ("ef" * 32,))
    return {
        "election": keys.ELECTION,
        "form": FORM.hash,
        "fields": [each.name for each in FORM.fields()],
        "fields_of_page_2": [each.name for each in FORM.pages[1].fields],
        "details": write_details(DETAILS, FORM).hex(),
        "claim": signed.payload.hex(),
        "id": signed.id,
        "message": message(Label.CLAIM, keys.ELECTION, signed.payload).hex(),
        "device_scalar": f"{keys.DEVICE.private_numbers().private_value:064x}",
        "signature": signed.signature.hex(),
        "signed": write_signed(signed).hex(),
        "signed_without_chain": write_signed(replace(signed, chain=None)).hex(),
        "text": to_text(write_signed(replace(signed, chain=None))),
        "qr": to_qr(write_signed(signed)),
        "receipt": sign_receipt(receipt, keys.ELECTION, keys.STRANGER).hex(),
    }


def written():
    """Return the file's text."""
    return json.dumps(vectors(), indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
