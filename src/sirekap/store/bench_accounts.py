"""Measures how fast a nation's accounts are opened, how long its lists take, then sign-ins.

In: nothing, or how many accounts. Out: ``Figure``s. Invariant: what each stands beside runs on the same disk
in the same run: the same rows inserted by the same library with nothing checked. The lists are
``page_times``', the sign-ins ``bench_sign_ins``'.
"""

import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, insert, select

from sirekap.accounts.certificates import account_id
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Role
from sirekap.actions.import_accounts import ROWS_AT_ONCE, ImportAccounts, import_accounts
from sirekap.actions.ports import Ports
from sirekap.election.bench import made_nation
from sirekap.election.figure import Figure
from sirekap.election.load import load_election
from sirekap.election.model import Election
from sirekap.forms.issued import IssuedForms
from sirekap.reading.model import Reading
from sirekap.store import bench_sign_ins
from sirekap.store.database import SqlStore, open_store
from sirekap.store.engines import open_engine
from sirekap.store.page_times import page_times
from sirekap.store.people_tables import people
from sirekap.store.photo_folder import FilePhotos
from sirekap.store.public_folder import FolderPublic
from sirekap.store.receipt_key import receipt_key
from sirekap.store.tables import accounts

ACCOUNTS = 1_646_472
"""Two officers for each of the 823,236 stations of 2024."""


def bench(limit: int | None = None) -> Iterator[Figure]:
    """Yield how many accounts were opened and in what time, then what sign-ins cost."""
    wanted = ACCOUNTS if limit is None else min(limit, ACCOUNTS)
    stations = max(wanted // 2, 1)
    few = min(stations, 500)
    nation = (
        made_nation() if wanted == ACCOUNTS else made_nation(1, 1, 1, max(few, stations // 900), stations)
    )
    election = load_election(nation)
    with tempfile.TemporaryDirectory() as folder:
        yield from _opening(Path(folder), election)
    yield from bench_sign_ins.bench()


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
    lists = list(page_times(ports, folder / "ours.db"))
    store.close()
    bare = _timed(lambda: _bare_inserts(folder / "bare.db", election))
    yield Figure("accounts_opened", opened, "accounts")
    yield Figure("accounts_time", ours.wall, "s", against="bare_insert", ratio=ours.wall / bare.wall)
    yield Figure("accounts_cpu", ours.cpu, "s", against="bare_insert", ratio=ours.cpu / bare.cpu)
    yield Figure("accounts_peak_memory", most, "MB", against="election_and_sheet", ratio=most / before)
    yield from lists


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
