"""Measures how fast a nation's accounts are opened, and how many officers sign in by their phones a second.

In: nothing, or how many accounts. Out: ``Figure``s. Invariant: what each stands beside runs on the same disk
in the same run: the same rows inserted by the same library with nothing checked, the bare check of a phone's
signature, and for claims the same claims while nobody signs in. Sign-ins go over HTTP to the real server,
with session and audit line on disk before the answer; their challenges are made and signed beforehand.
"""

import json
import resource
import tempfile
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, insert, select

from sirekap.accounts.certificates import account_id, seconds
from sirekap.accounts.challenge import RANDOM_BYTES, make_challenge
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Role
from sirekap.accounts.signatures import Label, holds, key_id, public_of, sign
from sirekap.actions.import_accounts import ROWS_AT_ONCE, ImportAccounts, import_accounts
from sirekap.actions.ports import Ports
from sirekap.election.bench import made_nation
from sirekap.election.figure import Figure
from sirekap.election.load import load_election
from sirekap.election.model import Election
from sirekap.forms.issued import IssuedForms
from sirekap.reading.model import Reading
from sirekap.rehearsal.phones import Phone
from sirekap.store.crowd import Crowd, enrol, make_crowd, request, send
from sirekap.store.database import SqlStore, open_store
from sirekap.store.engines import open_engine
from sirekap.store.people_tables import people
from sirekap.store.photo_folder import FilePhotos
from sirekap.store.public_folder import FolderPublic
from sirekap.store.real_server import real_server
from sirekap.store.receipt_key import receipt_key
from sirekap.store.tables import accounts

ACCOUNTS = 1_646_472
"""Two officers for each of the 823,236 stations of 2024."""

SIGN_INS = 2000
AT_ONCE = 32
"""Officers who sign in at the same time, and phones that send claims at the same time."""

WANTED = 300
"""Sign-ins a second that are due while claims are measured."""

CLAIMS_A_SECOND = 50
PHONES, CLAIMS = 200, 4
SIGNED_IN = b"HTTP/1.1 200"


