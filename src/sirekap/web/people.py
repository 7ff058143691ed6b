"""The people of a region, how many they are, one of them in full, and the audit lines: to be read only."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict

from sirekap.accounts.model import AccountId, Reach
from sirekap.accounts.signatures import KeyId
from sirekap.actions.ports import AuditLine, AuditQuestion, Outcome, Ports
from sirekap.actions.print_slips import place_line
from sirekap.actions.see_audit import see_audit
from sirekap.actions.see_people import (
    Entry,
    PersonInFull,
    Seen,
    SeePeople,
    see_people,
    see_person,
    tally_people,
)
from sirekap.web.surroundings import Caller, Given

Place = Annotated[str | None, Query(pattern=r"^[0-9A-Z]{0,13}$", description="A region or station.")]
Word = Annotated[str | None, Query(max_length=64)]
Mark = Annotated[str | None, Query(max_length=80, description="Where the page before ended.")]
EntryWord = Literal["nothing", "paper", "inside", "shut"]


class View(BaseModel):
    """What is answered."""

    model_config = ConfigDict(strict=True, frozen=True)


class PersonView(View):
    """One person as the list shows them; ``below`` tells whether the caller may let them in again."""

    account: str
    role: str
    place: str
    place_name: str
    name: str
    entry: EntryWord
    paper_at: datetime | None
    inside_at: datetime | None
    phones: int
    ways: int
    below: bool


class TallyView(View):
    """How many accounts there are, how many were handed paper, how many got in."""

    accounts: int
    handed: int
    inside: int


class PeopleView(View):
    """A page of people; ``next`` is the mark of the next page."""

    people: list[PersonView]
    next: str | None


class VoucherSeen(View):
    """A voucher that was printed."""

    made_at: datetime
    until: datetime
    state: Literal["waiting", "used", "revoked"]


class PhoneSeen(View):
    """A phone that was enrolled."""

    key: str
    enrolled_at: datetime
    revoked_at: datetime | None


class PasskeySeen(View):
    """A passkey."""

    name: str
    added_at: datetime
    used_at: datetime | None


class LineView(View):
    """One audit line; ``subject`` holds ids and codes, never values."""

    at: datetime
    who: str
    event: str
    place: str
    place_name: str
    outcome: Literal["done", "refused"]
    subject: dict[str, str]


class PersonFullView(View):
    """One person, and what a helper needs."""

    person: PersonView
    vouchers: list[VoucherSeen]
    code_until: datetime | None
    phones: list[PhoneSeen]
    passkeys: list[PasskeySeen]
    password_since: datetime | None
    lines: list[LineView]


class AuditView(View):
    """Audit lines, newest first; ``next`` is the mark of the next page."""

    lines: list[LineView]
    next: str | None


def people(
    ports: Given, caller: Caller, place: Place = None, entry: EntryWord | None = None, after: Mark = None
) -> PeopleView:
    """List the people of a region, a page at a time."""
    where = Reach(caller.reach if place is None else place)
    wanted = None if entry is None else Entry(entry)
    found = see_people(ports, SeePeople(where, wanted, _mark(after), caller, datetime.now(UTC)))
    return PeopleView(
        people=[_person(ports, each) for each in found.people],
        next=None if found.next is None else "/".join(found.next),
    )


def tally(ports: Given, caller: Caller, place: Place = None) -> TallyView:
    """Count the accounts of a region, those that were handed paper and those that got in."""
    where = Reach(caller.reach if place is None else place)
    told = tally_people(ports, where, caller, datetime.now(UTC))
    return TallyView(accounts=told.accounts, handed=told.handed, inside=told.inside)


def person(account: Annotated[str, Path(max_length=64)], ports: Given, caller: Caller) -> PersonFullView:
    """Show one person in full."""
    found = see_person(ports, AccountId(account), caller, datetime.now(UTC))
    return PersonFullView(
        person=_person(ports, found.seen),
        vouchers=_vouchers(found),
        code_until=found.code_until,
        phones=[
            PhoneSeen(key=d.key_id, enrolled_at=d.enrolled_at, revoked_at=found.revoked.get(d.key_id))
            for d in found.devices
        ],
        passkeys=[PasskeySeen(name=p.name, added_at=p.added_at, used_at=p.used_at) for p in found.passkeys],
        password_since=found.password_since,
        lines=_lines(ports, found.lines),
    )


def audit(
    ports: Given,
    caller: Caller,
    place: Place = None,
    who: Word = None,
    step: Word = None,
    outcome: Literal["done", "refused"] | None = None,
    before: Mark = None,
) -> AuditView:
    """List audit lines, newest first, a page at a time."""
    where = Reach(caller.reach if place is None else place)
    ended = None if outcome is None else Outcome(outcome)
    question = AuditQuestion(where, who or None, step or None, ended, before)
    found = see_audit(ports, question, caller, datetime.now(UTC))
    return AuditView(lines=_lines(ports, found.lines), next=found.next)


def _mark(after: str | None) -> tuple[Reach, AccountId] | None:
    if after is None:
        return None
    place, _, account = after.partition("/")
    return Reach(place), AccountId(account)


def _person(ports: Ports, seen: Seen) -> PersonView:
    account = seen.person.account
    return PersonView(
        account=account.id,
        role=account.role.value,
        place=account.reach,
        place_name=place_line(ports.election, account.reach),
        name=seen.person.name,
        entry=seen.entry.value,
        paper_at=seen.paper_at,
        inside_at=seen.inside_at,
        phones=seen.phones,
        ways=seen.ways,
        below=seen.below,
    )


def _vouchers(found: PersonInFull) -> list[VoucherSeen]:
    used = {each.voucher for each in found.devices}

    def state(key: KeyId) -> Literal["waiting", "used", "revoked"]:
        return "revoked" if key in found.revoked else "used" if key in used else "waiting"

    return [
        VoucherSeen(
            made_at=each.made_at,
            until=datetime.fromtimestamp(min(each.voucher.until, each.issuer.until), UTC),
            state=state(each.voucher.id),
        )
        for each in found.vouchers
    ]


def _lines(ports: Ports, lines: Sequence[AuditLine]) -> list[LineView]:
    return [
        LineView(
            at=line.at,
            who=line.who,
            event=line.event,
            place=line.place,
            place_name=place_line(ports.election, line.place) if line.place else "",
            outcome=line.outcome.value,
            subject=dict(line.subject),
        )
        for line in lines
    ]
