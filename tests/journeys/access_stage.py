"""A kabupaten's people before a real server: who hands out access, who lost it, who helps, who audits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.accounts.keys import ISSUER, ROOTS, issuer
from tests.rehearsal.rehearsed import FOLDER

from sirekap.accounts.certificates import seconds
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.actions.import_accounts import ImportAccounts, import_accounts
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.make_vouchers import MakeVouchers, make_vouchers
from sirekap.actions.ports import Ports
from sirekap.bootstrap import STATIC, Wiring
from sirekap.web.app import make_app
from sirekap.web.server import serving

ROWS = 6
"""How many stations have officers: enough for a list, few enough to look at."""


@dataclass(frozen=True)
class AccessStage:
    """Where the console is, and the codes on the office's papers, by account."""

    address: str
    ports: Ports
    codes: dict
    district: str
    station: str


@contextmanager
def access_stage(folder: Path) -> Iterator[AccessStage]:
    """Open a server whose people have their accounts, and paper for those at the kabupaten's office."""
    with Wiring().open_system(FOLDER, folder / "data", sample_secret=b"access") as system:
        stations = sorted(system.election.stations)[:ROWS]
        certificate = issuer(
            reach="3527",
            since=seconds(datetime.now(UTC) - timedelta(days=1)),
            until=seconds(datetime.now(UTC) + timedelta(days=60)),
            election=system.election.id,
        )
        ports = replace(system.ports, issuers=(IssuerKey(certificate, ISSUER),), roots=ROOTS)
        now = datetime.now(UTC)
        import_accounts(ports, ImportAccounts("people.csv", sheet(stations).encode(), OPERATOR, now))
        codes = {
            each.person.account.id: each.code
            for each in make_vouchers(ports, MakeVouchers(None, Reach("3527"), OPERATOR, now))
        }
        ppk = Account(AccountId(f"{stations[0][:6]}-ppk-1"), Role.PPK, Reach(stations[0][:6]))
        made = make_vouchers(ports, MakeVouchers(ports.issuers[0], Reach(ppk.reach), OPERATOR, now, 1))
        codes |= {each.person.account.id: each.paper.code for each in made}
        app = make_app(ports, system.clock, folder / "data" / "public", STATIC / "console")
        with serving(app, "127.0.0.1", 0) as address:
            there = address.replace("127.0.0.1", "localhost")
            yield AccessStage(there, ports, codes, stations[0][:6], stations[0])


def sheet(stations) -> str:
    """Return the spreadsheet of accounts; the names are made up by number."""
    rows = ["place,role,number,name"]
    rows += [f"{code},officer,{n},Petugas {code[-3:]} {n}" for code in stations for n in (1, 2)]
    rows += [f"{stations[0][:6]},ppk,{n},Anggota PPK {n}" for n in (1, 2)]
    rows += [
        f"3527,{role},1,Pejabat {role.title()}" for role in ("operator", "approver", "helpdesk", "auditor")
    ]
    return "\n".join(rows) + "\n"
