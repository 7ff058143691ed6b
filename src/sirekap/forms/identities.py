"""The sums a C.HASIL prints: from the names of its fields to the identities among them.

In: field names. Out: ``Identity`` values, each naming its rule. Invariant: an identity only speaks of
fields the form has. Bounds and comparisons that are no printed sum live in ``record``.
"""

from collections.abc import Iterable, Iterator

from sirekap.election.model import FieldName
from sirekap.forms.model import Identity

SEXES = ("male", "female", "total")
ROWS_BY_SEX = (
    "registered.listed",
    "registered.transferred",
    "registered.unregistered",
    "registered.total",
    "turnout.listed",
    "turnout.transferred",
    "turnout.unregistered",
    "turnout.total",
    "disabled.all",
    "disabled.voted",
)
"""Rows of men, women and both, in the order of the paper."""


def name(*parts: object) -> FieldName:
    """Join *parts* to a field's name."""
    return FieldName(".".join(str(part) for part in parts))


def identities(fields: Iterable[FieldName]) -> tuple[Identity, ...]:
    """Return the sums among *fields*, in the order of their rules."""
    present = set(fields)
    votes = tuple(sorted((each for each in present if each.startswith("votes.")), key=by_number))
    return tuple(each for each in candidates(votes) if present.issuperset((each.total, *each.parts)))


def by_number(vote: FieldName) -> tuple[int, ...]:
    """Sort key of ``votes.N``: by number, not by letters."""
    return tuple(int(part) for part in vote.split(".")[1:])


def candidates(votes: tuple[FieldName, ...]) -> Iterator[Identity]:
    """Yield every sum any C.HASIL with these *votes* may print."""
    for row in ROWS_BY_SEX:
        yield Identity("R1", name(row, "total"), (name(row, "male"), name(row, "female")))
    for sex in SEXES:
        yield three_rows("R2", "turnout", sex)
    for sex in SEXES:
        yield three_rows("R3", "registered", sex)
    yield Identity(
        "R4",
        name("ballots.received"),
        (name("ballots.used"), name("ballots.spoiled"), name("ballots.unused")),
    )
    yield Identity("R6", name("cast"), (name("valid"), name("invalid")))
    if votes:
        yield Identity("R8", name("valid"), votes)


def three_rows(rule: str, section: str, sex: str) -> Identity:
    """Return the sum of listed, transferred and unregistered voters of one *sex*."""
    parts = tuple(name(section, kind, sex) for kind in ("listed", "transferred", "unregistered"))
    return Identity(rule, name(section, "total", sex), parts)
