"""``sirekap forms draw FORM --books DIR``: the forms of a nation, one PDF a village, for the printer."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from rich.progress import Progress

    from sirekap.actions.draw_books import DrawnBook
    from sirekap.election.model import Election
    from sirekap.forms.model import Form

WORDS: Mapping[str, str] = {
    "id": "{folder}: {books} buku, {pages} halaman ({skipped} buku sudah ada)",
    "en": "{folder}: {books} books, {pages} pages ({skipped} books were there already)",
}


class BooksError(ValueError):
    """The books cannot be drawn so; ``say`` tells what to do, by language."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.say = {"id": indonesian, "en": english}


def draw_books(
    election: Election, form: Form, within: str, folder: Path, jobs: int, *, as_json: bool
) -> None:
    """Draw all books within *within*, with a bar of stations where a person watches."""
    from sirekap.actions.draw_books import draw_books as draw  # noqa: PLC0415 - keeps --help fast
    from sirekap.cli import language  # noqa: PLC0415 - cli gathers this module before it defines language
    from sirekap.forms.books import books, folder_name  # noqa: PLC0415 - keeps --help fast

    count = sum(1 for code in election.stations if code.startswith(within))
    if not count:
        raise BooksError(
            f"Tidak ada TPS dengan kode {within} dalam pemilihan ini; periksa angkanya.",
            f"This election has no station of code {within}; check the digits.",
        )
    drawn = draw(form, election.id, books(election, within), folder, jobs or os.cpu_count() or 1)
    tally: Counter[str] = Counter(books=0, pages=0, skipped=0)
    try:
        for each in _watched(drawn, count):
            tally.update(books=1, pages=each.pages, skipped=int(each.was_there))
    except OSError as error:
        raise BooksError(
            f"{folder} tidak dapat ditulis ({error.strerror}); sebutkan folder lain, lalu jalankan lagi.",
            f"{folder} cannot be written ({error.strerror}); name another folder and run again.",
        ) from None
    told: dict[str, str | int] = {"folder": str(folder / folder_name(form, election.id)), **tally}
    print(json.dumps(told) if as_json else WORDS[language()].format(**told))


def _watched(drawn: Iterator[DrawnBook], stations: int) -> Iterator[DrawnBook]:
    """Yield what is drawn and move a bar of *stations* on a terminal."""
    with _bar() as bar:
        task = bar.add_task("PDF", total=stations) if bar else None
        for each in drawn:
            yield each
            if bar and task is not None:
                bar.advance(task, each.stations)


def _bar() -> AbstractContextManager[Progress | None]:
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console  # noqa: PLC0415 - keeps --help fast
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415 - same

    console = Console(stderr=True)
    return Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True)
