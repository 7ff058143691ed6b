"""Reads a statutory form's file, or says everything that is wrong with it, by line.

In: the name and text of a file. Out: a ``FormFile``, or ``FormFileError`` with a fault a line. Invariant:
each fault names the line of the entry it is about, and what to do, in Indonesian and English. What the
language may say is declared in ``language``.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sirekap.forms.language import FormFile
from sirekap.forms.wording import PLACEHOLDERS, placeholders

Key = tuple[str | int, ...]

SAYINGS: Mapping[str, tuple[str, str]] = {
    "missing": ("isian ini tidak ada; tambahkan", "this entry is missing; add it"),
    "extra_forbidden": (
        "isian ini tidak dikenal; periksa ejaannya atau hapus",
        "this entry is not known; check its spelling or remove it",
    ),
    "string_too_short": ("isinya kosong; tulis teksnya", "it is empty; write its text"),
    "too_short": ("butuh sedikitnya {min_length}; tambahkan", "it needs at least {min_length}; add more"),
    "too_long": ("paling banyak {max_length}; kurangi", "at most {max_length} are possible; take some away"),
    "greater_than": ("harus lebih dari {gt}; ganti angkanya", "it must be more than {gt}; change the number"),
    "greater_than_equal": (
        "paling sedikit {ge}; ganti angkanya",
        "it must be at least {ge}; change the number",
    ),
    "less_than_equal": ("paling banyak {le}; ganti angkanya", "it must be at most {le}; change the number"),
    "literal_error": ("tidak dikenal; pilih {expected}", "it is not known; choose {expected}"),
    "enum": ("tidak dikenal; pilih {expected}", "it is not known; choose {expected}"),
    "union_tag_invalid": (
        "bagian ini tidak dikenal; pilih {expected_tags}",
        "there is no such part; choose {expected_tags}",
    ),
    "union_tag_not_found": ('tulis part = "…" untuk bagian ini', 'say part = "…" for this part'),
    "string_pattern_mismatch": (
        "tidak ada isian bernama itu; lihat docs/form-language.md",
        "there is no field of that name; see docs/form-language.md",
    ),
    "placeholder": ("{{{input}}} tidak dikenal; pilih {known}", "{{{input}}} is not known; choose {known}"),
    "toml": ("tata tulis TOML salah; betulkan ({reason})", "the TOML syntax is wrong; mend it ({reason})"),
}
TYPES = (
    "isinya salah jenis; lihat docs/form-language.md",
    "it has the wrong type; see docs/form-language.md",
)
"""What is said of any other fault: the value is of a wrong type."""


@dataclass(frozen=True, slots=True)
class FormFault:
    """One thing wrong with a form's file: its line, the entry, and the sentence by language."""

    file: str
    line: int
    entry: str
    say: Mapping[str, str]


class FormFileError(ValueError):
    """The file is no form; ``faults`` says why, ``say`` the first of them in one line, by language."""

    def __init__(self, faults: tuple[FormFault, ...]) -> None:
        """Keep all faults."""
        self.faults = faults
        first = faults[0]
        where = f'{first.file}:{first.line}, "{first.entry}": '
        self.say: Mapping[str, str] = {each: f"{where}{first.say[each]}." for each in ("id", "en")}
        super().__init__(self.say["en"])


def read_form_file(name: str, text: str) -> FormFile:
    """Return what the file says; raises ``FormFileError``."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        place = re.search(r"line (\d+)", str(wrong))
        line = int(place[1]) if place else text.count("\n") + 1
        raise FormFileError((_fault(name, line, "TOML", "toml", {"reason": str(wrong)}),)) from None
    try:
        said = FormFile.model_validate_json(json.dumps(found, default=str))
    except ValidationError as wrong:
        errors, lines = wrong.errors(include_url=False), _lines(text)
        faults = (_told(name, lines, each) for each in errors if not _is_wake(each, errors))
        raise FormFileError(tuple(sorted(faults, key=lambda each: each.line))) from None
    unknown = tuple(_unknown(name, text))
    if unknown:
        raise FormFileError(unknown)
    return said


def _is_wake(error: ErrorDetails, errors: Iterable[ErrorDetails]) -> bool:
    """Tell whether a list is only called too short because something in it is wrong."""
    loc = error["loc"]
    inside = (each["loc"] for each in errors if len(each["loc"]) > len(loc))
    return error["type"] == "too_short" and any(each[: len(loc)] == loc for each in inside)


def _told(name: str, lines: Mapping[Key, int], error: ErrorDetails) -> FormFault:
    """Turn one of pydantic's errors into a sentence at a line."""
    place = _place(lines, error["loc"])
    entry = next((str(each) for each in reversed(error["loc"]) if isinstance(each, str)), "")
    return _fault(
        name, lines.get(place, 1), entry, error["type"], {**error.get("ctx", {}), "input": error["input"]}
    )


def _fault(name: str, line: int, entry: str, kind: str, values: Mapping[str, object]) -> FormFault:
    said = SAYINGS.get(kind, TYPES)
    indonesian, english = (each.format_map(values) for each in said)
    return FormFault(name, line, entry, {"id": indonesian, "en": english})


def _unknown(name: str, text: str) -> Iterator[FormFault]:
    """Yield the words between braces that stand for nothing."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("#"):
            continue
        for word in placeholders(line):
            if word not in PLACEHOLDERS:
                values = {"input": word, "known": ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)}
                yield _fault(name, number, line.split("=")[0].strip(), "placeholder", values)


def _lines(text: str) -> dict[Key, int]:
    """Return the line of every section and entry, by its path: ``("page", 0, "part", 1, "title")``."""
    found: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    here: Key = ()
    for number, line in enumerate(text.splitlines(), start=1):
        heading = re.match(r"\s*\[\[?\s*([\w.-]+)\s*\]", line)
        entry = re.match(r"\s*([\w-]+)\s*=", line)
        if heading:
            here = _section(heading[1].split("."), counts)
            found[here] = number
        elif entry:
            found[(*here, entry[1])] = number
    return found


def _section(names: list[str], counts: dict[Key, int]) -> Key:
    """Return the path of the section that begins here; the last name counts one up."""
    path: Key = ()
    for depth, each in enumerate(names):
        path = (*path, each)
        if depth == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        path = (*path, counts.get(path, 0))
    return path


def _place(lines: Mapping[Key, int], loc: tuple[str | int, ...]) -> Key:
    """Return the longest path with a known line; the kind of a part is no step of it."""
    best: Key = ()
    for each in loc:
        if (*best, each) in lines or any(key[: len(best) + 1] == (*best, each) for key in lines):
            best = (*best, each)
    while best and best not in lines:
        best = best[:-1]
    return best
