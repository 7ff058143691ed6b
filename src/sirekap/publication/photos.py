"""Names the public photos, and says which photo goes where.

In: what may be said in public about stations. Out: paths in the public folder, with the photo's SHA-256.
Invariant: a photo's name follows from its station, its time and its bytes alone, so it never changes, and a
newer photo never takes an older one's place. Not done here: copying the bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator
from uuid import UUID

from sirekap.election.model import ContestId, StationCode
from sirekap.publication.clock import in_wib
from sirekap.publication.places import PHOTOS
from sirekap.recap.model import PublicPhoto, StationResult


def photo_path(contest: ContestId, station: StationCode, photo: PublicPhoto) -> str:
    """Return the photo's path in the public folder, in the shape of KPU's image addresses.

    The first folder is four hex digits of the MD5 of the station's code, which spreads stations over a
    store; the identifier at the end is taken from the photo's SHA-256.
    """
    spread = hashlib.md5(station.encode(), usedforsecurity=False).hexdigest()[:4]
    pairs = "/".join(station[start : start + 2] for start in range(0, 10, 2))
    time = in_wib(photo.at).strftime("%Y%m%d-%H%M%S")
    identifier = UUID(bytes=bytes.fromhex(photo.sha256)[:16], version=4)
    return f"{PHOTOS}/{spread}/pemilu/{contest}/{pairs}/{station}-{time}--{identifier}.jpg"


def photo_files(contest: ContestId, results: Iterable[StationResult]) -> Iterator[tuple[str, str]]:
    """Yield path and SHA-256 (hex) of every public photo, older versions included."""
    for result in results:
        for photo in result.photos:
            yield photo_path(contest, result.station, photo), photo.sha256


def newest_of_each_page(photos: Iterable[PublicPhoto]) -> dict[int, PublicPhoto]:
    """Return the newest photo of each page; among photos of one moment the one of the greater hash."""
    newest: dict[int, PublicPhoto] = {}
    for photo in sorted(photos, key=lambda each: (each.at, each.sha256)):
        newest[photo.page] = photo
    return newest
