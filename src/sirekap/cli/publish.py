"""``sirekap publish``: write the whole public folder once."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sirekap.cli.wiring import wiring_of


def publish(
    context: typer.Context,
    election: Annotated[Path, typer.Option(help="Folder that defines the election.")],
    data: Annotated[Path, typer.Option(help="Folder of the database and photos.")],
    out: Annotated[Path, typer.Option(help="Folder to write the public files to.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write every public file of the election; files that would not change are left alone."""
    from sirekap.accounts.machines import OPERATOR  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.actions.publish import Publish  # noqa: PLC0415 -- same
    from sirekap.actions.publish import publish as write  # noqa: PLC0415 -- same

    with wiring_of(context).open_system(election, data, public=out) as system:
        done = write(system.ports, Publish(OPERATOR, datetime.now(UTC)))
    if as_json:
        print(json.dumps({"files": done.files, "written": done.written, "removed": done.removed}))
    else:
        print(f"{out}: {done.files} files, {done.written} written, {done.removed} removed")
