"""Claims, details and what was set aside, in their tables."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, func, select

from sirekap.accounts.signatures import KeyId
from sirekap.actions.claim_ports import SetAside, StoredClaim
from sirekap.election.model import ContestId, StationCode
from sirekap.record.claims.model import ClaimId
from sirekap.record.model import RecordKey
from sirekap.store.ahead import Ahead
from sirekap.store.claim_tables import claim_details, claim_photos, claims, set_aside
from sirekap.store.gathered import Clash, Gathered
from sirekap.store.order import next_in_order
from sirekap.store.where import below

MOST_ASIDE = 500
"""Rows of what was set aside that are listed at once."""


class ClaimRows:
    """The claims of one transaction."""

    def __init__(self, rows: Gathered, ahead: Ahead | None = None) -> None:
        self._connection = rows
        self._ahead = ahead or Ahead()

    def add(self, claim: StoredClaim) -> None:
        """Add a claim that is not held yet."""
        self._connection.add(claims, _claim_row(claim))
        self._ahead.add("claims", claim.key.station, claim)

    def get(self, station: StationCode, claim: ClaimId) -> StoredClaim | None:
        """Return the claim, if it is held."""
        return next((each for each in self.of_station(station) if each.id == claim), None)

    def of_station(self, station: StationCode) -> tuple[StoredClaim, ...]:
        """Return every claim of the station, in the order they came."""
        return tuple(self._ahead.of("claims", station, self._claims))

    def _claims(self, stations: Sequence[str]) -> Iterator[tuple[str, StoredClaim]]:
        columns = "id, contest, version, signed, person, role, device, number, details, via, received_at, at"
        for row in self._connection.held_at(claims, columns, stations, "added"):
            yield row[0], _claim(row)

    def add_details(self, station: StationCode, sha256: str, body: bytes, at: datetime) -> bool:
        """Keep details by their hash; tell whether they are new."""
        if sha256 in self._ahead.of("details", station, self._detail_names):
            return False
        row: dict[str, Any] = {"station": station, "sha256": sha256, "body": body, "received_at": at}
        self._connection.add(claim_details, row)
        self._ahead.add("details", station, sha256)
        return True

    def _detail_names(self, stations: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the hashes of the details that are held; their bodies may be large."""
        yield from self._connection.held_at(claim_details, "sha256", stations, "station")

    def details(self, station: StationCode, sha256: str) -> bytes | None:
        """Return the details of that hash."""
        if self._ahead.covers(station) and sha256 not in self._ahead.of(
            "details", station, self._detail_names
        ):
            return None
        at = and_(claim_details.c.station == station, claim_details.c.sha256 == sha256)
        body = self._connection.execute(select(claim_details.c.body).where(at)).scalar_one_or_none()
        return None if body is None else bytes(body)

    def count_details(self, station: StationCode) -> int:
        """Count the details held for the station."""
        return _count(self._connection, claim_details, station)

    def name_photos(
        self, station: StationCode, claim: ClaimId, photos: Sequence[tuple[str, int | None]]
    ) -> None:
        """Note which photos a claim's details name, and the page each is said to show."""
        rows = [
            {"station": station, "photo": photo, "claim": claim, "page": page}
            for photo, page in dict(photos).items()
        ]
        for row in rows:
            self._connection.add(claim_photos, row)

    def photos_of(self, station: StationCode, claim: ClaimId) -> tuple[str, ...]:
        """Return the photos that the claim's details name, in ascending order."""
        own = and_(claim_photos.c.station == station, claim_photos.c.claim == claim)
        found = select(claim_photos.c.photo).where(own).order_by(claim_photos.c.photo)
        return tuple(self._connection.execute(found).scalars())

    def naming(self, station: StationCode, photo: str) -> tuple[tuple[ClaimId, int | None], ...]:
        """Return the claims whose details name the photo, and the page each says it shows."""
        own = and_(claim_photos.c.station == station, claim_photos.c.photo == photo)
        found = select(claim_photos.c.claim, claim_photos.c.page).where(own).order_by(claim_photos.c.claim)
        return tuple((ClaimId(row.claim), row.page) for row in self._connection.execute(found))

    def set_aside(self, aside: SetAside) -> None:
        """Keep something for inspection; the same bytes once."""
        row: dict[str, Any] = {"place": aside.place, "id": aside.id, "code": aside.code}
        row |= {"body": aside.body, "via": aside.via, "received_at": aside.received_at}
        self._connection.add(set_aside, row, Clash.KEEP)

    def aside(self, reach: str) -> tuple[SetAside, ...]:
        """Return what was set aside for stations whose code begins with *reach*, newest first."""
        wanted = select(set_aside).where(below(set_aside.c.place, reach))
        rows = self._connection.execute(wanted.order_by(set_aside.c.received_at.desc()).limit(MOST_ASIDE))
        return tuple(SetAside(r.place, r.id, r.code, bytes(r.body), r.via, r.received_at) for r in rows)


def _count(connection: Gathered, table: Table, station: StationCode) -> int:
    wanted = select(func.count()).select_from(table).where(table.c.station == station)
    return int(connection.execute(wanted).scalar_one())


def _claim_row(claim: StoredClaim) -> dict[str, Any]:
    return {
        "station": claim.key.station,
        "id": claim.id,
        "contest": claim.key.contest,
        "version": claim.key.version,
        "signed": claim.signed,
        "person": claim.person,
        "role": claim.role,
        "device": claim.device,
        "number": claim.number,
        "details": claim.details,
        "via": claim.via,
        "received_at": claim.received_at,
        "at": claim.at,
        "added": next_in_order(),
    }


def _claim(row: Sequence[Any]) -> StoredClaim:
    station, name, contest, version, signed, person, role, device, number, details, via, received_at, at = row
    return StoredClaim(
        ClaimId(name),
        RecordKey(StationCode(station), ContestId(contest), version),
        bytes(signed),
        person,
        role,
        KeyId(device),
        number,
        details,
        via,
        datetime.fromisoformat(received_at),
        datetime.fromisoformat(at),
    )
