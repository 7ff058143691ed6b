"""``sirekap restore``: make the system again from a backup."""

from pathlib import Path
from typing import Annotated

import typer

from sirekap.cli.wiring import wiring_of


def restore(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder that sirekap backup made.")],
    data: Annotated[Path, typer.Option(help="An empty folder for the database, photos and keys.")],
) -> None:
    """Check the backup's hashes and bring back database, photos and keys; never over what is there."""
    print(f"{data}: {wiring_of(context).restore(folder, data)} photos")
