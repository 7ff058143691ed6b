"""``sirekap bench store``: transactions kept a second by group commit, beside bare inserts of the same rows.

Both databases, fsync on, in the same run: the same evidence, marks and audit lines, the bare ones over one
connection in groups of as many as there are clients. Rates are by the wall clock, as the disk's flush is what
counts.
"""

import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from sirekap.actions.ports import AuditLine, Outcome, Work
from sirekap.election.figure import Figure
from sirekap.election.model import ContestId, ElectionId, FieldName, StationCode
from sirekap.record.model import Entered, PersonId, RecordKey
from sirekap.store.database import SqlStore, open_store
from sirekap.store.engines import Transactions, open_engine
from sirekap.store.spare_postgres import spare_postgres
from sirekap.store.tables import audit, changed, evidence

SUBMISSIONS = 2_000
CLIENTS = 64
AT = datetime(2026, 2, 14, 12, tzinfo=UTC)
ELECTION = ElectionId("e" * 64)
KEPT = (evidence, changed, audit)


def bench(limit: int | None = None) -> Iterator[Figure]:
    """Measure both databases with *limit* submissions."""
    count = limit or SUBMISSIONS
    with tempfile.TemporaryDirectory(prefix="sirekap-bench-") as folder:
        yield _figure("sqlite", Path(folder) / "one.db", Path(folder) / "two.db", count)
    with spare_postgres(flush=True) as server:
        yield _figure("postgresql", server.database(), server.database(), count)


def _figure(name: str, ours: Path | str, bare: Path | str, count: int) -> Figure:
    store = open_store(ours, ELECTION)
    seconds = _submit(store, count)
    rows = _rows(ours)
    store.close()
    open_store(bare, ELECTION).close()
    inserting = _insert(bare, rows, count)
    rate = count / seconds
    return Figure(
        f"kept_per_second_{name}", rate, "transactions/s", None, None, "bare_insert", rate * inserting / count
    )


def _submit(store: SqlStore, count: int) -> float:
    """Have CLIENTS clients submit, each waiting for its answer before the next; return the seconds."""
    share = [range(each, count, CLIENTS) for each in range(CLIENTS)]
    clients = [threading.Thread(target=_client, args=(store, numbers)) for numbers in share]
    began = time.perf_counter()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return time.perf_counter() - began


def _client(store: SqlStore, numbers: range) -> None:
    for number in numbers:
        station = StationCode(f"{3_500_000_000_000 + number}")

        def keep(work: Work, station: StationCode = station) -> None:
            piece = Entered({FieldName("votes.1"): 1}, PersonId("kpps-1"), AT + timedelta(seconds=1))
            work.evidence.add(RecordKey(station, ContestId("ppwp")), piece)
            work.note(AuditLine("enter", "kpps-1", station, AT, Outcome.DONE, {"contest": "ppwp"}))

        store.do(keep, station)


def _rows(where: Path | str) -> list[tuple[Table, list[dict[str, Any]]]]:
    """Return the rows that were kept."""
    transactions = Transactions(open_engine(where))
    with transactions.looking() as connection:
        kept = [(table, [dict(row._mapping) for row in connection.execute(select(table))]) for table in KEPT]
    transactions.engine.dispose()
    return kept


def _insert(where: Path | str, rows: list[tuple[Table, list[dict[str, Any]]]], count: int) -> float:
    """Insert the rows one by one, CLIENTS submissions a commit; return the seconds."""
    transactions = Transactions(open_engine(where))
    began = time.perf_counter()
    for first in range(0, count, CLIENTS):
        with transactions.writing() as connection:
            for number in range(first, min(count, first + CLIENTS)):
                for table, held in rows:
                    connection.execute(insert(table), held[number])
    seconds = time.perf_counter() - began
    transactions.engine.dispose()
    return seconds
