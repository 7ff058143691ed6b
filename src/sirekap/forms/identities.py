"""The sums a C.HASIL prints: from the names of its fields to the identities among them.

In: field names. Out: ``Identity`` values, each naming its rule. Invariant: an identity only speaks of
fields the form has. Bounds and comparisons that are no printed sum live in ``record``.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sirekap.election.model import LISTS, FieldName
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
    votes = sorted((each for each in present if each.startswith("votes.")), key=by_number)
    return tuple(each for each in candidates(present, votes) if present.issuperset((each.total, *each.parts)))


def by_number(vote: FieldName) -> tuple[int, ...]:
    """Sort key of ``votes.N`` and ``votes.N.C``: by number, not by letters."""
    return tuple(int(part) for part in vote.split(".")[1:])


def candidates(present: Collection[FieldName], votes: Sequence[FieldName]) -> Iterator[Identity]:
    """Yield every sum a C.HASIL with the fields *present* and these *votes* may print."""
    for row in ROWS_BY_SEX:
        yield Identity("R1", name(row, "total"), (name(row, "male"), name(row, "female")))
    for rule, section in (("R2", "turnout"), ("R3", "registered")):
        for sex in SEXES:
            yield from rows_of_voters(rule, section, sex, present)
    yield Identity(
        "R4",
        name("ballots.received"),
        (name("ballots.used"), name("ballots.spoiled"), name("ballots.unused")),
    )
    yield Identity("R6", name("cast"), (name("valid"), name("invalid")))
    yield from sums_of_votes(votes)


def sums_of_votes(votes: Sequence[FieldName]) -> Iterator[Identity]:
    """Yield the sum of all choices, and of each party's own votes and those of its candidates."""
    whole = tuple(each for each in votes if each.count(".") == 1)
    if whole:
        yield Identity("R8", name("valid"), whole)
    for vote in whole:
        parts = tuple(each for each in votes if each.startswith(f"{vote}."))
        if parts:
            yield Identity("R9", vote, parts)


def rows_of_voters(rule: str, section: str, sex: str, present: Collection[FieldName]) -> Iterator[Identity]:
    """Yield the sum of those rows of voters of one *sex* that the form has."""
    rows = (name(section, kind, sex) for kind in LISTS)
    parts = tuple(each for each in rows if each in present)
    if parts:
        yield Identity(rule, name(section, "total", sex), parts)
