"""``sirekap accounts``: open accounts; the sign-in code is shown once."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sirekap.accounts.model import AccountId, Reach, Role
from sirekap.cli.wiring import wiring_of

app = typer.Typer(help="Open accounts for officers, verifiers and administrators.", no_args_is_help=True)


@app.callback()
def accounts() -> None:
    """Open accounts for officers, verifiers and administrators."""


@app.command()
def add(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help="Name of the account: letters, digits, dots; no person's name.")
    ],
    role: Annotated[Role, typer.Argument(help="What the account is there for.")],
    reach: Annotated[str, typer.Argument(help="Code of a station or region; 0 for the whole nation.")],
    election: Annotated[Path, typer.Option(help="Folder that defines the election.")],
    data: Annotated[Path, typer.Option(help="Folder of the database.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Open an account and print its sign-in code. The code is kept nowhere: it cannot be shown again."""
    from sirekap.accounts.machines import OPERATOR  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.actions.add_account import AddAccount, add_account  # noqa: PLC0415 -- same

    where = Reach("" if reach == "0" else reach)
    command = AddAccount(AccountId(name), role, where, OPERATOR, datetime.now(UTC))
    with wiring_of(context).open_system(election, data) as system:
        account, code = add_account(system.ports, command)
    if as_json:
        print(json.dumps({"account": account.id, "role": role.value, "reach": where, "code": code}))
    else:
        print(f"{account.id} ({role.value}, {where or 'nation'}): {code}")
