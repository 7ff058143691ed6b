"""Evidence of records, and which records changed, in their tables."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, delete, func, select

from sirekap.election.model import ContestId, StationCode
from sirekap.record.model import Evidence, RecordKey
from sirekap.store.ahead import Ahead
from sirekap.store.gathered import Clash, Gathered
from sirekap.store.json_codec import name_evidence, read_evidence, write_evidence
from sirekap.store.order import next_in_order
from sirekap.store.tables import changed, evidence
from sirekap.store.where import below, of_record


class EvidenceRows:
    """The evidence of one transaction; one that writes waits for its turn before it looks at a station."""

    def __init__(
        self,
        rows: Gathered,
        ahead: Ahead | None = None,
        wait_for_turn: Callable[[str], None] | None = None,
    ) -> None:
        self._connection = rows
        self._ahead = ahead or Ahead()
        self._wait_for_turn = wait_for_turn or _at_once

    def add(self, key: RecordKey, item: Evidence) -> None:
        """Add *item* and mark the record as changed; what is already held is left as it is."""
        self._wait_for_turn(key.station)
        kind, body = write_evidence(item)
        name = name_evidence(key, kind, body)
        if name in self._ahead.of("evidence", key.station, self._names):
            return
        row = {"station": key.station, "contest": key.contest, "version": key.version, "id": name}
        row |= {"kind": kind, "body": body, "at": item.at, "by": getattr(item, "by", None)}
        self._connection.add(evidence, row | {"added": next_in_order()})
        self._ahead.add("evidence", key.station, name)
        ChangedRows(self._connection).mark(key, name)

    def _names(self, stations: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the names of all evidence of the stations; they name their record, too."""
        yield from self._connection.held_at(evidence, "id", stations, "station")

    def of(self, key: RecordKey) -> tuple[Evidence, ...]:
        """Return the record's evidence, in the order it was added."""
        self._wait_for_turn(key.station)
        columns = select(evidence.c.kind, evidence.c.body).where(of_record(evidence, key))
        rows = self._connection.execute(columns.order_by(evidence.c.added))
        return tuple(read_evidence(row.kind, row.body) for row in rows)

    def newest_version(self, station: StationCode, contest: ContestId) -> int:
        """Return the number of the record's newest version; 0 where nothing has come."""
        own = and_(evidence.c.station == station, evidence.c.contest == contest)
        newest = select(func.coalesce(func.max(evidence.c.version), 0)).where(own)
        return int(self._connection.execute(newest).scalar_one())

    def within(self, reach: str, contest: ContestId) -> Mapping[RecordKey, tuple[Evidence, ...]]:
        """Return the evidence, of its newest version, of every station below *reach* that has any."""
        columns = select(evidence.c.station, evidence.c.version, evidence.c.kind, evidence.c.body)
        wanted = and_(below(evidence.c.station, reach), evidence.c.contest == contest)
        found: dict[StationCode, dict[int, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
        for row in self._connection.execute(columns.where(wanted).order_by(evidence.c.added)):
            found[StationCode(row.station)][row.version].append(read_evidence(row.kind, row.body))
        return {
            RecordKey(station, contest, max(versions)): tuple(versions[max(versions)])
            for station, versions in found.items()
        }


class ChangedRows:
    """The records that wait to be published."""

    def __init__(self, rows: Gathered) -> None:
        self._connection = rows

    def mark(self, key: RecordKey, newest: str) -> None:
        """Note that the record changed; *newest* names the change."""
        row = {"station": key.station, "contest": key.contest, "version": key.version}
        self._connection.add(changed, row | {"mark": newest[:32]}, Clash.REPLACE)

    def all(self) -> Mapping[RecordKey, str]:
        """Return all of them, each with the mark of its newest change."""
        rows = self._connection.execute(select(changed))
        return {RecordKey(StationCode(r.station), ContestId(r.contest), r.version): r.mark for r in rows}

    def clear(self, published: Mapping[RecordKey, str]) -> None:
        """Forget those whose mark is still the one given."""
        for key, mark in published.items():
            same: ColumnElement[bool] = changed.c.mark == mark
            self._connection.execute(delete(changed).where(of_record(changed, key), same))


def _at_once(place: str) -> None:
    """Wait for nobody: who only looks keeps nobody waiting."""
