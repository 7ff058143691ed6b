"""``sirekap bench intake``: claims over HTTP beside bare inserts of the same rows into the same database.

In: nothing; it makes an election, its phones and two databases, and starts the real server as a process of
its own. Out: accepted submissions a second with CLIENTS clients that send one after the other, its ratio to
bare inserts, and the 99th percentile of the answer's time at half that rate. Invariant: both sides write
the same rows, for the same number of clients, through the same group commit, with every commit flushed to
disk; the bare side parses, verifies and looks up nothing. The client is asyncio over kept connections, in
another process than the server.
"""

import asyncio
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from sirekap.actions.open_election import open_election
from sirekap.actions.ports import AuditLine, Outcome, Work
from sirekap.election.figure import Figure
from sirekap.election.model import Election
from sirekap.election.save import to_files
from sirekap.forms.catalogue import contest_form
from sirekap.record.claims.signed import write_signed
from sirekap.record.model import RecordKey
from sirekap.rehearsal.many_stations import with_stations
from sirekap.rehearsal.phones import Commission, details_naming
from sirekap.store.books import SqlWork
from sirekap.store.claim_tables import claims
from sirekap.store.database import SqlStore, open_store
from sirekap.store.key_tables import devices
from sirekap.store.spare_postgres import new_database, spare_postgres
from sirekap.store.tables import accounts, changed, evidence

CLIENTS = 64
WARM, RUSH, CALM = 200, 2000, 1500
"""Submissions before anything is measured, as fast as they go, and at half that rate."""

BARE: Sequence[Table] = (accounts, devices, claims, evidence, changed)
"""What one submission writes beside its audit line; the first two once for each phone."""

START_SECONDS = 120
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Crowd:
    """An election, the bytes of its claims, and the key its server must pin."""

    folder: Path
    election: Election
    requests: Sequence[bytes]
    root_pem: bytes


def bench() -> Iterator[Figure]:
    """Measure both databases, one after the other."""
    with _folder() as folder:
        crowd = _crowd(folder, WARM + RUSH + CALM)
        yield from _measure(crowd, folder / "sqlite", "", folder / "bare.db", "sqlite")
        with spare_postgres(flush=True) as server:
            ours, bare = (new_database(server.admin_url) for _ in range(2))
            yield from _measure(crowd, folder / "postgresql", ours, bare, "postgresql")


def _measure(crowd: Crowd, data: Path, database: str, bare: Path | str, name: str) -> Iterator[Figure]:
    (data / "keys").mkdir(parents=True)
    (data / "keys" / "root-bench.pub").write_bytes(crowd.root_pem)
    with _server(crowd.folder, data, database) as port:
        waiting = list(reversed(crowd.requests))
        asyncio.run(_send(port, [waiting.pop() for _ in range(WARM)]))
        rush = asyncio.run(_send(port, [waiting.pop() for _ in range(RUSH)]))
        calm = asyncio.run(_send(port, [waiting.pop() for _ in range(CALM)], rush.rate / 2))
    rows = _rows(open_store(database or data / "sirekap.db", crowd.election.id))
    beside = _insert(open_store(bare, crowd.election.id), rows[WARM : WARM + RUSH])
    yield Figure(
        "submissions_per_second",
        rush.rate,
        f"1/s, {name}",
        against="bare_insert",
        ratio=rush.rate / beside,
    )
    yield Figure("bare_inserts_per_second", beside, f"1/s, {name}")
    yield Figure("p99_ms", calm.percentile(0.99) * 1000, f"ms at {rush.rate / 2:.0f}/s, {name}")


