"""Photos, what was read in them, and the queue of those to be read, in their tables."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, func, insert, or_, select, update

from sirekap.actions.ports import FailedPhoto, Lease, StoredPhoto
from sirekap.election.model import ContestId, StationCode
from sirekap.reading.model import Reading
from sirekap.record.model import RecordKey
from sirekap.store.gathered import Gathered
from sirekap.store.json_codec import read_reading, write_reading
from sirekap.store.order import next_in_order
from sirekap.store.tables import photos, queue, readings
from sirekap.store.where import below, of_record


class PhotoRows:
    """The photos of one transaction."""

    def __init__(self, rows: Gathered) -> None:
        self._connection = rows

    def add(self, photo: StoredPhoto) -> None:
        """Add *photo* and queue it for reading; one already held is left as it is."""
        if self.get(photo.key, photo.sha256) is not None:
            return
        row = _name(photo.key, photo.sha256) | {"added": next_in_order()}
        more = {"size": photo.size, "media_type": photo.media_type}
        more |= {"by": photo.by, "received_at": photo.received_at}
        self._connection.execute(insert(photos).values(row | more))
        self._connection.execute(insert(queue).values(row | {"tries": 0}))

    def of(self, key: RecordKey) -> tuple[StoredPhoto, ...]:
        """Return the record's photos, in the order they came."""
        return self._all(of_record(photos, key))

    def get(self, key: RecordKey, sha256: str) -> StoredPhoto | None:
        """Return the photo, if the record holds it."""
        found = self._all(_named(photos, key, sha256))
        return found[0] if found else None

    def everywhere(self, sha256: str) -> tuple[StoredPhoto, ...]:
        """Return the photo at every record that holds it."""
        return self._all(photos.c.sha256 == sha256)

    def add_reading(self, key: RecordKey, reading: Reading, at: datetime) -> None:
        """Keep what the reader saw, places of the fields included; a newer reading replaces it."""
        name = _name(key, reading.photo_sha256)
        self._connection.execute(delete(readings).where(_named(readings, key, reading.photo_sha256)))
        self._connection.execute(insert(readings).values(name | {"body": write_reading(reading), "at": at}))

    def reading(self, key: RecordKey, sha256: str) -> Reading | None:
        """Return what the reader saw in the photo, if it was read."""
        wanted = select(readings.c.body).where(_named(readings, key, sha256))
        body = self._connection.execute(wanted).scalar_one_or_none()
        return None if body is None else read_reading(body)

    def _all(self, where: ColumnElement[bool]) -> tuple[StoredPhoto, ...]:
        rows = self._connection.execute(select(photos).where(where).order_by(photos.c.added))
        return tuple(_photo(row) for row in rows)


class QueueRows:
    """The queue of one transaction. Leases run by the wall clock: they are about machines, not the record."""

    def __init__(self, rows: Gathered) -> None:
        self._connection = rows

    def lease(self, lasts: timedelta) -> Lease | None:
        """Take the oldest photo that no one holds; it comes back after *lasts*."""
        now = datetime.now(UTC)
        free = and_(or_(queue.c.leased_until.is_(None), queue.c.leased_until <= now), _STANDS)
        oldest = select(queue).where(free).order_by(queue.c.added).limit(1).with_for_update(skip_locked=True)
        row = self._connection.execute(oldest).one_or_none()
        if row is None:
            return None
        photo = PhotoRows(self._connection).get(_key(row), row.sha256)
        if photo is None:
            raise LookupError(
                f"the queue names photo {row.sha256}, which station {row.station} does not hold"
            )
        taken = {"leased_until": now + lasts, "tries": row.tries + 1}
        self._connection.execute(update(queue).where(_named(queue, _key(row), row.sha256)).values(taken))
        return Lease(photo, row.tries + 1)

    def release(self, photo: StoredPhoto, tries: int | None = None) -> None:
        """Put a photo on lease back at once; *tries* sets how often it counts as tried."""
        waiting = _named(queue, photo.key, photo.sha256)
        row = {"leased_until": None} | ({} if tries is None else {"tries": tries})
        self._connection.execute(update(queue).where(waiting).values(row))

    def give_up(self, photo: StoredPhoto, at: datetime) -> bool:
        """Keep the photo as failed for good, no more to be leased; tell whether it was still waiting."""
        waiting = and_(_named(queue, photo.key, photo.sha256), _STANDS)
        return self._connection.execute(update(queue).where(waiting).values(failed_at=at)).rowcount == 1

    def failed(self, reach: str) -> tuple[FailedPhoto, ...]:
        """Return the photos below *reach* that failed for good, newest first."""
        named = (each == photos.c[each.name] for each in queue.primary_key.columns)
        joined = select(photos, queue.c.failed_at).join(queue, and_(*named))
        wanted = joined.where(queue.c.failed_at.is_not(None), below(queue.c.station, reach))
        rows = self._connection.execute(wanted.order_by(queue.c.failed_at.desc()))
        return tuple(FailedPhoto(_photo(row), row.failed_at) for row in rows)

    def put_back(self, reach: str) -> int:
        """Have the photos below *reach* that failed for good wait again, untried; return how many."""
        gone = and_(queue.c.failed_at.is_not(None), below(queue.c.station, reach))
        row = {"failed_at": None, "leased_until": None, "tries": 0}
        return self._connection.execute(update(queue).where(gone).values(row)).rowcount

    def done(self, photo: StoredPhoto) -> bool:
        """Take the photo out of the queue; tell whether it was still in it."""
        gone = self._connection.execute(delete(queue).where(_named(queue, photo.key, photo.sha256)))
        return gone.rowcount == 1

    def waiting(self) -> int:
        """Count the photos not yet read, those on lease included and those that failed for good not."""
        counted = select(func.count()).select_from(queue).where(_STANDS)
        return int(self._connection.execute(counted).scalar_one())


_STANDS = queue.c.failed_at.is_(None)


def _name(key: RecordKey, sha256: str) -> dict[str, Any]:
    return {"station": key.station, "contest": key.contest, "version": key.version, "sha256": sha256}


def _named(table: Table, key: RecordKey, sha256: str) -> ColumnElement[bool]:
    return and_(of_record(table, key), table.c.sha256 == sha256)


def _key(row: Row[Any]) -> RecordKey:
    return RecordKey(StationCode(row.station), ContestId(row.contest), row.version)


def _photo(row: Row[Any]) -> StoredPhoto:
    return StoredPhoto(_key(row), row.sha256, row.size, row.media_type, row.by, row.received_at)
