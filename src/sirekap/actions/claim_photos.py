"""Give a photo that came by its hash to the records whose claims name it.

Invariant: a photo enters a record once, when both it and the details that name it are here, under the name
of who signed the claim; one that nobody has claimed yet is held apart and read by nothing.
"""

from sirekap.actions.claim_ports import Arrival, StoredClaim
from sirekap.actions.ports import StoredPhoto, Work
from sirekap.record.model import PersonId, Photographed


def photo_arrived(work: Work, arrival: Arrival) -> tuple[StoredClaim, ...]:
    """Note the photo and give it to every claim that names it; return those claims."""
    work.uploads.add_arrival(arrival)
    claims = []
    for name, page in work.claims.naming(arrival.station, arrival.sha256):
        claim = work.claims.get(arrival.station, name)
        if claim is not None:
            attach_photo(work, claim, arrival.sha256, page)
            claims.append(claim)
    return tuple(claims)


def attach_photo(work: Work, claim: StoredClaim, photo: str, page: int | None) -> None:
    """Give the photo to the claim's record, if it came."""
    arrival = work.uploads.arrival(claim.key.station, photo)
    if arrival is None or work.photos.get(claim.key, photo) is not None:
        return
    work.photos.add(
        StoredPhoto(claim.key, photo, arrival.size, arrival.media_type, claim.person, arrival.received_at)
    )
    work.evidence.add(claim.key, Photographed(photo, page, PersonId(claim.person), arrival.received_at))
