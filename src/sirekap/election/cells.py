"""Reads single cells: names, codes, counts, words from a list.

In: the text of one cell, with its place. Out: its value, or None after noting the fault. Invariant: nothing
is trimmed or mended; a name stays as it was written.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from unicodedata import category

from sirekap.election.faults import Faults
from sirekap.election.sayings import FaultCode

COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


MISSION = re.compile(r"99[A-Z]{2}[0-9]*")
"""Abroad, KPU numbers its missions beyond the 99th with two letters."""


def is_code(text: str) -> bool:
    """Return whether *text* is made like a code: digits, and perhaps two letters of a mission abroad."""
    return text.isascii() and (text.isdigit() or MISSION.fullmatch(text) is not None)


def has_hidden_signs(text: str) -> bool:
    """Return whether *text* holds line breaks, controls or other signs that no one can see."""
    return not text.isprintable() and any(category(sign)[0] == "C" or sign in "\u2028\u2029" for sign in text)


@dataclass(slots=True)
class Place:
    """The row being read; the readers of cells name the column themselves."""

    faults: Faults
    file: str
    line: int = 0

    def fault(self, code: FaultCode, column: str, /, **values: object) -> None:
        """Note a fault in *column* of this row."""
        self.faults.add(code, self.file, self.line, column, **values)

    def name(self, column: str, text: str) -> str | None:
        """Return the name as written; None where it is empty or holds signs no one can see."""
        if not text or text.isspace():
            self.fault(FaultCode.NAME_EMPTY, column)
            return None
        if has_hidden_signs(text):
            self.fault(FaultCode.NAME_SIGNS, column)
            return None
        return text

    def code(self, column: str, text: str, lengths: Collection[int]) -> str | None:
        """Return the code; None where it is no code of one of the *lengths*."""
        if not is_code(text):
            self.fault(FaultCode.CODE_DIGITS, column, code=text)
            return None
        if len(text) not in lengths:
            wanted = "/".join(str(length) for length in lengths)
            self.fault(FaultCode.CODE_LENGTH, column, code=text, length=len(text), wanted=wanted)
            return None
        return text

    def count(self, column: str, text: str) -> int | None:
        """Return a whole number of zero or more; an empty cell is a fault here."""
        if text.isascii() and text.isdigit() and len(text) <= 9:
            return int(text)
        digits = text[1:]
        if text[:1] == "-" and digits.isascii() and digits.isdigit():
            self.fault(FaultCode.NEGATIVE, column, value=text)
        else:
            self.fault(FaultCode.NOT_A_COUNT, column, value=text)
        return None

    def number(self, column: str, text: str, least: int, most: int) -> int | None:
        """Return a whole number within bounds."""
        value = self.count(column, text)
        if value is not None and not least <= value <= most:
            self.fault(FaultCode.OUT_OF_RANGE, column, value=value, least=least, most=most)
            return None
        return value

    def count_or_empty(self, column: str, text: str) -> int | None:
        """Return a whole number, or None for an empty cell."""
        return self.count(column, text) if text else None

    def yes(self, column: str, text: str) -> bool:
        """Return whether the cell says ``yes``; ``no`` and empty are the other answers."""
        if text not in ("yes", "no", ""):
            self.fault(FaultCode.UNKNOWN_VALUE, column, value=text, known="yes, no")
        return text == "yes"

    def colour(self, column: str, text: str) -> str | None:
        """Return a colour as ``#RRGGBB``."""
        if not COLOUR.fullmatch(text):
            self.fault(FaultCode.COLOUR, column, value=text)
            return None
        return text


class Once:
    """Remembers values that may stand in one line only, and notes the second line."""

    def __init__(self) -> None:
        self._first: dict[object, int] = {}

    def first_time(self, place: Place, column: str, key: object, shown: object) -> bool:
        """Return whether *key* is new; note *shown* as a duplicate where it is not."""
        first = self._first.setdefault(key, place.line)
        if first != place.line:
            place.fault(FaultCode.DUPLICATE, column, value=shown, first=first)
        return first == place.line
