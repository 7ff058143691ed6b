"""What can be wrong in an election folder, and the one line that tells a person what to do about it.

In: a fault's code, its place and the values that its sentence names. Out: ``Fault``s and, when there are any,
one ``ElectionFaultsError`` with all of them. Invariant: every fault names its file, and line and cell where
it has them; at most LIMIT are kept, all are counted. Finding them is the work of the readers beside this
file.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sirekap.election.sayings import SAYINGS, FaultCode

LIMIT = 100
"""Faults kept and shown; more of them help no one, so the rest are only counted."""

LONGEST = 200
"""Signs of a cell that a sentence repeats."""

COLUMN_WORD = {"id": "kolom", "en": "column"}
MORE = {"id": "dan {rest} kesalahan lain", "en": "and {rest} more faults"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong; ``line`` counts from 1, ``column`` is the header's word or the TOML key."""

    file: str
    line: int | None
    column: str | None
    code: FaultCode
    say: Mapping[str, str]
    """What is wrong and what to do, by language (``id``, ``en``)."""

    def text(self, language: str = "id") -> str:
        """Return the whole line: ``stations.csv:17, kolom "village": ...``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        if self.column is not None:
            place += f', {COLUMN_WORD[language]} "{self.column}"'
        return f"{place}: {self.say[language]}"


class ElectionFaultsError(ValueError):
    """The folder is no election yet: ``faults`` says why, ``count`` how many there are in all."""

    def __init__(self, faults: tuple[Fault, ...], count: int | None = None) -> None:
        self.faults = faults
        self.count = len(faults) if count is None else count
        self.say = {language: self.text(language) for language in COLUMN_WORD}
        super().__init__(self.say["id"])

    def text(self, language: str = "id") -> str:
        """Return one line a fault, and how many were left out."""
        lines = [fault.text(language) for fault in self.faults]
        if self.count > len(self.faults):
            lines.append(MORE[language].format(rest=self.count - len(self.faults)))
        return "\n".join(lines)


class Faults:
    """Collects what the readers find, so that a person sees everything at once."""

    def __init__(self) -> None:
        self._kept: list[Fault] = []
        self.count = 0

    def add(
        self,
        code: FaultCode,
        file: str,
        line: int | None = None,
        column: str | None = None,
        /,
        **values: object,
    ) -> None:
        """Note one fault; *values* fill the places of its sentence."""
        self.count += 1
        if len(self._kept) < LIMIT:
            shown = {name: _shown(value) for name, value in values.items()}
            say = {language: words.format_map(shown) for language, words in SAYINGS[code].items()}
            cell = None if column is None else _shown(column)
            self._kept.append(Fault(_shown(file), line, cell, code, say))

    def stop_if_any(self) -> None:
        """Raise ElectionFaultsError when anything was found, in the order of files and lines."""
        if self.count:
            found = sorted(self._kept, key=lambda fault: (fault.file, fault.line or 0))
            raise ElectionFaultsError(tuple(found), self.count)


def _shown(value: object) -> str:
    """Write *value* so that it stays on one line and short, whatever the cell held."""
    text = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in str(value))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