@dataclass(frozen=True, slots=True)
class Sent:
    """Answer times in seconds, and how long the whole took."""

    seconds: Sequence[float]
    whole: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.whole

    def percentile(self, share: float) -> float:
        """Return the time within which that share of the answers came."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


async def _send(port: int, requests: Sequence[bytes], rate: float | None = None) -> Sent:
    """Send from CLIENTS connections: one after the other, or at *rate* whatever the answers take.

    At a rate, an answer's time counts from when its request was due, so a queue is not overlooked.
    """
    begun = time.perf_counter()
    waiting = list(enumerate(requests))
    waiting.reverse()
    seconds: list[float] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while waiting:
            number, request = waiting.pop()
            due = begun + number / rate if rate else time.perf_counter()
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 201"):
                raise RuntimeError(head.decode("latin-1"))
            lines = (line.partition(b":") for line in head.lower().split(b"\r\n"))
            length = next(int(value) for key, _, value in lines if key == b"content-length")
            await reader.readexactly(length)
            seconds.append(time.perf_counter() - due)
        writer.close()

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return Sent(seconds, time.perf_counter() - begun)


def _insert(store: SqlStore, submissions: Sequence[Sequence[tuple[Table, dict[str, Any]]]]) -> float:
    """Insert each submission's rows from as many clients through the same group; return how many a second."""
    waiting = list(submissions)

    def client() -> None:
        while waiting:
            try:
                rows = waiting.pop()
            except IndexError:
                return
            place = str(rows[0][1]["reach"])
            store.submit(place, _bare(place, rows)).result()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    store.close()
    return len(submissions) / took


def _bare(place: str, rows: Sequence[tuple[Table, dict[str, Any]]]) -> Callable[[Work], None]:
    subject = {"contest": "ppwp", "claim": secrets.token_hex(32), "via": "http"}
    line = AuditLine("check", f"{place}-officer-1", place, datetime.now(UTC), Outcome.DONE, subject)

    def insert_all(work: Work) -> None:
        if not isinstance(work, SqlWork):
            raise TypeError("the bench inserts into an SQL database")
        for table, row in rows:
            work.connection.execute(insert(table), row)
        work.note(line)

    return insert_all


def _rows(store: SqlStore) -> list[list[tuple[Table, dict[str, Any]]]]:
    """Return the rows that each submission left behind, in the order of arrival."""
    with store.look() as books:
        connection = books.connection
        held = {
            table: {_owner(table, row): dict(row) for row in connection.execute(select(table)).mappings()}
            for table in BARE
        }
    store.close()
    order = sorted(held[claims], key=lambda station: held[claims][station]["added"])
    return [[(table, held[table][station]) for table in BARE] for station in order]


def _owner(table: Table, row: Any) -> str:
    """Return the station that a row is about."""
    return str(row["reach"] if table is accounts else row["place"] if table is devices else row["station"])


def _crowd(folder: Path, count: int) -> Crowd:
    """Make an election with one phone and one claim for each of *count* stations."""
    home = folder / "election"
    home.mkdir()
    for name, data in to_files(with_stations(_like(), count)).items():
        (home / name).write_bytes(data)
    election = open_election(home)
    now = datetime.now(UTC)
    commission = Commission(election.id, now, seed=1)
    contest = election.contests[0]
    form = contest_form(election, contest)
    values = {each.name: at * 7 % 300 for at, each in enumerate(form.fields())}
    details = details_naming(form, now, {})
    bodies = (
        write_signed(commission.phone(station).claim(form, RecordKey(station, contest.id), values, details))
        for station in sorted(election.stations)
    )
    return Crowd(home, election, [_request(body) for body in bodies], commission.root_pem)


def _like() -> Election:
    shipped = Path(__file__).resolve().parents[1] / "_ship" / "elections"
    home = shipped if shipped.is_dir() else ROOT / "elections"
    return open_election(home / "rehearsal-sampang")


def _request(body: bytes) -> bytes:
    head = "POST /api/claims HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/cbor\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@contextmanager
def _server(election: Path, data: Path, database: str) -> Iterator[int]:
    """Run ``sirekap serve`` in a process of its own, without reading or publishing; give its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words: Iterable[str] = ("serve", "--election", str(election), "--data", str(data), "--port", str(port))
    settings = {"SIREKAP_ONLY_HTTP": "true", "SIREKAP_RATES_ADDRESS": "10000000/minute"}
    settings |= {"SIREKAP_DATABASE": database} if database else {}
    process = subprocess.Popen(  # noqa: S603 -- starts this program itself
        [sys.executable, "-m", "sirekap", *words], env=os.environ | settings, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start; it said why above")


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sirekap-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