def bench(limit: int | None = None) -> Iterator[Figure]:
    """Yield how many accounts were opened and in what time, then sign-ins a second and what each costs."""
    wanted = ACCOUNTS if limit is None else min(limit, ACCOUNTS)
    stations = max(wanted // 2, 1)
    few = min(stations, 500)
    nation = (
        made_nation() if wanted == ACCOUNTS else made_nation(1, 1, 1, max(few, stations // 900), stations)
    )
    election = load_election(nation)
    with tempfile.TemporaryDirectory() as folder:
        yield from _opening(Path(folder), election)
        yield from _signing_in(Path(folder))


def _opening(folder: Path, election: Election) -> Iterator[Figure]:
    sheet = _sheet(election)
    store = open_store(folder / "ours.db", election.id)
    command = ImportAccounts("accounts.csv", sheet, OPERATOR, datetime.now(UTC))
    ports = _ports(folder, election, store)
    before = _peak()
    ours = _timed(lambda: import_accounts(ports, command))
    most = _peak()
    with store.look() as books:
        opened = books.connection.execute(select(func.count()).select_from(people)).scalar_one()
    store.close()
    bare = _timed(lambda: _bare_inserts(folder / "bare.db", election))
    yield Figure("accounts_opened", opened, "accounts")
    yield Figure("accounts_time", ours.wall, "s", against="bare_insert", ratio=ours.wall / bare.wall)
    yield Figure("accounts_cpu", ours.cpu, "s", against="bare_insert", ratio=ours.cpu / bare.cpu)
    yield Figure("accounts_peak_memory", most, "MB", against="election_and_sheet", ratio=most / before)


def _signing_in(folder: Path) -> Iterator[Figure]:
    """Have phones sign in over HTTP, alone and beside claims, with everything on disk before it is told."""
    crowd = make_crowd(folder / "crowd", PHONES, CLAIMS)
    file = folder / "sign_ins.db"
    store = open_store(file, crowd.election.id)
    enrol(store, crowd)
    secret = store.sample_secret
    store.close()
    answers = _answers(crowd, secret, SIGN_INS * 2)
    bare = _timed(lambda: [_verified(crowd, each) for each in answers[:SIGN_INS]])
    requests = [_request(each) for each in answers]
    half = len(crowd.claims) // 2
    with real_server(crowd, file) as (port, busy):
        before = busy()
        alone = send(port, requests[:SIGN_INS], AT_ONCE, expected=SIGNED_IN)
        cpu = (busy() - before) / SIGN_INS
        calm = send(port, crowd.claims[:half], AT_ONCE, CLAIMS_A_SECOND)
        with ThreadPoolExecutor(1) as pool:
            storm = pool.submit(send, port, requests[SIGN_INS:], AT_ONCE, WANTED, SIGNED_IN)
            beside = send(port, crowd.claims[half:], AT_ONCE, CLAIMS_A_SECOND)
            held = storm.result()
    yield Figure(
        "sign_ins_per_second",
        alone.rate,
        "1/s",
        against="bare_verify",
        ratio=alone.rate * bare.wall / SIGN_INS,
    )
    yield Figure("sign_in_cpu", 1000 * cpu, "ms", against="bare_verify", ratio=cpu * SIGN_INS / bare.cpu)
    told = f"with {CLAIMS_A_SECOND} claims/s beside, {WANTED}/s wanted"
    yield Figure("sign_ins_beside", held.rate, f"1/s, {told}", against="wanted", ratio=held.rate / WANTED)
    yield Figure("sign_ins_beside_p99_ms", held.percentile(0.99) * 1000, f"ms, {told}")
    alone_p99, beside_p99 = calm.percentile(0.99), beside.percentile(0.99)
    yield Figure("claims_p99_ms", alone_p99 * 1000, f"ms at {CLAIMS_A_SECOND}/s, nobody signs in")
    yield Figure(
        "claims_beside_p99_ms",
        beside_p99 * 1000,
        f"ms at {CLAIMS_A_SECOND}/s, {WANTED}/s sign in",
        against="nobody_signs_in",
        ratio=beside_p99 / alone_p99,
    )


@dataclass(frozen=True, slots=True)
class _Taken:
    """How long work took: by the clock on the wall, and of this process's processors, in seconds."""

    wall: float
    cpu: float


def _peak() -> float:
    """Return the most memory that this process has held, in MB (getrusage(2))."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(work: Callable[[], object]) -> _Taken:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return _Taken(time.perf_counter() - wall, time.process_time() - cpu)


def _sheet(election: Election) -> bytes:
    rows = (f"{code},officer,{number},Petugas {number}\n" for code in election.stations for number in (1, 2))
    return ("place,role,number,name\n" + "".join(rows)).encode()


def _bare_inserts(file: Path, election: Election) -> None:
    """Insert the same rows with nothing checked, in batches of the same size, in one transaction."""
    store = open_store(file, election.id)
    store.close()
    engine, at = open_engine(file), datetime.now(UTC)
    ids = [(account_id(code, Role.OFFICER, number), code) for code in election.stations for number in (1, 2)]
    with engine.begin() as connection:
        for start in range(0, len(ids), ROWS_AT_ONCE):
            batch = ids[start : start + ROWS_AT_ONCE]
            rows = [{"id": name, "role": "officer", "reach": code, "added_at": at} for name, code in batch]
            connection.execute(insert(accounts), rows)
            names = [{"account": name, "name": "Petugas", "nik_hash": None} for name, _ in batch]
            connection.execute(insert(people), names)
    engine.dispose()


@dataclass(frozen=True, slots=True)
class Answer:
    """A phone's answer to a challenge."""

    phone: Phone
    challenge: bytes
    signature: bytes


def _answers(crowd: Crowd, secret: bytes, count: int) -> list[Answer]:
    """Return answers to challenges such as the server gives out, signed by one phone after another."""
    at = seconds(datetime.now(UTC))
    answers = []
    for number in range(count):
        phone = crowd.phones[number % len(crowd.phones)]
        asked = make_challenge(secret, number.to_bytes(RANDOM_BYTES), at)
        answers.append(Answer(phone, asked, sign(phone.key, Label.SIGN_IN, crowd.election.id, asked)))
    return answers


def _verified(crowd: Crowd, answer: Answer) -> bool:
    key = public_of(answer.phone.key)
    return holds(key, Label.SIGN_IN, crowd.election.id, answer.challenge, answer.signature)


def _request(answer: Answer) -> bytes:
    body = {"place": answer.phone.station, "key": key_id(public_of(answer.phone.key))}
    body |= {"challenge": _text(answer.challenge), "signature": _text(answer.signature)}
    return request("POST", "/api/session/device", json.dumps(body).encode(), "application/json")


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


class _NoReader:
    """Nothing is read while accounts are measured."""

    def read(self, data: bytes, forms: object) -> Reading:
        """Refuse: there are no photos here."""
        raise LookupError(f"{len(data)} bytes of a photo, and no reader for {forms}")


def _ports(folder: Path, election: Election, store: SqlStore) -> Ports:
    return Ports(
        election=election,
        forms=IssuedForms(election),
        store=store,
        photos=FilePhotos(folder / "photos"),
        reader=_NoReader(),
        public=FolderPublic(folder / "public"),
        site={},
        receipt_key=receipt_key(folder / "receipt.pem"),
    )
