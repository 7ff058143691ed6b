"""The statutory forms there are: one file each under ``statutory/``, read once.

In: nothing, or a use and a contest. Out: ``FormFile`` values by the file's name. Invariant: a file that is
no form is told by line when it is first needed, never skipped.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from sirekap.election.model import ContestKind
from sirekap.forms.form_file import read_form_file
from sirekap.forms.language import FormFile

FOLDER = Path(__file__).parent / "statutory"


@cache
def statutory_forms() -> Mapping[str, FormFile]:
    """Return every form by its file's name without ``.toml``; raises ``FormFileError``."""
    return {path.stem: statutory_form(path.stem) for path in sorted(FOLDER.glob("*.toml"))}


@cache
def statutory_form(name: str) -> FormFile:
    """Return one form by its file's name without ``.toml``; raises ``FormFileError``."""
    path = FOLDER / f"{name}.toml"
    return read_form_file(path.name, path.read_text("utf-8"))


def forms_for(kind: ContestKind, *, abroad: bool) -> Iterator[FormFile]:
    """Yield the forms of a contest at home or abroad, result first, and those that serve both."""
    order = ("result", "copy", "incidents", "attendance")
    found = [each for each in statutory_forms().values() if kind in each.contests]
    for each in sorted(found, key=lambda each: order.index(each.use)):
        if each.abroad == abroad or each.use in ("incidents", "attendance"):
            yield each


def result_form(kind: ContestKind, *, abroad: bool) -> FormFile:
    """Return the C.HASIL of a contest; KeyError where none is held there.

    Only files that name the contest are taken apart: a reader of one form must not wait for all of them.
    """
    for path in sorted(FOLDER.glob("*.toml")):
        text = path.read_text("utf-8")
        if 'use = "result"' not in text or f'"{kind.value}"' not in text:
            continue
        form = statutory_form(path.stem)
        if form.use == "result" and kind in form.contests and form.abroad == abroad:
            return form
    raise KeyError(kind, abroad)
