"""``sirekap forms lint``: rehearse a form's layout before a million copies exist."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sirekap.forms.weaknesses import Trouble
    from sirekap.rehearsal.lint import FieldTrial

HEADS: Mapping[str, tuple[str, str, str, str, str]] = {
    "id": ("hal.", "isian", "foto ditolak", "salah baca", "perlu orang kedua"),
    "en": ("page", "field", "photos refused", "misread", "to a second person"),
}
DONE: Mapping[str, str] = {
    "id": "{form} ({family}), {photos} foto geladi tiap halaman: {fields} isian, {weak} kelemahan.",
    "en": "{form} ({family}), {photos} rehearsed photos a page: {fields} fields, {weak} weaknesses.",
}


def lint(
    form: Annotated[str, typer.Argument(help="The form's name, such as C.HASIL-PPWP.", metavar="FORM")],
    *,
    election: Annotated[Path, typer.Option(help="Folder that defines the election.", metavar="DIR")],
    family: Annotated[str, typer.Option(help="kpu-2024 or sirekap-1; else the election's own.")] = "",
    stations: Annotated[int, typer.Option(help="Stations to rehearse.", min=1)] = 12,
    seed: Annotated[int, typer.Option(help="The same seed gives the same figures.", min=0)] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a field.")] = False,
) -> None:
    """Rehearse a layout: how often each field would be misread or refused, and what causes it."""
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 - keeps --help fast
    from sirekap.cli import language  # noqa: PLC0415 - same
    from sirekap.cli.form_choice import contest_of  # noqa: PLC0415 - same
    from sirekap.forms.catalogue import contest_form  # noqa: PLC0415 - same
    from sirekap.rehearsal.lint import lint as rehearse_layout  # noqa: PLC0415 - same

    opened = open_election(election)
    contest = contest_of(opened, form)
    layout = contest_form(opened, contest, family)
    trials = rehearse_layout(opened, contest, layout, stations, seed, os.cpu_count() or 1)
    if as_json:
        for trial in trials:
            print(json.dumps(_as_json(trial), ensure_ascii=False))
        return
    words = language()
    _table(trials, words)
    weak = sum(len(trial.causes) for trial in trials)
    told = {"form": layout.name, "family": layout.family, "fields": len(trials), "weak": weak}
    print(DONE[words].format(photos=stations, **told))


def _as_json(trial: FieldTrial) -> dict[str, Any]:
    return {
        "page": trial.page,
        "field": trial.field,
        "photos": trial.photos,
        "refused": trial.refused,
        "misread": trial.misread,
        "not_accepted": trial.not_accepted,
        "accepted_wrong": trial.accepted_wrong,
        "causes": [
            {"code": each.trouble.value, "measure": round(each.measure, 2), "say": dict(each.say)}
            for each in trial.causes
        ],
    }


def _table(trials: Sequence[FieldTrial], words: str) -> None:
    """Print the fields that cost most first, and below them each weakness once, at its worst."""
    print("{:>4}  {:32}  {:>14}  {:>10}  {:>18}".format(*HEADS[words]))
    for trial in sorted(trials, key=lambda each: -each.trouble):
        rates = (f"{count}/{trial.photos}" for count in (trial.refused, trial.misread, trial.not_accepted))
        print("{:>4}  {:32}  {:>14}  {:>10}  {:>18}".format(trial.page, trial.field, *rates))
    hurt: dict[tuple[int, Trouble], list[FieldTrial]] = {}
    for trial in trials:
        for cause in trial.causes:
            hurt.setdefault((trial.page, cause.trouble), []).append(trial)
    for (page, trouble), own in hurt.items():
        worst = max((c for t in own for c in t.causes if c.trouble is trouble), key=lambda c: c.excess)
        more = f" +{len(own) - 3}" if len(own) > 3 else ""
        names = ", ".join(trial.field for trial in own[:3])
        print(f"{HEADS[words][0]} {page}: {worst.say[words]} ({names}{more})")
