"""Accounts and sessions in their tables."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.sql.elements import ColumnElement

from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.store.tables import accounts, sessions


class AccountRows:
    """The accounts of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, account: Account, code_hash: str | None, at: datetime) -> None:
        """Add an account with the hash of its sign-in code; None where it signs in by other means."""
        row = {"id": account.id, "role": account.role.value, "reach": account.reach}
        self._connection.execute(insert(accounts).values(row | {"code_hash": code_hash, "added_at": at}))

    def get(self, account: AccountId) -> Account | None:
        """Return the account of that id."""
        return self._one(accounts.c.id == account)

    def of_code(self, code_hash: str) -> Account | None:
        """Return whose sign-in code has that hash."""
        return self._one(accounts.c.code_hash == code_hash)

    def open_session(self, token_hash: str, account: AccountId, at: datetime, expires: datetime) -> None:
        """Open a session that ends at *expires*; the account's sessions that ended by *at* are forgotten."""
        ended = (sessions.c.account == account) & (sessions.c.expires <= at)
        self._connection.execute(delete(sessions).where(ended))
        row = {"token_hash": token_hash, "account": account, "expires": expires}
        self._connection.execute(insert(sessions).values(row))

    def of_session(self, token_hash: str, at: datetime) -> Account | None:
        """Return whose session it is, if it is still open at *at*."""
        open_one = select(sessions.c.account).where(
            sessions.c.token_hash == token_hash, sessions.c.expires > at
        )
        return self._one(accounts.c.id == open_one.scalar_subquery())

    def close_session(self, token_hash: str) -> None:
        """End the session."""
        self._connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))

    def close_sessions_of(self, account: AccountId) -> None:
        """End every session of the account."""
        self._connection.execute(delete(sessions).where(sessions.c.account == account))

    def _one(self, where: ColumnElement[bool]) -> Account | None:
        columns = select(accounts.c.id, accounts.c.role, accounts.c.reach)
        row = self._connection.execute(columns.where(where)).one_or_none()
        return None if row is None else Account(AccountId(row.id), Role(row.role), Reach(row.reach))
