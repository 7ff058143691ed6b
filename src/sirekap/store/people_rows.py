"""Who holds which account, in its table."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, insert, select, tuple_, update

from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.actions.key_ports import HeldPerson
from sirekap.store.gathered import Gathered
from sirekap.store.people_tables import people
from sirekap.store.tables import accounts
from sirekap.store.where import below


class PeopleRows:
    """The people of one transaction."""

    def __init__(self, rows: Gathered) -> None:
        self._connection = rows

    def of(self, ids: Sequence[AccountId]) -> Mapping[AccountId, HeldPerson]:
        """Return those of the accounts that are held; an account without a person has an empty name."""
        return {each.account.id: each for each in self._all(accounts.c.id.in_(ids))}

    def within(self, reach: Reach) -> tuple[HeldPerson, ...]:
        """Return the accounts of every place that begins with *reach*, in order of place."""
        return tuple(self._all(below(accounts.c.reach, reach)))

    def page(self, reach: Reach, after: tuple[Reach, AccountId] | None, most: int) -> Sequence[HeldPerson]:
        """Return at most so many accounts below *reach*, in order of place and id, after the one named."""
        where = below(accounts.c.reach, reach)
        if after is not None:  # as one comparison of pairs, which an index of places begins at
            where = and_(where, tuple_(accounts.c.reach, accounts.c.id) > tuple_(*after))
        return self._all(where, most)

    def of_niks(self, nik_hashes: Sequence[str]) -> Mapping[str, AccountId]:
        """Return which of those hashes of NIKs are held, and by which account."""
        held = select(people.c.nik_hash, people.c.account).where(people.c.nik_hash.in_(nik_hashes))
        return {row.nik_hash: AccountId(row.account) for row in self._connection.execute(held)}

    def add(self, held: Sequence[HeldPerson], at: datetime) -> None:
        """Open the accounts, each with its person; they sign in by other means than a code."""
        if not held:
            return
        rows = [
            {"id": h.account.id, "role": h.account.role.value, "reach": h.account.reach, "added_at": at}
            for h in held
        ]
        self._connection.execute(insert(accounts), rows)
        names = [{"account": h.account.id, "name": h.name, "nik_hash": h.nik_hash} for h in held]
        self._connection.execute(insert(people), names)

    def change(self, held: Sequence[HeldPerson]) -> None:
        """Put other people in the place of those who held the accounts."""
        for each in held:
            row = {"name": each.name, "nik_hash": each.nik_hash}
            done = self._connection.execute(
                update(people).where(people.c.account == each.account.id).values(row)
            )
            if not done.rowcount:
                self._connection.execute(insert(people).values(row | {"account": each.account.id}))

    def _all(self, where: ColumnElement[bool], most: int | None = None) -> Sequence[HeldPerson]:
        columns = select(accounts.c.id, accounts.c.role, accounts.c.reach, people.c.name, people.c.nik_hash)
        joined = columns.select_from(accounts.outerjoin(people)).where(where)
        rows = self._connection.execute(joined.order_by(accounts.c.reach, accounts.c.id).limit(most))
        return tuple(
            HeldPerson(Account(AccountId(r.id), Role(r.role), Reach(r.reach)), r.name or "", r.nik_hash)
            for r in rows
        )
