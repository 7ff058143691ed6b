"""Read the audit lines, newest first, a page at a time.

In: a region, a person, a step, an outcome, each or none. Out: lines. Invariant: nobody reads lines of a place
outside their reach; a line holds ids and codes, never values, names or secrets; reading changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import AuditLine, AuditQuestion, Ports
from sirekap.actions.take_step import ensure_may

PAGE = 100


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Lines, newest first, and the mark by which the next page is asked for; None at the end."""

    lines: tuple[AuditLine, ...]
    next: str | None


def see_audit(ports: Ports, question: AuditQuestion, by: Account, at: datetime) -> AuditPage:
    """Return a page; raise NotAllowedError."""
    ensure_may(ports, by, Step.AUDIT, question.place, at)
    with ports.store.look() as books:
        lines, following = books.audit.page(question, PAGE)
    return AuditPage(tuple(lines), following)
