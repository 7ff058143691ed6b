"""``sirekap accounts``: open accounts; the sign-in code is shown once."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sirekap.accounts.model import AccountId, Reach, Role
from sirekap.cli.passphrase import issuer_passphrase
from sirekap.cli.wiring import wiring_of

app = typer.Typer(help="Open accounts, one by one or from a spreadsheet.", no_args_is_help=True)


@app.callback()
def accounts() -> None:
    """Open accounts, one by one or from a spreadsheet."""


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


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV or XLSX with place, role, number, name and perhaps nik.")],
    election: Annotated[Path, typer.Option(help="Folder that defines the election.")],
    data: Annotated[Path, typer.Option(help="Folder of the database.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Open every account of a spreadsheet, or none. The same file twice changes nothing."""
    from sirekap.accounts.machines import OPERATOR  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.actions.import_accounts import ImportAccounts, import_accounts  # noqa: PLC0415 -- same

    command = ImportAccounts(file.name, read_file(file), OPERATOR, datetime.now(UTC))
    with wiring_of(context).open_system(election, data) as system:
        done = import_accounts(system.ports, command)
    if as_json:
        print(json.dumps(asdict(done)))
    else:
        print(f"{done.opened} opened, {done.changed} changed, {done.unchanged} unchanged")


@app.command()
def vouchers(
    context: typer.Context,
    election: Annotated[Path, typer.Option(help="Folder that defines the election.")],
    data: Annotated[Path, typer.Option(help="Folder of the database.")],
    issuer: Annotated[Path | None, typer.Option(help="Issuer's .cert, its .key beside it.")] = None,
    reach: Annotated[str, typer.Option(help="Region or station whose accounts get one; 0 for all.")] = "0",
    out: Annotated[Path, typer.Option("-o", "--out", help="PDF to write.")] = Path("vouchers.pdf"),
    taken: Annotated[
        Path | None, typer.Option("--from", help="vouchers.jsonl of those printed with no network.")
    ] = None,
) -> None:
    """Print paper for each account that has none: vouchers by an issuer, console codes always.

    With --from, tell the server of vouchers printed elsewhere instead.
    """
    from sirekap.accounts.machines import OPERATOR  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.actions import key_folder, make_vouchers, print_slips, voucher_file  # noqa: PLC0415 -- same

    now = datetime.now(UTC)
    with wiring_of(context).open_system(election, data) as system:
        ports = system.ports
        if taken is not None:
            told = voucher_file.TakeVouchers(read_file(taken), OPERATOR, now)
            print(f"{voucher_file.take_vouchers(ports, told)} vouchers taken")
            return
        key = None if issuer is None else key_folder.open_issuer(issuer, issuer_passphrase())
        where = Reach("" if reach == "0" else reach)
        handed = make_vouchers.make_vouchers(ports, make_vouchers.MakeVouchers(key, where, OPERATOR, now))
        if handed:
            key_folder.keep_private(out, print_slips.print_slips(ports.election, handed))
        print(f"{len(handed)} vouchers{f': {out}' if handed else ''}")


@app.command()
def revoke(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A .revocation of ``sirekap election keys revoke``.")],
    election: Annotated[Path, typer.Option(help="Folder that defines the election.")],
    data: Annotated[Path, typer.Option(help="Folder of the database.")],
    issuer: Annotated[Path | None, typer.Option(help="The .cert of the issuer that signed it.")] = None,
) -> None:
    """Tell the server that a key is revoked."""
    from sirekap.accounts.links import read_issuer  # noqa: PLC0415 -- so that --help stays fast
    from sirekap.accounts.machines import OPERATOR  # noqa: PLC0415 -- same
    from sirekap.actions.take_revocation import TakeRevocation, take_revocation  # noqa: PLC0415 -- same

    signer = None if issuer is None else read_issuer(read_file(issuer))
    with wiring_of(context).open_system(election, data) as system:
        told = take_revocation(
            system.ports, TakeRevocation(read_file(file), signer, OPERATOR, datetime.now(UTC))
        )
    print(f"{told.key} revoked at {told.place or 'the nation'}: {told.reason.name.lower()}")


class NoFileError(ValueError):
    """There is no such file; ``say`` tells what to do, by language."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"no file {file}")
        self.say = {
            "id": f"{file} tidak terbaca; sebutkan berkas yang ada.",
            "en": f"{file} cannot be read; name a file that is there.",
        }


def read_file(file: Path) -> bytes:
    """Return the bytes of a file that a person named; raise NoFileError."""
    try:
        return file.read_bytes()
    except OSError:
        raise NoFileError(file) from None
