"""People and how they get in: seen, let in, let in again; a lost phone replaced in one step."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import Path, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from sirekap.accounts.key_changes import Reason
from sirekap.accounts.model import AccountId, Reach
from sirekap.actions.choose_issuer import choose_issuer
from sirekap.actions.make_vouchers import MakeVouchers, Paper, make_vouchers
from sirekap.actions.ports import Ports
from sirekap.actions.print_slips import print_slips
from sirekap.actions.recover import Recover, recover
from sirekap.actions.replace_phone import ReplacePhone, replace_phone
from sirekap.actions.way_problems import NobodyWaitsError
from sirekap.web.surroundings import Caller, Given

Name = Annotated[str, Path(max_length=64)]
MOST_PAPERS = 200
"""Of one PDF: fifty sheets."""


class ReplaceBody(BaseModel):
    """Why the phone is replaced, and since when it cannot be trusted; since now where that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reason: Literal["lost", "stolen", "replaced", "misused", "exposed"]
    since: AwareDatetime | None = None


class PapersBody(BaseModel):
    """For the accounts of which region or station papers are printed."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    place: Annotated[str, Field(pattern=r"^[0-9A-Z]{0,13}$")]


def replace(account: Name, body: ReplaceBody, ports: Given, caller: Caller) -> Response:
    """Revoke the phone's keys and give out the new voucher as a PDF; it cannot be shown again."""
    now = datetime.now(UTC)
    since = now if body.since is None else min(body.since, now)
    command = ReplacePhone(AccountId(account), since, Reason[body.reason.upper()], caller, now)
    return _printed(ports, [replace_phone(ports, command)])


def let_in_again(account: Name, ports: Given, caller: Caller) -> Response:
    """Shut every old way in and give out new paper as a PDF; it cannot be shown again."""
    command = Recover(AccountId(account), caller, datetime.now(UTC))
    return _printed(ports, [recover(ports, command)])


def papers(body: PapersBody, ports: Given, caller: Caller) -> Response:
    """Give out papers for those who have none, up to 200 in one PDF; they cannot be shown again."""
    now = datetime.now(UTC)
    place = Reach(body.place)
    with ports.store.look() as books:
        issuer = choose_issuer(ports.issuers, books.keys, place, now)
    made = make_vouchers(ports, MakeVouchers(issuer, place, caller, now, MOST_PAPERS))
    if not made:
        raise NobodyWaitsError
    return _printed(ports, made)


def _printed(ports: Ports, made: Sequence[Paper]) -> Response:
    headers = {"Content-Disposition": 'attachment; filename="sirekap.pdf"'}
    return Response(print_slips(ports.election, made), 201, headers, "application/pdf")
