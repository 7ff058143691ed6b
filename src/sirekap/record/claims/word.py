"""What a claim adds to its record: evidence, once its numbers are here, and once its details are.

In: a judged ``Claim``, its form and signer, its details when they come. Out: pieces of evidence. Invariant:
the same claim gives the same evidence on every server, however often and in whatever order it and its details
come; the time in it is the server's, for phones' clocks may be hours off. A claim is a person's word and
enters whatever state the record is in; the gate weighs it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sirekap.forms.model import Form
from sirekap.record.claims.errors import NotAClaimError
from sirekap.record.claims.judge import Signer
from sirekap.record.claims.model import Claim, ClaimId, ClaimKind, Details
from sirekap.record.model import (
    Checked,
    Corrected,
    Detailed,
    Entered,
    Evidence,
    Photographed,
    Source,
    Withdrawn,
)

APART = timedelta(milliseconds=1)
"""How far apart two neighbouring claims of one device are at the least, so that one between them has room."""


def word_of(
    claim: Claim, form: Form, signer: Signer, source: Source, at: datetime
) -> Checked | Entered | Corrected | None:
    """Return what the claim says of the paper; None for one that only withdraws photos."""
    values = claim.values(form)
    if claim.kind is ClaimKind.CHECK:
        return Checked(values, signer.person, at, source=source)
    if claim.kind is ClaimKind.BLIND:
        return Entered(values, signer.person, at, source=source)
    if claim.kind is ClaimKind.CORRECTION:
        return Corrected(values, signer.person, at, "", source=source)
    return None


def time_of(number: int, received_at: datetime, others: Iterable[tuple[int, datetime]]) -> datetime:
    """Return the time under which a device's claim enters: when it came, but between its neighbours.

    *others* are numbers and times of the claims of the same device that are held already.
    """
    held = tuple(others)
    after = [at + APART * (number - other) for other, at in held if other < number]
    before = [at - APART * (other - number) for other, at in held if other > number]
    return min([max([received_at, *after]), *before])


def details_of(
    claim_id: ClaimId, claim: Claim, details: Details, signer: Signer, at: datetime
) -> tuple[Detailed | Withdrawn, ...]:
    """Return what the details add; NotAClaimError for a withdrawal or correction that gives no reason."""
    reason = details.reason.strip()
    if claim.kind in (ClaimKind.CORRECTION, ClaimKind.WITHDRAWAL) and not reason:
        raise NotAClaimError("reason")
    if bool(details.withdrawn) is not (claim.kind is ClaimKind.WITHDRAWAL):
        raise NotAClaimError("withdrawn")
    told = Detailed(
        claim=claim_id,
        photos=tuple(each.photo for each in details.photos),
        readings={each.photo: each.fields for each in details.readings},
        reasons=details.reasons,
        reason=reason,
        device_time=details.device_time,
        app=details.app,
        by=signer.person,
        at=at,
    )
    return told, *(Withdrawn(photo, signer.person, at, reason) for photo in details.withdrawn)


def photo_of(details: Details, photo: str, signer: Signer, at: datetime) -> Evidence | None:
    """Return that the photo came, where the details name it."""
    for each in details.photos:
        if each.photo == photo:
            return Photographed(photo, each.page, signer.person, at)
    return None
