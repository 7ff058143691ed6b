"""How long a page of a nation's people or audit takes, at its beginning and deep within (``bench accounts``).

In: a database in which accounts were opened. Out: ``Figure``s. Invariant: every account has a voucher, every
second one a phone, and each two audit lines, in no order of place; a page is what the console asks for, by
the same actions, and is timed as the median of a few. Not done here: opening the accounts.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, Table, select

from sirekap.accounts.certificates import Issuer, Voucher
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import AccountId, Reach, Role
from sirekap.accounts.signatures import ED25519_BYTES, SIGNATURE_BYTES
from sirekap.actions.ports import AuditQuestion, Ports
from sirekap.actions.see_audit import see_audit
from sirekap.actions.see_people import SeePeople, see_people, tally_people
from sirekap.election.figure import Figure
from sirekap.election.model import NATION
from sirekap.store.columns import written
from sirekap.store.engines import Transactions, open_engine
from sirekap.store.key_tables import devices, vouchers
from sirekap.store.tables import accounts, audit

TIMES = 5
LINES_EACH = 2
AT_ONCE = 10_000
SEED = 1
UNTIL = 2**31

Holders = Sequence[tuple[str, str]]
"""Accounts and their places, in order of place."""


def page_times(ports: Ports, file: Path) -> Iterator[Figure]:
    """Fill the database in *file* as after a nation's night, and yield what each kind of page takes."""
    transactions = Transactions(open_engine(file))
    with transactions.writing() as connection:
        wanted = select(accounts.c.id, accounts.c.reach).order_by(accounts.c.reach, accounts.c.id)
        holders = [(row.id, row.reach) for row in connection.execute(wanted)]
        _fill(connection, holders)
    transactions.engine.dispose()
    yield from _people(ports, holders)
    yield from _audit(ports, holders)


def _people(ports: Ports, holders: Holders) -> Iterator[Figure]:
    at = datetime.now(UTC)
    middle, reach = holders[len(holders) // 2]

    def page(place: str, after: tuple[Reach, AccountId] | None) -> float:
        return _timed(lambda: see_people(ports, SeePeople(Reach(place), None, after, OPERATOR, at)))

    district = page(reach[:6], (Reach(reach[:6]), AccountId("")))
    yield Figure("people_page_ms", district, f"ms, of a district, {len(holders)} accounts in all")
    for name, place, after in (
        ("people_deep_page_ms", "", (Reach(reach), AccountId(middle))),
        ("people_first_page_ms", "", None),
    ):
        took = page(place, after)
        told = "ms, of the nation" + ("" if after is None else ", from its middle on")
        yield Figure(name, took, told, against="people_page_ms", ratio=took / district)
    took = _timed(lambda: tally_people(ports, Reach(NATION), OPERATOR, at))
    told = "ms, the nation's accounts counted, as the console asks after its first page"
    yield Figure("people_tally_ms", took, told, against="people_page_ms", ratio=took / district)


def _audit(ports: Ports, holders: Holders) -> Iterator[Figure]:
    at, lines = datetime.now(UTC), len(holders) * LINES_EACH
    regency = holders[len(holders) // 2][1][:4]

    def page(place: str, before: int | None = None, event: str | None = None) -> float:
        mark = None if before is None else _line_id(before)
        question = AuditQuestion(Reach(place), event=event, before=mark)
        return _timed(lambda: see_audit(ports, question, OPERATOR, at))

    newest = page(NATION)
    yield Figure("audit_page_ms", newest, f"ms, the newest of {lines} lines")
    for name, took, told in (
        ("audit_deep_page_ms", page(NATION, lines // 2), "the nation's, from the middle on"),
        ("audit_regency_page_ms", page(regency), "a regency's"),
        ("audit_rare_page_ms", page(NATION, event="nothing"), "the nation's, of what never happened"),
    ):
        yield Figure(name, took, f"ms, {told}", against="audit_page_ms", ratio=took / newest)


def _timed(do: Callable[[], object]) -> float:
    """Return the median time of a few calls in milliseconds."""
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        do()
        times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def _fill(connection: Connection, holders: Holders) -> None:
    """Write the rows straight into the tables."""
    at, shuffled = written(datetime.now(UTC)), list(holders) * LINES_EACH
    random.Random(SEED).shuffle(shuffled)  # noqa: S311 -- an order is no secret
    paper = ((place, f"{n:032x}", account, f"{n:064x}") for n, (account, place) in enumerate(holders))
    issuer = Issuer(bytes(ED25519_BYTES), Reach(""), 0, UNTIL, bytes(SIGNATURE_BYTES)).to_bytes()
    _insert(connection, vouchers, ((*each, issuer, _voucher(*each), at) for each in paper))
    phones = ((place, f"{n:032x}", account) for n, (account, place) in enumerate(holders) if n % 2)
    told = ((*each, "officer", b"", each[1], b"", at) for each in phones)
    _insert(connection, devices, told)
    lines = ((place, _line_id(n), "check", account) for n, (account, place) in enumerate(shuffled))
    _insert(connection, audit, ((*each, at, "done", "{}") for each in lines))


def _voucher(place: str, name: str, account: str, code_hash: str) -> bytes:
    key = bytes.fromhex(name[:2] + code_hash)
    number = int(account.rpartition("-")[2])
    return Voucher(key, Reach(place), Role.OFFICER, number, UNTIL, bytes(SIGNATURE_BYTES)).to_bytes()


def _line_id(number: int) -> str:
    return f"{number:020d}-bench"


def _insert(connection: Connection, table: Table, rows: Iterator[tuple[object, ...]]) -> None:
    places = ", ".join("?" for _ in table.columns)
    while batch := list(islice(rows, AT_ONCE)):
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({places})", batch)  # noqa: S608 -- made of our own table
