"""The audit in its table: lines are added and read, never changed."""

import json
import secrets
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from sirekap.accounts.model import AccountId, Reach
from sirekap.actions.ports import AuditLine, AuditQuestion, Outcome
from sirekap.election.model import CODE_LENGTH, Tier
from sirekap.store.gathered import Gathered
from sirekap.store.order import next_in_order
from sirekap.store.tables import audit
from sirekap.store.where import below

MOST_LOOKED_AT = 200_000
"""Lines that one page is chosen from: what is rare is looked for by asking for the next page."""

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

    def page(self, question: AuditQuestion, most: int) -> tuple[Sequence[AuditLine], str | None]:
        """Return at most so many lines that the question asks for, newest first, and the next page's mark.

        A regency's lines are found by their place and sorted. Those of a province or the nation are too many
        for that: they are met on the way back in time, of which one page goes only so far; its mark then says
        where to go on.
        """
        asked = list(_asked(question))
        last = None
        if len(question.place) <= CODE_LENGTH[Tier.PROVINCE]:
            if asked or question.place:
                last = self._last_looked_at(question.before)
            asked.append(below(audit.c.place.concat(""), question.place))  # by no index of places
        else:
            asked.append(below(audit.c.place, question.place))
        if last is not None:
            asked.append(audit.c.id >= last)
        if question.before is not None:
            asked.append(audit.c.id < question.before)
        wanted = select(audit).where(*asked).order_by(audit.c.id.desc()).limit(most + 1)
        rows = self._connection.execute(wanted).all()
        following = rows[most - 1].id if len(rows) > most else last
        return tuple(_line(row) for row in rows[:most]), following

    def _last_looked_at(self, before: str | None) -> str | None:
        """Return the mark of the last line that one page looks at; None where it looks at all the rest."""
        wanted = select(audit.c.id).order_by(audit.c.id.desc()).offset(MOST_LOOKED_AT).limit(1)
        wanted = wanted if before is None else wanted.where(audit.c.id < before)
        return self._connection.execute(wanted).scalar_one_or_none()

    def about(self, place: Reach, account: AccountId, most: int) -> tuple[AuditLine, ...]:
        """Return the newest lines of that place that the account wrote or that name it."""
        named = or_(audit.c.who == account, audit.c.subject.contains(json.dumps(account), autoescape=True))
        wanted = select(audit).where(audit.c.place == place, named)
        rows = self._connection.execute(wanted.order_by(audit.c.id.desc()).limit(most))
        return tuple(_line(row) for row in rows)


def _asked(question: AuditQuestion) -> Iterator[ColumnElement[bool]]:
    """Yield what is asked besides place and time."""
    outcome = None if question.outcome is None else question.outcome.value
    for column, value in ((audit.c.who, question.who), (audit.c.event, question.event)):
        if value is not None:
            yield column == value
    if outcome is not None:
        yield audit.c.outcome == outcome


def lines_below(connection: Connection, place: str) -> Sequence[AuditLine]:
    """Return the lines of every place whose code begins with *place*, oldest first."""
    rows = connection.execute(select(audit).where(below(audit.c.place, place)).order_by(audit.c.id))
    return tuple(_line(row) for row in rows)


def _line(row: Row[Any]) -> AuditLine:
    subject = json.loads(row.subject)
    return AuditLine(row.event, row.who, row.place, row.at, Outcome(row.outcome), subject)
