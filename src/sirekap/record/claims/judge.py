"""Whether a claim may be counted: of this election, of an issued form, by a key that speaks for the station.

In: a ``SignedClaim``, what is known of the election, and who signed. Out: nothing, or the ``ClaimError`` that
names what is wrong. Invariant: a claim that passes names a record and form of this election, holds only
numbers that the form's boxes hold, and was signed by a key whose owner may speak for the station. Not done
here: whether the key's papers are sound (``accounts.key_chain``), and what follows (``word``).
"""

from dataclasses import dataclass
from functools import lru_cache

from sirekap.election.model import Election, ElectionId, FieldName
from sirekap.forms.issued import IssuedForms
from sirekap.forms.model import Form
from sirekap.record.claims.errors import (
    FormNeverIssuedError,
    NoSuchRecordError,
    OtherElectionError,
    RevokedKeyError,
    ValuesDoNotFitError,
    WrongStationError,
)
from sirekap.record.claims.model import ELECTION_DIGITS, FORM_DIGITS, UNSAID, Claim, ClaimKind
from sirekap.record.claims.signed import SignedClaim, ensure_signed_by
from sirekap.record.model import PersonId


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose key signed: the person, their role, and the station or region they may speak for."""

    person: PersonId
    role: str
    reach: str
    key: bytes
    """P-256, compressed."""
    revoked: bool = False


def ensure_of(claim: Claim, election: Election, forms: IssuedForms) -> Form:
    """Return the form the claim is about, which is the one its station was issued.

    Raise the ClaimError where the claim is not of this election, of another form, or does not fit.
    """
    if election.id[:ELECTION_DIGITS] != claim.election:
        raise OtherElectionError
    if not forms.takes_part(claim.key.station, claim.key.contest):
        raise NoSuchRecordError(f"{claim.key.station}/{claim.key.contest}")
    form = forms.of(claim.key.station, claim.key.contest)
    if form.hash[:FORM_DIGITS] != claim.form:
        raise FormNeverIssuedError(claim.form)
    _ensure_fits(claim, form)
    return form


def ensure_by(signed: SignedClaim, claim: Claim, election: ElectionId, signer: Signer) -> None:
    """Raise unless *signer* signed the claim and may speak for its station."""
    ensure_signed_by(signed, election, signer.key)
    if signer.revoked:
        raise RevokedKeyError(signer.person)
    if not claim.key.station.startswith(signer.reach):
        raise WrongStationError(signer.reach)


@lru_cache
def _bounds(form: Form) -> tuple[tuple[FieldName, int], ...]:
    """Return each field's name and the first number that its boxes do not hold."""
    return tuple((each.name, 10 ** len(each.boxes)) for each in form.fields())


def _ensure_fits(claim: Claim, form: Form) -> None:
    bounds = _bounds(form)
    if len(bounds) != len(claim.said):
        raise ValuesDoNotFitError(f"{len(claim.said)} fields")
    for (name, bound), said in zip(bounds, claim.said, strict=True):
        if isinstance(said, int) and said >= bound:
            raise ValuesDoNotFitError(name)
    says_nothing = all(said is UNSAID for said in claim.said)
    if says_nothing is not (claim.kind is ClaimKind.WITHDRAWAL):
        raise ValuesDoNotFitError(claim.kind.name.lower())
