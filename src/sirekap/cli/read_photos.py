"""``sirekap read``: read photos of result forms, one line or one table each.

In: files and folders of photos. Out: with ``--json`` one object a line, in the order given, else a table a
photo. Invariant: every photo gives its lines; a file that is missing is told on standard error, the others
are read all the same, and the exit code is 2. Refused photos are an answer, not an error. Scripts start this
verb for a photo at a time, so it parses its words by the standard library: what the other verbs do that
with takes a third of a start.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from concurrent.futures import Future
    from contextlib import AbstractContextManager

    from rich.progress import Progress

    from sirekap.forms.model import Form
    from sirekap.reading.model import FieldReading, Reading
    from sirekap.reading.read_photo import Reader

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".pdf"})
"""What is taken from a folder; a file named by itself is read whatever it is called."""

AHEAD = 4
"""Photos handed out for each worker, so that none waits and ten thousand take no more memory than ten."""

_at_work: dict[str, Any] = {}
"""The reader and the forms of a worker process, loaded once."""


class _Words(argparse.ArgumentParser):
    """Parses the words after ``sirekap read``; tells in one line how they were misused."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        # Only where something is said; cli gathers this module before it defines language.
        from sirekap.cli import language  # noqa: PLC0415 -- same
        from sirekap.cli.misused import misused  # noqa: PLC0415 -- same

        self.exit(2, misused(self.prog, message, language()) + "\n")


