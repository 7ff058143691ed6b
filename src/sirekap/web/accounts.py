"""Accounts: a lost phone replaced in one step, with the new voucher ready to print."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import Path, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict

from sirekap.accounts.key_changes import Reason
from sirekap.accounts.model import AccountId
from sirekap.actions.print_slips import print_slips
from sirekap.actions.replace_phone import ReplacePhone, replace_phone
from sirekap.web.surroundings import Caller, Given


class ReplaceBody(BaseModel):
    """Why the phone is replaced, and since when it cannot be trusted; since now where that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reason: Literal["lost", "stolen", "replaced", "misused", "exposed"]
    since: AwareDatetime | None = None


def replace(
    account: Annotated[str, Path(max_length=64)], body: ReplaceBody, ports: Given, caller: Caller
) -> Response:
    """Revoke the phone's keys and give out the new voucher as a PDF; it cannot be shown again."""
    now = datetime.now(UTC)
    since = now if body.since is None else min(body.since, now)
    command = ReplacePhone(AccountId(account), since, Reason[body.reason.upper()], caller, now)
    slips = print_slips(ports.election, [replace_phone(ports, command)])
    return Response(slips, media_type="application/pdf")
