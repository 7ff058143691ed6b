"""The audit in its table: lines are added and read, never changed."""

import json
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from sirekap.accounts.model import AccountId, Reach
from sirekap.actions.ports import AuditLine, AuditQuestion, Outcome
from sirekap.store.gathered import Gathered
from sirekap.store.order import next_in_order
from sirekap.store.tables import audit
from sirekap.store.where import below

_TAG = secrets.token_hex(4)
"""Tells the lines of this process from those that another wrote at the same moment."""


def add_line(rows: Gathered, line: AuditLine) -> None:
    """Write one line."""
    name = f"{next_in_order():020d}-{_TAG}"
    row = {"place": line.place, "id": name, "event": line.event, "who": line.who, "at": line.at}
    subject = json.dumps(dict(line.subject), sort_keys=True, ensure_ascii=False)
    rows.add(audit, row | {"outcome": line.outcome.value, "subject": subject})


class AuditRows:
    """The audit of one transaction, to be read."""

    def __init__(self, rows: Gathered) -> None:
        self._connection = rows

    def page(self, question: AuditQuestion, most: int) -> tuple[tuple[str, AuditLine], ...]:
        """Return at most so many lines that the question asks for, newest first, each with its mark."""
        wanted = select(audit).where(below(audit.c.place, question.place))
        outcome = None if question.outcome is None else question.outcome.value
        for column, value in ((audit.c.who, question.who), (audit.c.event, question.event)):
            wanted = wanted if value is None else wanted.where(column == value)
        wanted = wanted if outcome is None else wanted.where(audit.c.outcome == outcome)
        wanted = wanted if question.before is None else wanted.where(audit.c.id < question.before)
        rows = self._connection.execute(wanted.order_by(audit.c.id.desc()).limit(most))
        return tuple((row.id, _line(row)) for row in rows)

    def about(self, place: Reach, account: AccountId, most: int) -> tuple[AuditLine, ...]:
        """Return the newest lines of that place that the account wrote or that name it."""
        named = or_(audit.c.who == account, audit.c.subject.contains(json.dumps(account), autoescape=True))
        wanted = select(audit).where(audit.c.place == place, named)
        rows = self._connection.execute(wanted.order_by(audit.c.id.desc()).limit(most))
        return tuple(_line(row) for row in rows)


def lines_below(connection: Connection, place: str) -> Sequence[AuditLine]:
    """Return the lines of every place whose code begins with *place*, oldest first."""
    rows = connection.execute(select(audit).where(below(audit.c.place, place)).order_by(audit.c.id))
    return tuple(_line(row) for row in rows)


def _line(row: Row[Any]) -> AuditLine:
    subject = json.loads(row.subject)
    return AuditLine(row.event, row.who, row.place, row.at, Outcome(row.outcome), subject)
