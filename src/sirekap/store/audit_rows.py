"""The audit in its table: lines are added and read, never changed."""

import json
import secrets
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from sirekap.actions.ports import AuditLine, Outcome
from sirekap.store.order import next_in_order
from sirekap.store.tables import audit
from sirekap.store.where import below


def add_line(connection: Connection, line: AuditLine) -> None:
    """Write one line."""
    name = f"{next_in_order():020d}-{secrets.token_hex(4)}"
    row = {"place": line.place, "id": name, "event": line.event, "who": line.who, "at": line.at}
    subject = json.dumps(dict(line.subject), sort_keys=True, ensure_ascii=False)
    connection.execute(insert(audit).values(row | {"outcome": line.outcome.value, "subject": subject}))


def lines_below(connection: Connection, place: str) -> Sequence[AuditLine]:
    """Return the lines of every place whose code begins with *place*, oldest first."""
    rows = connection.execute(select(audit).where(below(audit.c.place, place)).order_by(audit.c.id))
    return tuple(
        AuditLine(r.event, r.who, r.place, r.at, Outcome(r.outcome), json.loads(r.subject)) for r in rows
    )
