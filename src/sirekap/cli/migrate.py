"""``sirekap migrate``: bring an older version's database to this one's shape."""

from pathlib import Path
from typing import Annotated

import typer

from sirekap.cli.wiring import wiring_of


def migrate(
    context: typer.Context,
    data: Annotated[Path, typer.Option(help="Folder of the database; SIREKAP_DATABASE names another.")],
) -> None:
    """Take every step that is missing, all or none. Make a backup first."""
    before, after = wiring_of(context).migrate(data)
    print(f"{before or 'empty'} -> {after}")
