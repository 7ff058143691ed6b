"""The rule book as a page, written from the rules themselves.

In: nothing but ``RULES``. Out: the Markdown of docs/rules.md. Invariant: the page says what the code judges.
"""

from collections.abc import Iterator

from sirekap.record.rule import Communal, Rule, Severity
from sirekap.record.rules import RULES

_HEAD = """# Rule book

This page is written by `rule_book()` in `src/sirekap/record/rule_book.py`; a test holds it to the code.
To write it anew: `python -m sirekap.record.rule_book > docs/rules.md`.

A code is never given to another rule.
**F** asks: does the paper really say this?
Every field of a broken F rule needs two independent entries; once they agree, the paper contradicts itself.
It is then published so marked, and goes on the plenary's agenda; it blocks nothing.
**W** asks for a reason from the officer who checks.
An election may lower an F rule to W (`warnings_only` in its folder).
Where a community votes as one (noken), the rules marked *noken: W* are warnings.
A rule is judged only where the form has its fields and each has a number; an empty field is no zero.
Sums (R1 to R4, R6, R8, R9) come from the identities that the form's own data names.

| Code | Severity | Indonesian | English | Fields |
|---|---|---|---|---|
"""

_TAIL = """
## Codes that live elsewhere

| Code | About | Where |
|---|---|---|
| R16 | the marks of one field against each other: boxes, bubbles, tally, row totals, words | `reading` |
| R18 | columns and tiers of a D.HASIL | `recap` |
| R19 | unlisted voters against the ballots left | not judged: no form carries the ballots left at that hour |

## Decisions

A rule that spans both sections (R8, R15) holds up each of them, once both sides are known, until two \
agree on all its fields.
While one side is not known it holds up neither, so that the votes need not wait for a page that has not come.
If the other page then contradicts them, the votes go back to *doubtful*, and out of public totals, until \
two have looked.

R12 compares with the ballots known to be delivered; where that is not known, with the list and its reserve, \
give or take one ballot for rounding.
R17 and R22 both compare the forms of one station; they are two because a code has one severity.
R20, R21 and R23 hold the paper against what was known before the day, and against fields left empty.
"""


def rule_book() -> str:
    """Return the whole page."""
    return _HEAD + "".join(f"{line}\n" for line in _lines()) + _TAIL


def _lines() -> Iterator[str]:
    """Yield a line of the table for each rule."""
    for rule in RULES:
        fields = ", ".join(f"`{pattern}`" for pattern in rule.patterns)
        yield f"| {rule.code} | {_severity(rule)} | {rule.says['id']} | {rule.says['en']} | {fields} |"


def _severity(rule: Rule) -> str:
    """Write a rule's severity, and what becomes of it where a community votes as one."""
    lowered = rule.severity is Severity.FAULT and rule.communal is Communal.WARNS
    return f"{rule.severity.value} (noken: W)" if lowered else rule.severity.value


if __name__ == "__main__":
    import sys

    sys.stdout.write(rule_book())
