"""``sirekap backup``: copy everything that is held, while the system runs."""

from pathlib import Path
from typing import Annotated

import typer

from sirekap.cli.wiring import wiring_of


def backup(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where the copy goes; photos already there are left.")],
    data: Annotated[Path, typer.Option(help="Folder of the database, photos and keys.")],
) -> None:
    """Copy database, photos and keys. The copy holds secrets: guard it as you guard the server."""
    print(f"{folder}: {wiring_of(context).back_up(data, folder)} photos")
