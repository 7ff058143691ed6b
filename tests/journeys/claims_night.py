"""A night of claims at a thousandth of scale: its stations, its lines that lose and cut, and its server."""

import hashlib
import http.client
import os
import random
import resource
import socket
import subprocess
import sys
import threading
import time
from base64 import b64encode
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.actions.claims_stage import picture

from sirekap.actions.open_election import open_election
from sirekap.election.model import ContestId
from sirekap.election.save import to_files
from sirekap.forms.catalogue import contest_form
from sirekap.record.claims.details import hash_of
from sirekap.record.claims.signed import write_signed
from sirekap.record.model import RecordKey
from sirekap.rehearsal.many_stations import with_stations
from sirekap.rehearsal.phones import details_naming

ROOT = Path(__file__).parents[2]
CONTEST = ContestId("ppwp")
STATIONS = int(os.environ.get("SIREKAP_NIGHT_STATIONS", "800"))
"""A thousandth of the nation's; fewer for a quick look."""
SENDERS = 8
TROUBLED = 0.1
"""Share of the messages that are lost, doubled or cut in the middle; all are out of order."""


@dataclass(frozen=True)
class Message:
    """One request of one station."""

    station: str
    what: str
    method: str
    path: str
    headers: dict
    body: bytes


def election_of(folder, stations=STATIONS):
    """Write and open an election like the rehearsal's, with so many stations."""
    like = open_election(ROOT / "elections" / "rehearsal-sampang")
    folder.mkdir()
    for name, data in to_files(with_stations(like, stations)).items():
        (folder / name).write_bytes(data)
    return open_election(folder)


def messages_of(election, commission, seed):
    """Return what every station sends, out of order, each phone's clock wrong by hours."""
    chance = random.Random(seed)
    form = contest_form(election, election.contest(CONTEST))
    messages = []
    for at, station in enumerate(sorted(election.stations)):
        clock = datetime.now(UTC) + timedelta(hours=chance.uniform(-9, 9))
        photo = picture(at)
        details = details_naming(form, clock, {2: photo})
        values = {each.name: chance.randrange(200) for each in form.fields()}
        claim = commission.phone(station).claim(form, RecordKey(station, CONTEST), values, details)
        cbor = {"Content-Type": "application/cbor"}
        messages += [
            Message(station, "claim", "POST", "/api/claims", cbor, write_signed(claim)),
            Message(station, "details", "PUT", f"/api/details/{station}/{hash_of(details)}", cbor, details),
            Message(station, "photo", "POST", "/api/uploads", upload_headers(station, photo), photo),
        ]
    chance.shuffle(messages)
    return messages


def upload_headers(station, photo):
    pairs = {"station": station, "sha256": hashlib.sha256(photo).hexdigest()}
    told = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in pairs.items())
    return {
        "Tus-Resumable": "1.0.0",
        "Content-Type": "application/offset+octet-stream",
        "Upload-Length": str(len(photo)),
        "Upload-Metadata": told,
    }


class Server:
    """``sirekap serve`` as a process of its own, which can be killed at any moment."""

    def __init__(self, election, data, database, more=None):
        self._data = data
        words = [sys.executable, "-m", "sirekap", "serve", "--election", str(election), "--data", str(data)]
        self.port = free_port()
        self._words = [*words, "--port", str(self.port)]
        self._settings = {"SIREKAP_ONLY_HTTP": "true", "SIREKAP_RATES_ADDRESS": "1000000/minute"}
        self._settings |= {"SIREKAP_DATABASE": database} if isinstance(database, str) else {}
        self._settings |= more or {}
        self._process = None

    def start(self):
        with (self._data / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._words, stdout=log, stderr=log, env=os.environ | self._settings
            )
        until = time.monotonic() + 90
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
                continue
            return
        raise AssertionError((self._data / "server.log").read_text())

    def limit_files(self, most):
        """Have no file of the process grow beyond so many bytes: what a full disk answers its writes with."""
        resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    def kill(self):
        """End the process with SIGKILL: nothing is finished, nothing is flushed."""
        self._process.kill()
        self._process.wait()


class Senders:
    """Threads that send every message until it is acknowledged, over lines with troubles."""

    def __init__(self, port, messages, seed):
        self._port = port
        self._waiting = deque(messages)
        self._seed = seed
        self.acknowledged = []
        self.refused = []
        self.troubles = {"lost": 0, "doubled": 0, "cut": 0}
        self._threads = [threading.Thread(target=self._send_all, args=(at,)) for at in range(SENDERS)]
        self._left = len(messages)
        self._lock = threading.Lock()

    def start(self):
        for thread in self._threads:
            thread.start()

    def wait_until(self, share):
        """Wait until that share of the messages has been acknowledged."""
        total = self._left + len(self.acknowledged)
        until = time.monotonic() + 300
        while len(self.acknowledged) < share * total:
            assert time.monotonic() < until, f"{len(self.acknowledged)} of {total} in five minutes"
            time.sleep(0.02)

    def join(self):
        for thread in self._threads:
            thread.join()

    def _send_all(self, at):
        chance = random.Random(f"{self._seed} {at}")
        line = None
        while True:
            try:
                message = self._waiting.popleft()
            except IndexError:
                if self._left == 0:
                    if line is not None:
                        line.close()
                    return
                time.sleep(0.05)
                continue
            line = line or http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            try:
                done = self._send(line, message, chance)
            except (OSError, http.client.HTTPException):
                line.close()
                line, done = None, False
                time.sleep(0.1)
            if done:
                with self._lock:
                    self.acknowledged.append(message)
                    self._left -= 1
            else:
                self._waiting.append(message)

    def _send(self, line, message, chance):
        """Send once; tell whether it was acknowledged."""
        trouble = chance.choice(tuple(self.troubles)) if chance.random() < TROUBLED else None
        if trouble:
            with self._lock:
                self.troubles[trouble] += 1
        if trouble == "lost":
            return False
        if trouble == "cut":
            cut_in_the_middle(self._port, message)
            return False
        for _ in range(2 if trouble == "doubled" else 1):
            line.request(message.method, message.path, message.body, message.headers)
            answer = line.getresponse()
            answer.read()
        if answer.status not in {200, 201}:
            self.refused.append((message.what, answer.status))
        return answer.status in {200, 201}


def cut_in_the_middle(port, message):
    """Send the head and half of the body, and hang up."""
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        head = [f"{message.method} {message.path} HTTP/1.1", "Host: 127.0.0.1"]
        head += [f"{name}: {value}" for name, value in message.headers.items()]
        head += [f"Content-Length: {len(message.body)}", "", ""]
        line.sendall("\r\n".join(head).encode() + message.body[: len(message.body) // 2])


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