def _jobs(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1 on")
    return int(word)


def _parser() -> argparse.ArgumentParser:
    parser = _Words(
        prog="sirekap read",
        description="Read photos of result forms: every field with its value, and how sure the reader is.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("photos", nargs="+", type=Path, metavar="PHOTO", help="Photos, PDF scans, or folders of them.")
    add("--json", action="store_true", help="Print one JSON object a line.")
    add(
        "--form",
        action="append",
        default=[],
        metavar="FAMILY",
        help="Family of forms to look for, such as kpu-2024; may be repeated.",
    )
    add("--election", type=Path, metavar="DIR", help="Election folder whose forms to look for.")
    add("-j", "--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help="Photos read at once.")
    add("--trace", type=Path, metavar="DIR", help="Folder to draw in what the reader saw, a page a photo.")
    return parser


def read_photos(words: Sequence[str]) -> int:
    """Do what *words*, those after ``sirekap read``, ask for; return the exit code."""
    asked = _parser().parse_intermixed_args(words)
    forms = _forms(asked.form, asked.election)
    paths, missing = _files(asked.photos)
    if asked.trace is not None:
        asked.trace.mkdir(parents=True, exist_ok=True)
    for path in missing:
        print(f"sirekap: {_missing(path)}", file=sys.stderr)
    families = {each.hash: each.family for each in forms}
    with _progress(len(paths)) as progress:
        task = progress.add_task("sirekap read", total=len(paths)) if progress else None
        for path, readings in _read_all(paths, forms, asked.jobs, asked.trace):
            for reading in readings:
                told = _as_json if asked.json else _as_table
                _print(told(path, reading, families))
            if progress and task is not None:
                progress.advance(task)
    return 2 if missing else 0


def _forms(families: Sequence[str], election: Path | None) -> tuple[Form, ...]:
    """Return the forms to look for: of the election's contests, or of a contest of three tickets."""
    if election is None:
        from sirekap.cli.kept_forms import usual_forms  # noqa: PLC0415 -- so that --help is quick

        return usual_forms(families)
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 -- only with an election
    from sirekap.forms.issued import IssuedForms  # noqa: PLC0415 -- same

    opened = open_election(election)
    issued = [IssuedForms(replace(opened, form_family=each)) for each in families or (opened.form_family,)]
    return tuple(
        forms.of(station, contest)
        for forms in issued
        for contest in forms.contests
        for station in forms.prints_of(contest).values()
    )


def _files(named: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files to read, folders opened, and the paths where there is nothing."""
    found: list[Path] = []
    missing: list[Path] = []
    for path in named:
        inside = sorted(
            each for each in path.rglob("*") if each.suffix.lower() in SUFFIXES and each.is_file()
        )
        if path.is_file():
            found.append(path)
        elif inside:
            found.extend(inside)
        else:
            missing.append(path)
    return found, missing


def _missing(path: Path) -> str:
    """Say of a path that cannot be read what to do."""
    from sirekap.cli import language  # noqa: PLC0415 -- only when something is wrong

    if language() == "id":
        return f"{path}: tidak ada foto di sini; periksa jalurnya."
    return f"{path}: there is no photo here; check the path."


def _read_all(
    paths: Sequence[Path], forms: Sequence[Form], jobs: int, trace: Path | None
) -> Iterator[tuple[Path, list[Reading]]]:
    """Read the files in order, *jobs* at once."""
    jobs = min(jobs, len(paths))
    if jobs <= 1:
        _prepare(forms, trace)
        yield from zip(paths, map(_read, paths), strict=True)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 -- only for several at once
    from multiprocessing import get_context  # noqa: PLC0415 -- same

    with ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, (forms, trace)) as pool:
        ahead: deque[tuple[Path, Future[list[Reading]]]] = deque()
        for path in paths:
            ahead.append((path, pool.submit(_read, path)))
            if len(ahead) >= jobs * AHEAD:
                first, reading = ahead.popleft()
                yield first, reading.result()
        for first, reading in ahead:
            yield first, reading.result()


def _prepare(forms: Sequence[Form], trace: Path | None) -> None:
    """Load what reading needs, once a process; one photo keeps to one thread."""
    import cv2  # noqa: PLC0415 -- only where photos are read

    from sirekap.reading.read_photo import open_reader  # noqa: PLC0415 -- same

    cv2.setNumThreads(1)
    _at_work.update(reader=open_reader(), forms=forms, trace=trace)


def _read(path: Path) -> list[Reading]:
    from sirekap.reading.read_photo import read_all  # noqa: PLC0415 -- as above

    reader: Reader = _at_work["reader"]
    folder: Path | None = _at_work["trace"]
    if folder is None:
        return read_all(path.read_bytes(), _at_work["forms"], reader)
    from sirekap.cli import language  # noqa: PLC0415 -- only to draw
    from sirekap.reading.trace_page import TracedFile  # noqa: PLC0415 -- same

    traced = TracedFile()
    readings = read_all(path.read_bytes(), _at_work["forms"], reader, traced)
    page = traced.html(path.name, readings, language())
    (folder / f"{path.name}.html").write_text(page, encoding="utf-8")
    return readings


def _progress(total: int) -> AbstractContextManager[Progress | None]:
    """Show progress on a terminal, and nothing in a pipe."""
    if total < 2 or not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console  # noqa: PLC0415 -- only on a terminal
    from rich.progress import Progress  # noqa: PLC0415 -- same

    return Progress(console=Console(stderr=True), transient=True)


def _print(text: str) -> None:
    print(text, flush=True)


def _as_json(path: Path, reading: Reading, families: Mapping[str, str]) -> str:
    """Put a reading into one line of JSON."""
    identity, refused = reading.identity, reading.refused
    return json.dumps(
        {
            "photo": str(path),
            "form": identity and families[identity.form_hash],
            "page": identity and identity.page,
            "refused": refused and {"code": refused.code.value, "say": dict(refused.say)},
            "seconds": round(reading.seconds, 3),
            "fields": {name: _field(field) for name, field in reading.fields.items()},
        },
        ensure_ascii=False,
    )


def _field(field: FieldReading) -> dict[str, Any]:
    return {
        "value": field.value,
        "probability": round(field.probability, 6),
        "accepted": field.accepted,
        "boxes": field.boxes,
        "evidence": {
            kind: {"value": each.value, "probability": round(each.probability, 6)}
            for kind, each in field.evidence.items()
        },
        "why": [{"code": each.code.value, "say": dict(each.say)} for each in field.why],
    }


def _as_table(path: Path, reading: Reading, families: Mapping[str, str]) -> str:
    """Put a reading into lines for people."""
    from sirekap.cli import language  # noqa: PLC0415 -- only for people

    spoken = language()
    if reading.refused is not None:
        return f"{path}: {reading.refused.say[spoken]}"
    words = _WORDS[spoken]
    identity = reading.identity
    page = "" if identity is None else f"{families[identity.form_hash]}, {words['page']} {identity.page}"
    head = f"{path}: {page}, {reading.seconds:.1f} s"
    rows = (_row(field, words, spoken) for field in reading.fields.values())
    return "\n".join([head, *rows])


_WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {"page": "halaman", "accepted": "diterima", "look": "perlu diperiksa", "blank": "kosong"},
    "en": {"page": "page", "accepted": "accepted", "look": "needs a look", "blank": "blank"},
}


def _row(field: FieldReading, words: Mapping[str, str], spoken: str) -> str:
    value = words["blank"] if field.value is None else str(field.value)
    verdict = words["accepted" if field.accepted else "look"]
    why = "".join(f"\n      {each.say[spoken]}" for each in field.why)
    return f"  {field.name:<32} {field.boxes:>5} {value:>7}  {field.probability:7.2%}  {verdict}{why}"
