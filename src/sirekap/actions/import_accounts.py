"""Open the accounts of a whole spreadsheet: all of it, or none.

In: the file as it came. Out: how many were opened, changed and left alone. Invariant: every row is checked
before the first is written, and all are written in one transaction; the same file twice changes nothing; of a
NIK only a keyed hash is kept. Accounts that the file does not name stay as they are.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sirekap.accounts.model import Account, Step
from sirekap.accounts.sheet import Person, open_sheets, read_people
from sirekap.actions.key_ports import HeldPerson
from sirekap.actions.ports import Ports, Work
from sirekap.actions.take_step import ensure_may, take_step
from sirekap.actions.way_problems import PersonHasAccountError
from sirekap.election.faults import Faults

ROWS_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class ImportAccounts:
    """A spreadsheet, as a name that ends in ``.csv`` or ``.xlsx`` and its bytes."""

    file: str
    data: bytes
    by: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class Imported:
    """How many accounts were opened, had their person changed, and were there as they are."""

    opened: int
    changed: int
    unchanged: int


def import_accounts(ports: Ports, command: ImportAccounts) -> Imported:
    """Open the accounts; raise ElectionFaultsError with every fault, or NotAllowedError, and open none."""
    reach = command.by.reach
    ensure_may(ports, command.by, Step.ADMIT, reach, command.at)
    faults = Faults()
    tables = open_sheets(command.file, command.data, faults)
    for person in read_people(tables, ports.election, faults):
        ensure_may(ports, command.by, Step.ADMIT, person.account.reach, command.at)
    faults.stop_if_any()
    opened = changed = unchanged = 0
    subject = {"file": hashlib.sha256(command.data).hexdigest()}
    with take_step(ports, command.by, Step.ADMIT, reach, command.at, subject) as work:
        for batch in _batches(read_people(tables, ports.election, Faults())):
            new, other = _open(ports, work, batch, command.at)
            opened, changed, unchanged = opened + new, changed + other, unchanged + len(batch) - new - other
    return Imported(opened, changed, unchanged)


def hash_nik(secret: bytes, nik: str) -> str:
    """Return the keyed hash of a NIK: without the key, sixteen digits could be searched."""
    return hmac.digest(secret, b"sirekap nik\0" + nik.encode(), hashlib.sha256).hex()


def _open(ports: Ports, work: Work, batch: list[Person], at: datetime) -> tuple[int, int]:
    """Open the accounts of a batch that are not there; return how many were, and how many changed."""
    secret = ports.store.sample_secret
    people = [
        HeldPerson(each.account, each.name, None if each.nik is None else hash_nik(secret, each.nik))
        for each in batch
    ]
    _ensure_one_account_each(work, people)
    held = work.people.of([each.account.id for each in people])
    new = [each for each in people if each.account.id not in held]
    other = [each for each in people if held.get(each.account.id, each) != each]
    work.people.add(new, at)
    work.people.change(other)
    return len(new), len(other)


def _ensure_one_account_each(work: Work, people: Sequence[HeldPerson]) -> None:
    """Raise PersonHasAccountError where a NIK holds another account: who keys must not also approve."""
    hashes = {each.nik_hash: each.account.id for each in people if each.nik_hash is not None}
    for nik_hash, account in work.people.of_niks(list(hashes)).items():
        if account != hashes[nik_hash]:
            raise PersonHasAccountError(f"{hashes[nik_hash]}: {account}")


def _batches(people: Iterable[Person]) -> Iterator[list[Person]]:
    rest = iter(people)
    while batch := list(islice(rest, ROWS_AT_ONCE)):
        yield batch
