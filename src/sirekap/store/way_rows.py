"""Passkeys and passwords in their tables."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import CompoundSelect, Row, Select, and_, delete, exists, func, insert, select, union, update

from sirekap.accounts.model import AccountId, Reach
from sirekap.accounts.passkeys import Passkey
from sirekap.actions.way_ports import HeldPasskey, HeldPassword, Tally
from sirekap.store.gathered import Gathered
from sirekap.store.key_tables import devices, revocations, vouchers
from sirekap.store.tables import accounts
from sirekap.store.way_tables import passkeys, passwords
from sirekap.store.where import below


class WayRows:
    """The ways in of one transaction."""

    def __init__(self, rows: Gathered) -> None:
        self._connection = rows

    def passkeys_of(self, account: AccountId) -> tuple[HeldPasskey, ...]:
        """Return the account's passkeys, oldest first."""
        wanted = select(passkeys).where(passkeys.c.account == account)
        rows = self._connection.execute(wanted.order_by(passkeys.c.added_at, passkeys.c.key_id))
        return tuple(_passkey(row) for row in rows)

    def add_passkey(self, account: AccountId, held: HeldPasskey) -> None:
        """Add a passkey; one already held stays as it is."""
        if any(each.key_id == held.key_id for each in self.passkeys_of(account)):
            return
        row = {"account": account, "key_id": held.key_id, "name": held.name, "added_at": held.added_at}
        own = held.passkey
        row |= {"credential": own.credential, "key": own.key, "uses": own.count, "answered": held.answered}
        self._connection.execute(insert(passkeys).values(row | {"used_at": held.used_at}))

    def answered(self, account: AccountId, held: HeldPasskey) -> None:
        """Keep the count, time and challenge of a passkey's last answer."""
        this = and_(passkeys.c.account == account, passkeys.c.key_id == held.key_id)
        row = {"uses": held.passkey.count, "used_at": held.used_at, "answered": held.answered}
        self._connection.execute(update(passkeys).where(this).values(row))

    def drop_passkey(self, account: AccountId, key_id: str) -> bool:
        """Take the passkey away; tell whether it was there."""
        this = and_(passkeys.c.account == account, passkeys.c.key_id == key_id)
        return self._connection.execute(delete(passkeys).where(this)).rowcount == 1

    def password_of(self, account: AccountId) -> HeldPassword | None:
        """Return the account's password, if it has one."""
        wanted = select(passwords).where(passwords.c.account == account)
        row = self._connection.execute(wanted).one_or_none()
        if row is None:
            return None
        return HeldPassword(row.hash, bytes(row.app), row.set_at, row.last_step, row.failures, row.failed_at)

    def put_password(self, account: AccountId, held: HeldPassword) -> None:
        """Keep the password in place of any other."""
        row = {"hash": held.hash, "app": held.app, "set_at": held.set_at, "last_step": held.last_step}
        row |= {"failures": held.failures, "failed_at": held.failed_at}
        done = self._connection.execute(update(passwords).where(passwords.c.account == account).values(row))
        if not done.rowcount:
            self._connection.execute(insert(passwords).values(row | {"account": account}))

    def drop_all(self, account: AccountId) -> None:
        """Take away every passkey and the password of the account."""
        for table in (passkeys, passwords):
            self._connection.execute(delete(table).where(table.c.account == account))

    def has_own(self, accounts: Sequence[AccountId]) -> Mapping[AccountId, int]:
        """Return of those accounts that have ways of their own how many."""
        counted: Counter[AccountId] = Counter()
        for table in (passkeys, passwords):
            wanted = select(table.c.account).where(table.c.account.in_(accounts))
            counted.update(AccountId(row.account) for row in self._connection.execute(wanted))
        return counted

    def tally(self, reach: Reach) -> Tally:
        """Count the accounts of every place that begins with *reach*."""
        people = select(func.count()).select_from(accounts).where(below(accounts.c.reach, reach))
        inside = list(_inside(reach))
        asked = (people, _count(union(*inside, *_handed(reach))), _count(union(*inside)))
        return Tally(*(self._connection.execute(each).scalar_one() for each in asked))


def _count(found: CompoundSelect[str]) -> Select[int]:
    return select(func.count()).select_from(found.subquery())


def _inside(reach: Reach) -> Iterator[Select[str]]:
    """Yield the accounts below *reach* that have a phone that stands, a passkey or a password.

    They are read as sets: to look for each of a nation's accounts by itself would take many times as long.
    """
    revoked = and_(revocations.c.place == devices.c.place, revocations.c.key_id == devices.c.key_id)
    yield select(devices.c.account).where(below(devices.c.place, reach), ~exists().where(revoked))
    for table in (passkeys, passwords):
        yield select(table.c.account).join(accounts).where(below(accounts.c.reach, reach))


def _handed(reach: Reach) -> Iterator[Select[str]]:
    """Yield the accounts below *reach* that were given a code or voucher."""
    yield select(accounts.c.id).where(below(accounts.c.reach, reach), accounts.c.code_hash.is_not(None))
    own = and_(accounts.c.id == vouchers.c.account, accounts.c.reach == vouchers.c.place)
    yield select(vouchers.c.account).join(accounts, own).where(below(vouchers.c.place, reach))


def _passkey(row: Row[tuple[object, ...]]) -> HeldPasskey:
    passkey = Passkey(bytes(row.credential), bytes(row.key), row.uses)
    return HeldPasskey(row.key_id, passkey, row.name, row.added_at, row.used_at, bytes(row.answered))
