"""Accounts and sessions in their tables."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.ways import Way
from sirekap.actions.way_ports import OpenSession
from sirekap.store.ahead import Ahead
from sirekap.store.gathered import Clash, Gathered
from sirekap.store.tables import accounts, sessions
from sirekap.store.where import below

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""When sessions were opened that an older version left: no way in is changed by them."""


class AccountRows:
    """The accounts of one transaction."""

    def __init__(self, rows: Gathered, ahead: Ahead | None = None) -> None:
        self._connection = rows
        self._ahead = ahead or Ahead()

    def add(self, account: Account, code_hash: str | None, at: datetime) -> None:
        """Add an account with the hash of its sign-in code; None where it signs in by other means."""
        self._connection.add(accounts, _row(account, at) | {"code_hash": code_hash})

    def ensure(self, account: Account, at: datetime) -> None:
        """Add an account that signs in by other means than a code, unless it is there."""
        self._connection.add(accounts, _row(account, at), Clash.KEEP)

    def get(self, account: AccountId) -> Account | None:
        """Return the account of that id."""
        return self._one(accounts.c.id == account)

    def of_code(self, code_hash: str) -> Account | None:
        """Return whose sign-in code has that hash."""
        return self._one(accounts.c.code_hash == code_hash)

    def give_code(self, account: AccountId, code_hash: str, until: datetime) -> None:
        """Put a code that ends at *until* in the place of any before it."""
        row = {"code_hash": code_hash, "code_until": until}
        self._connection.execute(update(accounts).where(accounts.c.id == account).values(row))

    def take_code(self, account: AccountId) -> None:
        """Take the account's code away, if it has one."""
        none = {"code_hash": None, "code_until": None}
        self._connection.execute(update(accounts).where(accounts.c.id == account).values(none))

    def good_codes(self, ids: Sequence[AccountId], at: datetime) -> Set[AccountId]:
        """Return those of the accounts whose code has not ended by *at*."""
        good = or_(accounts.c.code_until.is_(None), accounts.c.code_until > at)
        held = and_(accounts.c.id.in_(ids), accounts.c.code_hash.is_not(None))
        return {
            AccountId(row.id) for row in self._connection.execute(select(accounts.c.id).where(held, good))
        }

    def codes_of(self, reach: Reach) -> Mapping[AccountId, datetime | None]:
        """Return the accounts below *reach* that were given a code, and when it ends; None for never."""
        wanted = select(accounts.c.id, accounts.c.code_until).where(accounts.c.code_hash.is_not(None))
        rows = self._connection.execute(wanted.where(below(accounts.c.reach, reach)))
        return {AccountId(row.id): row.code_until for row in rows}

    def open_session(
        self, token_hash: str, account: Account, way: Way, at: datetime, expires: datetime
    ) -> None:
        """Open a session that ends at *expires*; the account's sessions that ended by *at* are forgotten."""
        held = self._ahead.of("sessions", account.reach, self._sessions)
        if any(whose == account.id and end <= at for whose, end in held):
            ended = (sessions.c.account == account.id) & (sessions.c.expires <= at)
            self._connection.execute(delete(sessions).where(ended))
        row = {"token_hash": token_hash, "account": account.id, "expires": expires}
        self._connection.add(sessions, row | {"way": way.value, "opened": at})
        self._ahead.add("sessions", account.reach, (account.id, expires))

    def _sessions(self, places: Sequence[str]) -> Iterator[tuple[str, tuple[AccountId, datetime]]]:
        """Yield whose sessions are held at those very places, and when each ends."""
        columns = select(accounts.c.reach, accounts.c.id, sessions.c.expires)
        joined = columns.select_from(sessions.join(accounts)).where(accounts.c.reach.in_(places))
        for row in self._connection.execute(joined):
            yield row.reach, (AccountId(row.id), row.expires)

    def of_session(self, token_hash: str, at: datetime) -> OpenSession | None:
        """Return the session, if it is still open at *at*."""
        columns = (accounts.c.id, accounts.c.role, accounts.c.reach, sessions.c.way, sessions.c.opened)
        joined = select(*columns).select_from(sessions.join(accounts))
        this = joined.where(sessions.c.token_hash == token_hash, sessions.c.expires > at)
        row = self._connection.execute(this).one_or_none()
        if row is None:
            return None
        return OpenSession(_account(row), Way(row.way), row.opened or LONG_AGO)

    def close_session(self, token_hash: str) -> None:
        """End the session."""
        self._connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def close_sessions_of(self, account: AccountId) -> None:
        """End every session of the account."""
        self._connection.execute(delete(sessions).where(sessions.c.account == account))

    def close_other_sessions(self, account: AccountId, opened: datetime) -> None:
        """End every session of the account but the one that was opened then."""
        other = or_(sessions.c.opened.is_(None), sessions.c.opened != opened)
        self._connection.execute(delete(sessions).where(sessions.c.account == account, other))

    def close_sessions_below(self, reach: Reach, way: Way) -> None:
        """End every session of the accounts below *reach* that was opened that way."""
        own = select(accounts.c.id).where(below(accounts.c.reach, reach))
        self._connection.execute(
            delete(sessions).where(sessions.c.way == way.value, sessions.c.account.in_(own))
        )

    def _one(self, where: ColumnElement[bool]) -> Account | None:
        columns = select(accounts.c.id, accounts.c.role, accounts.c.reach)
        row = self._connection.execute(columns.where(where)).one_or_none()
        return None if row is None else _account(row)


def _account(row: Any) -> Account:
    return Account(AccountId(row.id), Role(row.role), Reach(row.reach))


def _row(account: Account, at: datetime) -> dict[str, Any]:
    return {"id": account.id, "role": account.role.value, "reach": account.reach, "added_at": at}
