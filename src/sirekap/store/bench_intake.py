"""``sirekap bench intake``: claims over HTTP beside bare inserts of the same rows into the same database.

In: nothing; it makes an election, its phones and databases, and starts the real server as a process of its
own. Out: accepted submissions a second with CLIENTS clients that send one after the other, its ratio to bare
inserts, what each costs of a processor, and the 99th percentile of the answer's time at half that rate.

Two loads: a night's (phones that were activated before, each sending CLAIMS claims), and one where every
claim is its phone's first sight and enrols it. Invariant: both sides write the same rows (claims, evidence,
changed, audit; accounts and devices with a phone's first sight), for as many clients that each wait for their
answer, through the same group commit of at most ``group.MOST_TOGETHER``, every commit flushed to disk; the
bare side parses, verifies and looks up nothing, has no HTTP between, and its clients cost nothing: the next
row is asked for where the last is told. ``bare_insert`` is one INSERT a row by the same library;
``bare_batch`` one INSERT a table and group, the most that these databases take.
"""

import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from sirekap.actions.ports import Work
from sirekap.election.figure import Figure
from sirekap.store.books import SqlWork
from sirekap.store.claim_tables import claims
from sirekap.store.crowd import BLOCK, Crowd, Sent, enrol, make_crowd, send
from sirekap.store.database import SqlStore, open_store
from sirekap.store.gathered import Clash
from sirekap.store.key_tables import devices
from sirekap.store.real_server import real_server
from sirekap.store.spare_postgres import SparePostgres, new_database, spare_postgres
from sirekap.store.tables import accounts, audit, changed, evidence

CLIENTS = 64
CLAIMS = 5
"""Claims of one phone: as many as a station has contests."""

WARM, RUSH, CALM = 1, 4, 3
"""Blocks of phones before anything is measured, as fast as they go, and at half that rate."""

