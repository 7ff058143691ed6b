"""Write the test vectors of the key chain anew: ``python -m tests.golden.keys``.

In: the keys of ``tests.accounts.keys``. Out: ``keys.json``, by which other programs in other languages, the
phone's among them, check that they write and verify the same bytes.
"""

import json
from pathlib import Path

from tests.accounts import keys

from sirekap.accounts.key_changes import Reason, Revocation, Rotation
from sirekap.accounts.model import Reach
from sirekap.accounts.signatures import Label, key_id, message, public_of, sign

FILE = Path(__file__).with_name("keys.json")


def vectors():
    """Return every vector; bytes are hex."""
    made = keys.chain()
    links = {"issuer": made.issuer, "voucher": made.voucher, "device": made.binding}
    return {
        "election": keys.ELECTION,
        "root": public_of(keys.ROOT).hex(),
        "links": {
            label: {
                "key": link.key.hex(),
                "body": link.body.hex(),
                "message": message(Label(label), keys.ELECTION, link.body).hex(),
                "signature": link.signature.hex(),
            }
            for label, link in links.items()
        },
        "chain": made.to_bytes(keys.ELECTION).hex(),
        "one_time_key": {
            "code": keys.CODE,
            "scalar": f"{keys.ONE_TIME.private_numbers().private_value:064x}",
            "public": public_of(keys.ONE_TIME).hex(),
        },
        "device": {
            "scalar": f"{keys.DEVICE.private_numbers().private_value:064x}",
            "id": key_id(public_of(keys.DEVICE)),
            "claim_body": b"claim".hex(),
            "claim_signature": sign(keys.DEVICE, Label.CLAIM, keys.ELECTION, b"claim").hex(),
        },
        "revocation": _revocation().hex(),
        "rotation": _rotation().hex(),
    }


def _revocation():
    key = key_id(public_of(keys.DEVICE))
    told = Revocation(key, Reach(keys.STATION), keys.BEGIN, Reason.LOST, key_id(b""))
    return told.signed(keys.ISSUER, keys.ELECTION).to_bytes()


def _rotation():
    both = keys.ROOT, keys.NEXT_ROOT
    return Rotation(*map(public_of, both), keys.BEGIN).signed(*both, keys.ELECTION).to_bytes()


def written():
    """Return the file's text."""
    return json.dumps(vectors(), indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), "utf-8")
