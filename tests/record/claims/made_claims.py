"""Claims of the invented station, signed by an invented device."""

from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric import ec
from tests.record.made import ANI, CONTEST, ELECTION, FORM, NIGHT, SOUND, STATION, photo_of

from sirekap.accounts.signatures import public_of
from sirekap.forms.issued import IssuedForms
from sirekap.record.claims.details import hash_of, write_details
from sirekap.record.claims.judge import Signer
from sirekap.record.claims.model import (
    FORM_DIGITS,
    Claim,
    ClaimedPhoto,
    ClaimFlag,
    ClaimKind,
    Details,
    PhoneReading,
    said_of,
)
from sirekap.record.claims.signed import sign_claim
from sirekap.record.model import RecordKey, Seen

KEY = ec.derive_private_key(20290214, ec.SECP256R1())
OTHER_KEY = ec.derive_private_key(20290215, ec.SECP256R1())
SIGNER = Signer(ANI, "officer", STATION.code, public_of(KEY))
FORMS = IssuedForms(ELECTION)

DETAILS = Details(
    photos=tuple(ClaimedPhoto(photo_of(page), 250_000 + page, page, "0f" * 32) for page in (1, 2, 3)),
    device_time=NIGHT,
    app="0.1.0",
    readings=(
        PhoneReading(
            photo_of(2),
            2,
            {each.name: Seen(SOUND[each.name], 0.998, True, "060") for each in FORM.pages[1].fields},
        ),
    ),
    reasons={"R12": "dua pemilih pulang"},
    place=(-7_187_000, 113_239_000),
)
DETAIL_BYTES = write_details(DETAILS, FORM)
CLAIM = Claim(
    election=ELECTION.id[:32],
    key=RecordKey(STATION.code, CONTEST.id),
    form=FORM.hash[:FORM_DIGITS],
    kind=ClaimKind.CHECK,
    flags=ClaimFlag.NONE,
    said=said_of(FORM, SOUND),
    details=hash_of(DETAIL_BYTES),
)
SIGNED = sign_claim(CLAIM, ELECTION.id, KEY)


def claim(**changed):
    """Return the usual claim with something changed."""
    return replace(CLAIM, **changed)