Row = tuple[Table, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """Two empty databases of one kind: ours and the bare side's."""

    name: str
    make: Callable[[], Path | str]


def bench() -> Iterator[Figure]:
    """Measure both databases, one after the other, with both loads."""
    with _folder() as folder:
        blocks = WARM + RUSH + CALM
        night = make_crowd(folder / "night", blocks * BLOCK, CLAIMS)
        first = make_crowd(folder / "first", (WARM + RUSH) * BLOCK * 2, 1)
        files = (folder / f"{number}.db" for number in range(100))
        yield from _both(night, first, Place("sqlite", lambda: next(files)))
        with spare_postgres(flush=True) as server:
            yield from _both(night, first, Place("postgresql", lambda: _empty(server)))


def _empty(server: SparePostgres) -> str:
    return new_database(server.admin_url)


def _both(night: Crowd, first: Crowd, place: Place) -> Iterator[Figure]:
    ours = place.make()
    store = open_store(ours, night.election.id)
    enrol(store, night)
    store.close()
    yield from _measure(night, place, ours, "phones known", BLOCK * CLAIMS)
    yield from _measure(first, place, place.make(), "first sight", BLOCK * 2)


def _measure(crowd: Crowd, place: Place, ours: Path | str, load: str, block: int) -> Iterator[Figure]:
    """Measure one load on one database; *block* is how many requests a block of phones sends."""
    warm, rush = WARM * block, (WARM + RUSH) * block
    what = f"{place.name}, {load}"
    with real_server(crowd, ours) as (port, busy):
        send(port, crowd.claims[:warm], CLIENTS)
        before = busy()
        sent = send(port, crowd.claims[warm:rush], CLIENTS)
        took = busy() - before
        calm = send(port, crowd.claims[rush:], CLIENTS, sent.rate / 2) if crowd.claims[rush:] else None
    rows = _rows(open_store(ours, crowd.election.id))[warm:rush]
    bare = _insert(open_store(place.make(), crowd.election.id), rows, _row_by_row)
    batch = _insert(open_store(place.make(), crowd.election.id), rows, _together)
    yield from _figures(sent, took, bare, batch, what)
    if calm is not None:
        yield Figure("p99_ms", calm.percentile(0.99) * 1000, f"ms at {sent.rate / 2:.0f}/s, {what}")


def _figures(sent: Sent, took: float, bare: float, batch: float, what: str) -> Iterator[Figure]:
    rate, each = sent.rate, 1000 / len(sent.seconds)
    yield Figure("submissions_per_second", rate, f"1/s, {what}", against="bare_insert", ratio=rate / bare)
    yield Figure("beside_batch", rate, f"1/s, {what}", against="bare_batch", ratio=rate / batch)
    yield Figure("bare_insert", bare, f"1/s, {what}")
    yield Figure("bare_batch", batch, f"1/s, {what}")
    yield Figure("server_cpu_ms", took * each, f"ms a submission, {what}")
    yield Figure("client_cpu_ms", sent.cpu * each, f"ms a submission, {what}")


def _insert(
    store: SqlStore, submissions: Sequence[Sequence[Row]], how: Callable[[SqlWork, Row], None]
) -> float:
    """Write each submission's rows for CLIENTS clients through the same group; return how many a second."""
    waiting = list(reversed(submissions))
    done, left = threading.Event(), [CLIENTS]

    def client(last: "Future[None] | None" = None) -> None:
        if last is not None:
            last.result()
        if waiting:
            rows = waiting.pop()
            store.submit(str(rows[0][1]["station"]), _bare(rows, how)).add_done_callback(client)
            return
        left[0] -= 1
        if not left[0]:
            done.set()

    begun = time.perf_counter()
    for _ in range(CLIENTS):
        client()
    done.wait()
    took = time.perf_counter() - begun
    store.close()
    return len(submissions) / took


def _bare(rows: Sequence[Row], how: Callable[[SqlWork, Row], None]) -> Callable[[Work], None]:
    def write_all(work: Work) -> None:
        if not isinstance(work, SqlWork):
            raise TypeError("the bench inserts into an SQL database")
        for row in rows:
            how(work, row)
        work.noted = True  # the audit line is among the rows

    return write_all


def _row_by_row(work: SqlWork, row: Row) -> None:
    table, values = row
    if table is not changed:
        work.connection.execute(insert(table), values)
        return
    dialect = sqlite if work.connection.dialect.name == "sqlite" else postgresql
    again = dialect.insert(changed)
    keys = list(changed.primary_key)
    work.connection.execute(
        again.on_conflict_do_update(index_elements=keys, set_={"mark": again.excluded.mark}), values
    )


def _together(work: SqlWork, row: Row) -> None:
    table, values = row
    work.rows.add(table, values, Clash.REPLACE if table is changed else Clash.REFUSE)


def _rows(store: SqlStore) -> list[list[Row]]:
    """Return the rows that each submission left behind, in the order of arrival."""
    with store.look() as books:
        read = {
            table: [dict(row) for row in books.connection.execute(select(table)).mappings()]
            for table in (claims, evidence, accounts, devices, audit)
        }
    store.close()
    enrolled = {row["place"]: row for row in read[devices]}
    opened = {row["reach"]: row for row in read[accounts]}
    lines = {
        row["subject"].split('"claim": "')[1][:64]: row for row in read[audit] if "claim" in row["subject"]
    }
    said = {row["body"].split('"claim":"')[1][:64]: row for row in read[evidence]}
    found = []
    for row in sorted(read[claims], key=lambda row: int(row["added"])):
        word, line = said[row["id"]], lines[row["id"]]
        mark = {key: word[key] for key in ("station", "contest", "version")} | {"mark": word["id"][:32]}
        rows: list[Row] = [(claims, row), (evidence, word), (changed, mark), (audit, line)]
        device = enrolled[row["station"]]
        if device["enrolled_at"] == row["received_at"]:
            rows += [(devices, device), (accounts, opened[row["station"]])]
        found.append(rows)
    return found


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sirekap-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
