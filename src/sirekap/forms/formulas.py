"""The sums a form prints, such as ``(I.B.1 + I.B.2 + I.B.3)``, from its identities and its rows' codes.

In: the field that is a sum, the codes of the rows around it. Out: the words, and back from words to codes.
Invariant: a sum is printed exactly where ``identities`` has one that is not a row's L + P.
"""

import re
from collections.abc import Mapping, Sequence

from sirekap.election.model import FieldName
from sirekap.forms.identities import identities

MOST_SPELT = 6
"""Longer sums leave their middle out."""
CODE = r"(?:[IVX]+(?:\.[A-Z0-9]+)+|…)"
SUM = re.compile(rf"\(({CODE}(?: \+ {CODE})*)\)")


def formula(total: FieldName, codes: Mapping[str, str]) -> str:
    """Return what *total* adds up, by the *codes* of the fields around it; "" where it is no sum."""
    for each in identities([FieldName(name) for name in {*codes, total}]):
        if each.total == total and each.rule != "R1":
            return spelt([codes[part] for part in each.parts])
    return ""


def spelt(codes: Sequence[str]) -> str:
    """Write the sum of *codes* out; a long one by its first two and its last."""
    if len(codes) > MOST_SPELT:
        codes = [*codes[:2], "…", codes[-1]]
    return f"({' + '.join(codes)})"


def read_formula(text: str, order: Sequence[str]) -> tuple[str, ...] | None:
    """Return the codes that a printed sum names; None for other words.

    What is left out in the middle are the codes of the same shape in *order*, the order of the paper.
    """
    found = SUM.fullmatch(text)
    if not found:
        return None
    codes = found[1].split(" + ")
    if "…" not in codes:
        return tuple(codes)
    second, last = codes[1], codes[-1]
    alike = [code for code in order if shape(code) == shape(last)]
    return (codes[0], *alike[alike.index(second) : alike.index(last) + 1])


def shape(code: str) -> str:
    """Return *code* without its own numbers: ``III.12.B`` and ``III.3.B`` have one shape."""
    return re.sub(r"[0-9]+", "#", code)
