"""Checks of the sums a form prints: R1 to R4, R6, R8 and R9, all from the form's own identities.

In: a ``Case``. Out: what does not add up. Invariant: no sum is written here; the form says which there are.
"""

from collections.abc import Callable, Iterator

from sirekap.forms.model import Identity
from sirekap.record.field_words import column, row, whole
from sirekap.record.rule import Broken, Case, RuleCode, Sentence


def adds_up(code: RuleCode) -> Callable[[Case], Iterator[Broken]]:
    """Make the check of all identities that name *code*."""

    def check(case: Case) -> Iterator[Broken]:
        for identity in case.form.identities:
            if identity.rule == code:
                yield from _broken(case, identity)

    return check


def _broken(case: Case, identity: Identity) -> Iterator[Broken]:
    """Yield the identity where its parts do not make its total."""
    parts, total = case.numbers(identity.parts), case.number(identity.total)
    if parts is None or total is None or sum(parts) == total:
        return
    says = {"id": _sentence(identity, parts, total, "id"), "en": _sentence(identity, parts, total, "en")}
    yield Broken((identity.total, *identity.parts), says)


def _sentence(identity: Identity, parts: tuple[int, ...], total: int, language: str) -> str:
    """Write the sum out: ``DPT: L 120 + P 131 = 251, tertulis 250``."""
    by_sex = all(row(part, language) == row(identity.total, language) for part in identity.parts)
    names = [column(part, language) if by_sex else "" for part in identity.parts]
    terms = " + ".join(f"{name} {number}".strip() for name, number in zip(names, parts, strict=True))
    of = row(identity.total, language) if by_sex else whole(identity.total, language)
    written = {"id": "tertulis", "en": "written"}[language]
    return f"{of}: {terms} = {sum(parts)}, {written} {total}"


def both(indonesian: str, english: str) -> Sentence:
    """Pair the two languages of a rule's own sentence."""
    return {"id": indonesian, "en": english}
