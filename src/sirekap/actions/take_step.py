"""The frame of every action that changes something: access, transaction and audit line in one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sirekap.accounts.access import NotAllowedError, may
from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import AuditLine, Outcome, Ports, Work


@contextmanager
def take_step(
    ports: Ports, by: Account, step: Step, place: str, at: datetime, subject: Mapping[str, str] | None = None
) -> Iterator[Work]:
    """Open the one transaction in which *by* takes *step* on *place*; its audit line is written on leaving.

    Raise NotAllowedError, with an audit line of its own, where the table of access does not allow it. An
    error inside keeps nothing.
    """
    ensure_may(ports, by, step, place, at)
    with ports.store.work() as work:
        yield work
        work.note(AuditLine(step.value, by.id, place, at, Outcome.DONE, subject or {}))


def ensure_may(ports: Ports, by: Account, step: Step, place: str, at: datetime) -> None:
    """Raise NotAllowedError unless the table allows *step*; a refusal leaves an audit line."""
    if may(by, step, place):
        return
    with ports.store.work() as work:
        work.note(AuditLine(step.value, by.id, place, at, Outcome.REFUSED, {"role": by.role.value}))
    raise NotAllowedError(by, step, place)
