"""Times as public documents write them.

In: times with a zone. Out: KPU's text in western Indonesian time (WIB), and ISO text in UTC for our own.
Invariant: a document's time comes from what it shows, never from when it was built.
"""

from datetime import UTC, datetime, timedelta, timezone

from sirekap.election.model import Election

WIB = timezone(timedelta(hours=7), "WIB")


def in_wib(at: datetime) -> datetime:
    """Return the moment on a clock in western Indonesia."""
    return at.astimezone(WIB)


def kpu_time(at: datetime) -> str:
    """Return the moment as KPU's documents write it: WIB, to the second, no zone."""
    return in_wib(at).strftime("%Y-%m-%d %H:%M:%S")


def iso_time(at: datetime) -> str:
    """Return the moment in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def opening(election: Election) -> datetime:
    """Return the moment that stands in documents about which nothing is held yet: 7.00 WIB on the day."""
    return datetime(election.day.year, election.day.month, election.day.day, 7, tzinfo=WIB)
