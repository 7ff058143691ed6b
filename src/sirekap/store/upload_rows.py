"""Photos on their way, and those that came before anybody claimed them, in their tables."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, insert, select

from sirekap.actions.claim_ports import Arrival, Upload
from sirekap.election.model import StationCode
from sirekap.store.claim_tables import arrivals, claim_photos, upload_pieces, uploads
from sirekap.store.gathered import Gathered


class UploadRows:
    """The uploads of one transaction."""

    def __init__(self, rows: Gathered) -> None:
        self._connection = rows

    def add_arrival(self, arrival: Arrival) -> None:
        """Note a photo that came; one already noted is left as it is."""
        if self.arrival(arrival.station, arrival.sha256) is None:
            row = {"station": arrival.station, "sha256": arrival.sha256, "size": arrival.size}
            row |= {"media_type": arrival.media_type, "received_at": arrival.received_at}
            self._connection.execute(insert(arrivals), row)

    def arrival(self, station: StationCode, sha256: str) -> Arrival | None:
        """Return the photo, if it came."""
        wanted = select(arrivals).where(arrivals.c.station == station, arrivals.c.sha256 == sha256)
        row = self._connection.execute(wanted).one_or_none()
        if row is None:
            return None
        return Arrival(StationCode(row.station), row.sha256, row.size, row.media_type, row.received_at)

    def unclaimed(self, station: StationCode) -> int:
        """Count the station's photos that no claim's details name."""
        named = exists().where(
            claim_photos.c.station == arrivals.c.station, claim_photos.c.photo == arrivals.c.sha256
        )
        wanted = select(func.count()).select_from(arrivals).where(arrivals.c.station == station, ~named)
        return int(self._connection.execute(wanted).scalar_one())

    def begin(self, upload: Upload) -> None:
        """Note an upload that begins."""
        row = {"station": upload.station, "id": upload.id, "sha256": upload.sha256, "size": upload.size}
        self._connection.execute(insert(uploads), row | {"begun_at": upload.begun_at})

    def get(self, station: StationCode, upload: str) -> Upload | None:
        """Return the upload, if it is under way."""
        wanted = select(uploads).where(uploads.c.station == station, uploads.c.id == upload)
        row = self._connection.execute(wanted).one_or_none()
        if row is None:
            return None
        return Upload(StationCode(row.station), row.id, row.sha256, row.size, row.begun_at)

    def under_way(self, station: StationCode) -> int:
        """Count the station's uploads under way."""
        wanted = select(func.count()).select_from(uploads).where(uploads.c.station == station)
        return int(self._connection.execute(wanted).scalar_one())

    def received(self, upload: Upload) -> int:
        """Return how many bytes have come."""
        wanted = select(func.coalesce(func.sum(upload_pieces.c.size), 0)).where(_of(upload_pieces, upload))
        return int(self._connection.execute(wanted).scalar_one())

    def add_piece(self, upload: Upload, offset: int, body: bytes) -> None:
        """Add the bytes that begin at *offset*."""
        row: dict[str, Any] = {"station": upload.station, "upload": upload.id, "offset": offset}
        self._connection.execute(insert(upload_pieces), row | {"size": len(body), "body": body})

    def pieces(self, upload: Upload) -> bytes:
        """Return all bytes that have come."""
        own = select(upload_pieces.c.body).where(_of(upload_pieces, upload))
        rows = self._connection.execute(own.order_by(upload_pieces.c.offset)).scalars()
        return b"".join(bytes(each) for each in rows)

    def drop(self, upload: Upload) -> None:
        """Forget the upload and its bytes."""
        self._connection.execute(delete(upload_pieces).where(_of(upload_pieces, upload)))
        self._connection.execute(
            delete(uploads).where(uploads.c.station == upload.station, uploads.c.id == upload.id)
        )

    def drop_begun_before(self, station: StationCode, at: datetime) -> None:
        """Forget the station's uploads that began before *at*."""
        old = select(uploads.c.id).where(uploads.c.station == station, uploads.c.begun_at < at)
        for name in self._connection.execute(old).scalars().all():
            self.drop(Upload(station, name, "", 0, at))


def _of(table: Table, upload: Upload) -> ColumnElement[bool]:
    return and_(table.c.station == upload.station, table.c.upload == upload.id)
