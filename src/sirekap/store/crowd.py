"""Phones that send claims all at once: what the benches of intake and sign-ins load a server with.

In: how many stations, and how many claims each phone sends. Out: an election, its phones enrolled, and the
requests they would send, signed beforehand. Invariant: the requests stand in the order of a night: every
phone's first claim before anybody's second. ``send`` is one thread over plain sockets, so that it takes as
little as can be of the processors that the server is measured on.
"""

import select
import socket
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sirekap.accounts.key_chain import prove
from sirekap.actions.know_device import know_device
from sirekap.actions.open_election import open_election
from sirekap.actions.ports import AuditLine, Outcome
from sirekap.election.model import Election
from sirekap.election.save import to_files
from sirekap.forms.catalogue import contest_form
from sirekap.record.claims.signed import write_signed
from sirekap.record.model import RecordKey
from sirekap.rehearsal.many_stations import with_stations
from sirekap.rehearsal.phones import Commission, Phone, details_naming
from sirekap.store.database import SqlStore

ROOT = Path(__file__).resolve().parents[3]
BLOCK = 100
"""Phones that send in the same minutes: each sends its first claim before any sends its second."""

MOST_ANSWER = 1 << 16


@dataclass(frozen=True, slots=True)
class Crowd:
    """An election's folder, its phones, and the requests that carry their claims."""

    folder: Path
    election: Election
    commission: Commission
    phones: Sequence[Phone]
    claims: Sequence[bytes]


def make_crowd(folder: Path, phones: int, claims: int) -> Crowd:
    """Make an election with one phone at each of so many stations, each sending so many claims."""
    folder.mkdir()
    for name, data in to_files(with_stations(_like(), phones)).items():
        (folder / name).write_bytes(data)
    election = open_election(folder)
    now = datetime.now(UTC)
    commission = Commission(election.id, now, seed=1)
    contest = election.contests[0]
    form = contest_form(election, contest)
    details = details_naming(form, now, {})
    carried = [commission.phone(station) for station in sorted(election.stations)]
    bodies = (
        write_signed(
            phone.claim(
                form,
                RecordKey(phone.station, contest.id),
                {each.name: (at + number) * 7 % 300 for at, each in enumerate(form.fields())},
                details,
                number,
            )
        )
        for block in (carried[at : at + BLOCK] for at in range(0, phones, BLOCK))
        for number in range(1, claims + 1)
        for phone in block
    )
    requests = [request("POST", "/api/claims", body, "application/cbor") for body in bodies]
    return Crowd(folder, election, commission, carried, requests)


def enrol(store: SqlStore, crowd: Crowd) -> None:
    """Enrol the crowd's phones, as activation before the night does."""
    now = datetime.now(UTC)
    with store.work() as work:
        for phone in crowd.phones:
            proven = prove(phone.chain, [crowd.commission.root], crowd.election.id, now)
            know_device(work, proven, phone.chain, now)
        work.note(AuditLine("bench", "bench", "", now, Outcome.DONE))


def request(method: str, path: str, body: bytes, kind: str) -> bytes:
    """Return the bytes of an HTTP request over a connection that is kept."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


@dataclass(frozen=True, slots=True)
class Sent:
    """Answer times in seconds, how long the whole took, and what the sending cost of a processor."""

    seconds: Sequence[float]
    whole: float
    cpu: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.whole

    def percentile(self, share: float) -> float:
        """Return the time within which that share of the answers came."""
        return sorted(self.seconds)[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def send(
    port: int,
    requests: Sequence[bytes],
    clients: int,
    rate: float | None = None,
    expected: bytes = b"HTTP/1.1 201",
) -> Sent:
    """Send from so many connections: one after the other, or at *rate* whatever the answers take.

    At a rate, an answer's time counts from when its request was due, so a queue is not overlooked. Raise
    RuntimeError where an answer does not begin with *expected*.
    """
    sender = _Sender(port, clients, expected)
    cpu, begun = time.thread_time(), time.perf_counter()
    try:
        for number, each in enumerate(requests):
            due = begun + number / rate if rate else time.perf_counter()
            sender.send(each, due)
        sender.wait_for_all()
    finally:
        sender.close()
    return Sent(sender.seconds, time.perf_counter() - begun, time.thread_time() - cpu)


class _Sender:
    """Connections to one server, each with at most one request under way."""

    def __init__(self, port: int, clients: int, expected: bytes) -> None:
        self._port, self._expected = port, expected
        self._free: deque[socket.socket] = deque()
        self._sent: dict[int, tuple[socket.socket, float]] = {}
        self._ready = select.epoll()
        for _ in range(clients):
            self._connect()
        self.seconds: list[float] = []

    def send(self, data: bytes, due: float) -> None:
        """Send when it is due and a connection is free, taking answers meanwhile."""
        while not self._free or (wait := due - time.perf_counter()) > 0:
            self._take(None if not self._free else wait)
        connection = self._free.popleft()
        self._sent[connection.fileno()] = connection, due
        connection.sendall(data)

    def wait_for_all(self) -> None:
        """Take the answers that are still to come."""
        while self._sent:
            self._take(None)

    def close(self) -> None:
        """End every connection."""
        self._ready.close()
        for each in (*self._free, *(connection for connection, _ in self._sent.values())):
            each.close()

    def _take(self, wait: float | None) -> None:
        for number, _ in self._ready.poll(wait):
            if number not in self._sent:
                self._replace(number)
                continue
            connection, due = self._sent.pop(number)
            self._read(connection)
            self.seconds.append(time.perf_counter() - due)
            self._free.append(connection)

    def _connect(self) -> None:
        connection = socket.create_connection(("127.0.0.1", self._port))
        self._ready.register(connection, select.EPOLLIN)
        self._free.append(connection)

    def _replace(self, number: int) -> None:
        """Connect anew where the server ended a connection that had rested too long."""
        ended = next(each for each in self._free if each.fileno() == number)
        self._free.remove(ended)
        self._ready.unregister(ended)
        ended.close()
        self._connect()

    def _read(self, connection: socket.socket) -> None:
        """Read one answer to its end."""
        data = connection.recv(MOST_ANSWER)
        while data and not _is_whole(data):
            more = connection.recv(MOST_ANSWER)
            data = data + more if more else b""
        if not data.startswith(self._expected):
            raise RuntimeError(f"the server answered: {data[:500]!r}")


def _is_whole(data: bytes) -> bool:
    head, between, body = data.partition(b"\r\n\r\n")
    if not between:
        return False
    at = head.lower().find(b"content-length:")
    return at < 0 or len(body) >= int(head[at + 15 :].partition(b"\r\n")[0])


def _like() -> Election:
    shipped = Path(__file__).resolve().parents[1] / "_ship" / "elections"
    home = shipped if shipped.is_dir() else ROOT / "elections"
    return open_election(home / "rehearsal-sampang")
