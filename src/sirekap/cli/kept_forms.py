"""The forms that ``sirekap read`` looks for where no election is named, kept between runs to start sooner.

In: families. Out: the presidential form of three tickets in each. Invariant: what is kept was made by this
very program, because its folder is named by a digest of all that forms are made from. Where nothing can be
kept, forms are made each time.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sirekap.forms.form_json import form_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sirekap.election.model import Contest
    from sirekap.forms.model import Form

SOURCES = ("forms/**/*.py", "forms/**/*.toml", "election/*.py")
"""What forms are made from."""


def usual_forms(families: Sequence[str]) -> tuple[Form, ...]:
    """Return the forms of *families*, all that there are where none is named; ``FormError`` for others."""
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    shelf = Path(os.path.expanduser(home), "sirekap", _digest()[:20])  # noqa: PTH111 -- Path's raises where there is no home
    names = families or _listed(shelf)
    return tuple(_kept(shelf, family) or _made(shelf, family) for family in names)


def _listed(shelf: Path) -> Sequence[str]:
    """Return the families that are kept, or all that the catalogue has."""
    with suppress(OSError):
        if kept := (shelf / "families").read_text(encoding="utf-8").split():
            return kept
    from sirekap.forms.catalogue import FAMILIES  # noqa: PLC0415 -- slow; only where nothing is kept

    _keep(shelf / "families", " ".join(FAMILIES).encode())
    return tuple(FAMILIES)


def _kept(shelf: Path, family: str) -> Form | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        return form_of((shelf / f"{family}.json").read_bytes())
    return None


def _made(shelf: Path, family: str) -> Form:
    from sirekap.forms.catalogue import form_for  # noqa: PLC0415 -- slow; only where nothing is kept

    form = form_for(three_tickets(), family)
    _keep(shelf / f"{family}.json", form.canonical())
    return form


def _keep(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; a folder that cannot be written to is no fault."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(path)


def _digest() -> str:
    package = Path(__file__).resolve().parents[1]
    whole = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(package.glob(pattern)):
            whole.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def three_tickets() -> Contest:
    """Return a presidential contest of three tickets: all that a form's layout depends on."""
    from sirekap.election.model import Contest, ContestId, ContestKind, Ticket  # noqa: PLC0415 -- as above

    tickets = tuple(Ticket(number, (f"Calon {number}",), "#808080", number) for number in (1, 2, 3))
    return Contest(ContestId("ppwp"), ContestKind.PRESIDENT, "Presiden dan Wakil Presiden", tickets)
