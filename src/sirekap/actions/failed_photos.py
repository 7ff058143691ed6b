"""Photos over which the reader failed for good: seen by those who inspect, put back by who has the shell.

Invariant: nothing of the record is taken away: that reading failed stays in its history, and a later reading
stands beside it.
"""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Reach, Step
from sirekap.actions.ports import FailedPhoto, Ports
from sirekap.actions.take_step import ensure_may, take_step


@dataclass(frozen=True, slots=True)
class PutBack:
    """Of which region, by whom."""

    reach: Reach
    by: Account
    at: datetime


def see_failed(ports: Ports, by: Account, at: datetime) -> tuple[FailedPhoto, ...]:
    """Return the photos of the person's reach that failed for good, newest first; raise NotAllowedError."""
    ensure_may(ports, by, Step.INSPECT, by.reach, at)
    with ports.store.look() as books:
        return books.queue.failed(by.reach)


def put_back(ports: Ports, command: PutBack) -> int:
    """Have them read once more and return how many; raise NotAllowedError."""
    subject = {"queue": "put back"}
    with take_step(ports, command.by, Step.READ, command.reach, command.at, subject) as work:
        return work.queue.put_back(command.reach)
