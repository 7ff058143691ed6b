"""``sirekap forms incidents``: a plenary's incidents and witnesses' objections on paper.

In: an election, a table of what was recorded, a signing key. Out: a PDF. Invariant: the table's order is
kept, and a row that is not understood stops the form; a table without rows is printed as NIHIL.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sirekap.cli.page_keys import signing_key
from sirekap.cli.recap_forms import RecapChoiceError, named, read, region_code, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sirekap.forms.incident_record import Entry

COLUMNS = ("kind", "time", "place", "by", "what", "answer")
DRAWN: Mapping[str, str] = {
    "id": "{file}: {entries} catatan, data {digest}",
    "en": "{file}: {entries} entries, data {digest}",
}


def incidents(  # noqa: PLR0913 - each is one option of the command
    form: Annotated[str, typer.Argument(help="Such as D.KEJADIAN-KHUSUS-KECAMATAN-PPWP.", metavar="FORM")],
    *,
    election: Annotated[Path, typer.Option(help="Folder that defines the election.", metavar="DIR")],
    region: Annotated[str, typer.Option(help="Code of the plenary's region; none for the nation.")] = "",
    table: Annotated[
        Path | None,
        typer.Option(
            help="CSV with kind (incident or objection), time, place, by, what, answer; else NIHIL."
        ),
    ] = None,
    key: Annotated[
        Path,
        typer.Option(
            help="What signs the pages: an issuer's .cert, its .key beside it, or an Ed25519 key (PEM)."
        ),
    ],
    constituency: Annotated[str, typer.Option(help="Dapil, where the region has several.")] = "",
    version: Annotated[int, typer.Option(help="2 and more when a signed one is made anew.", min=1)] = 1,
    out: Annotated[Path, typer.Option("-o", "--out", help="PDF to write.", metavar="OUT.pdf")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Draw a D.KEJADIAN KHUSUS DAN/ATAU KEBERATAN SAKSI, every page with its words in signed codes."""
    from sirekap.actions.open_election import open_election  # noqa: PLC0415 - keeps --help fast
    from sirekap.cli import language  # noqa: PLC0415 - cli gathers this module before it defines language
    from sirekap.forms.incident_print import print_incidents  # noqa: PLC0415 - keeps --help fast
    from sirekap.forms.incident_record import IncidentRecord  # noqa: PLC0415 - same
    from sirekap.recap.d_hasil import plenary  # noqa: PLC0415 - same

    opened = open_election(election)
    tier, contest = named(opened, form, "D.KEJADIAN-KHUSUS")
    of = plenary(opened, contest, tier, region_code(region), constituency)
    record = IncidentRecord(
        tier=tier,
        election=opened.id,
        contest=of.contest.id,
        contest_name=of.contest.kind.value,
        region=of.region,
        version=version,
        entries=() if table is None else tuple(_entries(read(table), table)),
    )
    write(out, print_incidents(record, opened, of.contest, signing_key(key)))
    told = {"file": str(out), "entries": len(record.entries), "digest": record.digest.hex()}
    print(json.dumps(told) if as_json else DRAWN[language()].format(**told))


def _entries(data: bytes, name: Path) -> Iterator[Entry]:
    """Yield the table's entries; RecapChoiceError names the line of one that is not understood."""
    from sirekap.forms.incident_record import Entry, EntryKind  # noqa: PLC0415 - keeps --help fast

    try:
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
        header = rows.fieldnames or ()
    except UnicodeDecodeError:
        header = ()
    if any(column not in header for column in COLUMNS):
        raise RecapChoiceError(
            f"{name}: baris pertama harus memuat kolom {', '.join(COLUMNS)} (CSV UTF-8).",
            f"{name}: the first line must name the columns {', '.join(COLUMNS)} (CSV in UTF-8).",
        )
    kinds = {kind.value: kind for kind in EntryKind}
    for row in rows:
        kind, *texts = ((row[column] or "").strip() for column in COLUMNS)
        if kind not in kinds or not row["what"]:
            raise RecapChoiceError(
                f"{name}:{rows.line_num}: kind harus incident atau objection, dan what terisi.",
                f"{name}:{rows.line_num}: kind must be incident or objection, and what filled in.",
            )
        yield Entry(kinds[kind], *texts)
