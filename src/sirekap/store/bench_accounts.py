"""Measures how fast a nation's accounts are opened, and how many officers sign in by their phones a second.

In: nothing, or how many accounts. Out: ``Figure``s. Invariant: what each stands beside runs in the same
process on the same disk: the same rows inserted by the same library with nothing checked, and the bare check
of a phone's signature. Sign-ins go through the whole action, session and audit line on disk; HTTP is not in
it.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import insert

from sirekap.accounts.certificates import account_id
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, Reach, Role
from sirekap.accounts.signatures import KeyId, Label, holds, key_id, public_of, sign
from sirekap.actions.import_accounts import ROWS_AT_ONCE, ImportAccounts, import_accounts
from sirekap.actions.key_ports import HeldDevice
from sirekap.actions.ports import AuditLine, Outcome, Ports
from sirekap.actions.sign_in_device import SignInDevice, challenge, sign_in_device
from sirekap.election.bench import made_nation
from sirekap.election.figure import Figure
from sirekap.election.load import load_election
from sirekap.election.model import Election
from sirekap.forms.issued import IssuedForms
from sirekap.reading.model import Reading
from sirekap.store.database import SqlStore, open_store
from sirekap.store.engines import open_engine
from sirekap.store.people_tables import people
from sirekap.store.photo_folder import FilePhotos
from sirekap.store.public_folder import FolderPublic
from sirekap.store.receipt_key import receipt_key
from sirekap.store.tables import accounts

ACCOUNTS = 1_646_472
"""Two officers for each of the 823,236 stations of 2024."""

SIGN_INS = 2000
AT_ONCE = 16
"""Officers who sign in at the same time."""

PHONES = 500


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that is enrolled."""

    place: Reach
    secret: ec.EllipticCurvePrivateKey
    id: KeyId


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
        yield from _signing_in(Path(folder), election)


def _opening(folder: Path, election: Election) -> Iterator[Figure]:
    sheet = _sheet(election)
    store = open_store(folder / "ours.db", election.id)
    command = ImportAccounts("accounts.csv", sheet, OPERATOR, datetime.now(UTC))
    ports = _ports(folder, election, store)
    ours = _timed(lambda: import_accounts(ports, command))
    with store.look() as books:
        opened = len(books.people.within(Reach("")))
    store.close()
    bare = _timed(lambda: _bare_inserts(folder / "bare.db", election))
    yield Figure("accounts_opened", opened, "accounts")
    yield Figure("accounts_time", ours.wall, "s", against="bare_insert", ratio=ours.wall / bare.wall)
    yield Figure("accounts_cpu", ours.cpu, "s", against="bare_insert", ratio=ours.cpu / bare.cpu)


def _signing_in(folder: Path, election: Election) -> Iterator[Figure]:
    store = open_store(folder / "sign_ins.db", election.id)
    ports = _ports(folder, election, store)
    phones = _enrol(store, election)
    answers = [_answer(ports, phones[number % len(phones)]) for number in range(SIGN_INS)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ours = _timed(lambda: list(pool.map(lambda answer: sign_in_device(ports, answer), answers)))
    keys = {phone.id: public_of(phone.secret) for phone in phones}
    bare = _timed(lambda: [_verified(keys, election, answer) for answer in answers])
    store.close()
    rate = SIGN_INS / ours.wall
    yield Figure("sign_ins_per_second", rate, "1/s", against="bare_verify", ratio=bare.wall / ours.wall)
    each = 1000 * ours.cpu / SIGN_INS
    yield Figure("sign_in_cpu", each, "ms", against="bare_verify", ratio=ours.cpu / bare.cpu)


@dataclass(frozen=True, slots=True)
class _Taken:
    """How long work took: by the clock on the wall, and of this process's processors, in seconds."""

    wall: float
    cpu: float


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


def _enrol(store: SqlStore, election: Election) -> list[Phone]:
    """Enrol phones of as many stations, as their chains would."""
    phones = []
    at = datetime.now(UTC)
    with store.work() as work:
        for number, code in enumerate(list(election.stations)[:PHONES], 1):
            secret = ec.derive_private_key(number, ec.SECP256R1())
            phone = Phone(Reach(code), secret, key_id(public_of(secret)))
            who = account_id(code, Role.OFFICER, 1)
            work.accounts.add(Account(who, Role.OFFICER, phone.place), None, at)
            held = HeldDevice(
                phone.id, who, Role.OFFICER, phone.place, public_of(secret), KeyId(f"{number:032x}"), b"", at
            )
            work.keys.enrol(held)
            phones.append(phone)
        work.note(AuditLine("bench", OPERATOR.id, "", at, Outcome.DONE))
    return phones


def _answer(ports: Ports, phone: Phone) -> SignInDevice:
    now = datetime.now(UTC)
    asked = challenge(ports, now)
    signature = sign(phone.secret, Label.SIGN_IN, ports.election.id, asked)
    return SignInDevice(phone.place, phone.id, asked, signature, now)


def _verified(keys: dict[KeyId, bytes], election: Election, answer: SignInDevice) -> bool:
    return holds(keys[answer.key], Label.SIGN_IN, election.id, answer.challenge, answer.signature)


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
