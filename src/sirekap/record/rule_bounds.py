"""Checks of one number against another, or against what was known before the day.

In: a ``Case``. Out: pairs that differ, exceed, or are empty. Invariant: nothing is judged where a number is
missing.
"""

from collections.abc import Callable, Iterator

from sirekap.election.model import FieldName
from sirekap.record.field_words import column, row, whole
from sirekap.record.rule import Broken, Case, matching

SEXES = ("male", "female", "total")
DPT = FieldName("registered.listed.total")
TURNOUT = FieldName("turnout.total.total")
RECEIVED = FieldName("ballots.received")
USED = FieldName("ballots.used")
VALID, CAST = FieldName("valid"), FieldName("cast")
BOUND_BY_BALLOTS = ("votes.*", "valid", "invalid", "cast", "turnout.total.total", "ballots.used")
RESERVE_ROUNDING = 1
"""Ballots by which a reserve may differ for the way it was rounded."""


def equal(left: FieldName, right: FieldName) -> Callable[[Case], Iterator[Broken]]:
    """Make the check that two fields hold the same number."""

    def check(case: Case) -> Iterator[Broken]:
        a, b = case.number(left), case.number(right)
        if a is not None and b is not None and a != b:
            says = {each: f"{whole(left, each)} {a} ≠ {whole(right, each)} {b}" for each in ("id", "en")}
            yield Broken((left, right), says)

    return check


def at_most(*pairs: tuple[str, str]) -> Callable[[Case], Iterator[Broken]]:
    """Make the check that the first of each pair is at most the second; ``.*`` stands for L, P, J."""

    def check(case: Case) -> Iterator[Broken]:
        for smaller, larger in _by_column(pairs):
            yield from _exceeds(case, smaller, larger)

    return check


def _by_column(pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[FieldName, FieldName]]:
    """Spell out the pairs that stand for three columns."""
    for smaller, larger in pairs:
        if smaller.endswith(".*"):
            for sex in SEXES:
                yield FieldName(smaller[:-1] + sex), FieldName(larger[:-1] + sex)
        else:
            yield FieldName(smaller), FieldName(larger)


def _exceeds(case: Case, smaller: FieldName, larger: FieldName) -> Iterator[Broken]:
    """Yield the pair where the first number is the larger."""
    a, b = case.number(smaller), case.number(larger)
    if a is not None and b is not None and a > b:
        says = {each: f"{whole(smaller, each)} {a} > {whole(larger, each)} {b}" for each in ("id", "en")}
        yield Broken((smaller, larger), says)


def votes_within(case: Case) -> Iterator[Broken]:
    """R15: a vote is at most the valid votes, these at most all votes, these at most the ballots received."""
    for vote in matching(case.form, ("votes.*",)):
        yield from _exceeds(case, vote, VALID)
    yield from _exceeds(case, VALID, CAST)
    yield from _exceeds(case, CAST, RECEIVED)


def ballots_as_delivered(case: Case) -> Iterator[Broken]:
    """R12: ballots received are those delivered; where that is not known, the DPT and its reserve."""
    received = case.number(RECEIVED)
    if received is None:
        return
    delivered, listed = case.station.ballots_delivered, case.number(DPT)
    if delivered is not None:
        if received != delivered:
            yield Broken(
                (RECEIVED,),
                {
                    "id": f"surat suara diterima {received}, dikirim {delivered}",
                    "en": f"ballots received {received}, delivered {delivered}",
                },
            )
    elif listed is not None:
        yield from _reserve(received, listed, case.election.reserve_permille)


def _reserve(received: int, listed: int, permille: int) -> Iterator[Broken]:
    """Yield where the ballots received are not the DPT and its reserve, rounded up."""
    reserve = -(-listed * permille // 1000)
    due = listed + reserve
    if abs(received - due) > RESERVE_ROUNDING:
        yield Broken(
            (RECEIVED, DPT),
            {
                "id": f"surat suara diterima {received}; DPT {listed} + cadangan {reserve} = {due}",
                "en": f"ballots received {received}; list {listed} + reserve {reserve} = {due}",
            },
        )


def within_cap(case: Case) -> Iterator[Broken]:
    """R14: the list of voters is no longer than the election allows for one station."""
    listed, cap = case.number(DPT), case.election.voter_cap
    if listed is not None and listed > cap:
        says = {"id": f"DPT {listed}, batas per TPS {cap}", "en": f"voters on the list {listed}, limit {cap}"}
        yield Broken((DPT,), says)


def within_delivery(case: Case) -> Iterator[Broken]:
    """R20: neither a number of votes or voters nor the sum of the votes exceeds the ballots delivered."""
    delivered = case.station.ballots_delivered
    if delivered is None:
        return
    for field, value in case.given(*BOUND_BY_BALLOTS):
        if value > delivered:
            says = {
                "id": f"{whole(field, 'id')} {value} > surat suara dikirim {delivered}",
                "en": f"{whole(field, 'en')} {value} > ballots delivered {delivered}",
            }
            yield Broken((field,), says)
    yield from _votes_over(case, delivered)


def _votes_over(case: Case, delivered: int) -> Iterator[Broken]:
    """Yield the votes together where they exceed the ballots delivered though none does alone."""
    for identity in case.form.identities:
        votes = case.numbers(identity.parts) if identity.rule == "R8" else None
        if votes and sum(votes) > delivered >= max(votes):
            says = {
                "id": f"jumlah suara {sum(votes)} > surat suara dikirim {delivered}",
                "en": f"votes together {sum(votes)} > ballots delivered {delivered}",
            }
            yield Broken(identity.parts, says)


def list_as_known(case: Case) -> Iterator[Broken]:
    """R21: the DPT on the paper is the DPT that was fixed for the station."""
    known = case.station.registered
    if known is None:
        return
    for sex, expected in zip(SEXES, (known.male, known.female, known.total), strict=True):
        field = FieldName(f"registered.listed.{sex}")
        written = case.number(field)
        if written is not None and written != expected:
            says = {
                "id": f"{whole(field, 'id')} tertulis {written}, ditetapkan {expected}",
                "en": f"{whole(field, 'en')} written {written}, fixed at {expected}",
            }
            yield Broken((field,), says)


def same_in_all_contests(prefix: str) -> Callable[[Case], Iterator[Broken]]:
    """Make the check that the row *prefix* says the same on every form of the station."""

    def check(case: Case) -> Iterator[Broken]:
        for field, value in case.given(f"{prefix}.*"):
            for contest, values in sorted(case.other_contests.items()):
                other = values.get(field)
                if other is not None and other != value:
                    says = {
                        "id": f"{whole(field, 'id')} {value}, pada {contest} {other}",
                        "en": f"{whole(field, 'en')} {value}, on {contest} {other}",
                    }
                    yield Broken((field,), says)

    return check


def nothing_left_empty(case: Case) -> Iterator[Broken]:
    """R23: a page has no field without a number; one finding for each page."""
    for page in case.form.pages:
        names = [each.name for each in page.fields]
        empty = tuple(each for each in names if each in case.values and case.values[each] is None)
        if empty:
            yield Broken(
                empty,
                {
                    "id": f"halaman {page.number}, kolom kosong: {_listed(empty, 'id')}",
                    "en": f"page {page.number}, left empty: {_listed(empty, 'en')}",
                },
            )


def _listed(fields: tuple[FieldName, ...], language: str) -> str:
    """Name the fields, each row once with its columns."""
    rows: dict[str, list[str]] = {}
    for field in fields:
        rows.setdefault(row(field, language), []).append(column(field, language))
    return ", ".join(f"{name} {'/'.join(columns)}".strip() for name, columns in rows.items())
