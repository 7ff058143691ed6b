"""See the people of a region and whether they can get in, by pages and by count; and one in full.

In: a region or part of it, which states are looked for. Out: people with what was handed to them and what
they signed in with; the region's tally by itself, since to count a nation takes longer than its first page.
Invariant: nobody sees people outside their own reach; a name is told, a NIK never is.
Not done here: changing anything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sirekap.accounts.model import Account, AccountId, Reach, Step
from sirekap.accounts.signatures import KeyId
from sirekap.accounts.ways import is_above
from sirekap.actions.account_below import account_within
from sirekap.actions.key_ports import HeldDevice, HeldKeys, HeldPerson, HeldVoucher
from sirekap.actions.ports import AuditLine, Books, Ports
from sirekap.actions.take_step import ensure_may
from sirekap.actions.way_ports import HeldPasskey, Tally

PAGE = 50
MOST_LOOKED_AT = 2_000
"""People that one page is chosen from: a rare state is looked for by asking for the next page."""

AT_ONCE = 100
LINES = 30

Mark = tuple[Reach, AccountId]
"""After whom the next page begins."""


class Entry(Enum):
    """How far somebody is with getting in."""

    NOTHING = "nothing"
    """No paper was printed for them."""
    PAPER = "paper"
    """A voucher or code was printed, and not used yet."""
    INSIDE = "inside"
    """They have a phone that stands, a passkey or a password."""
    SHUT = "shut"
    """Everything they had was revoked or has ended."""


@dataclass(frozen=True, slots=True)
class SeePeople:
    """Which part of the person's reach, in which state, after which account; all of it where none is said."""

    place: Reach
    entry: Entry | None
    after: Mark | None
    by: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """One person as the list shows them."""

    person: HeldPerson
    entry: Entry
    paper_at: datetime | None
    inside_at: datetime | None
    phones: int
    ways: int
    below: bool
    """Whether whoever looks may let them in again, as far as tiers go."""


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of people, and where the next begins."""

    people: tuple[Seen, ...]
    next: Mark | None


@dataclass(frozen=True, slots=True)
class PersonInFull:
    """One person, and what a helper needs: papers, phones, ways, and what last happened."""

    seen: Seen
    vouchers: tuple[HeldVoucher, ...]
    code_until: datetime | None
    devices: tuple[HeldDevice, ...]
    revoked: Mapping[KeyId, datetime]
    passkeys: tuple[HeldPasskey, ...]
    password_since: datetime | None
    lines: tuple[AuditLine, ...]


def see_people(ports: Ports, command: SeePeople) -> PeoplePage:
    """Return a page of people; raise NotAllowedError."""
    ensure_may(ports, command.by, Step.SEE_PEOPLE, command.place, command.at)
    with ports.store.look() as books:
        people, following = _page(books, command)
    return PeoplePage(tuple(people), following)


def tally_people(ports: Ports, place: Reach, by: Account, at: datetime) -> Tally:
    """Count the accounts of a region and how far they are; raise NotAllowedError."""
    ensure_may(ports, by, Step.SEE_PEOPLE, place, at)
    with ports.store.look() as books:
        return books.ways.tally(place)


def see_person(ports: Ports, account: AccountId, by: Account, at: datetime) -> PersonInFull:
    """Return one person in full; raise NotAllowedError or UnknownAccountError."""
    place = Reach(account_within(ports, account, by, Step.SEE_PEOPLE, at).reach)
    with ports.store.look() as books:
        held = books.keys.held_at([place])
        password = books.ways.password_of(account)
        return PersonInFull(
            seen=_seen(books, [books.people.of([account])[account]], by, at)[0],
            vouchers=tuple(each for each in held.vouchers if each.voucher.account == account),
            code_until=books.accounts.codes_of(place).get(account),
            devices=tuple(each for each in held.devices if each.account == account),
            revoked=held.revoked,
            passkeys=books.ways.passkeys_of(account),
            password_since=None if password is None else password.set_at,
            lines=books.audit.about(place, account, LINES),
        )


def _page(books: Books, command: SeePeople) -> tuple[list[Seen], Mark | None]:
    """Return a page, and where the next begins: after its last, or after the last that was looked at."""
    found: list[Seen] = []
    after = command.after
    for _ in range(MOST_LOOKED_AT // AT_ONCE):
        some = books.people.page(command.place, after, AT_ONCE)
        for seen in _seen(books, some, command.by, command.at):
            if command.entry is not None and seen.entry is not command.entry:
                continue
            if len(found) == PAGE:
                return found, _mark(found[-1].person)
            found.append(seen)
        if len(some) < AT_ONCE:
            return found, None
        after = _mark(some[-1])
    return found, after


def _mark(person: HeldPerson) -> Mark:
    return person.account.reach, person.account.id


def _seen(books: Books, people: Sequence[HeldPerson], by: Account, at: datetime) -> list[Seen]:
    """Return how far each is, asked of the database for all of them at once."""
    ids = [each.account.id for each in people]
    held = books.keys.held_at(sorted({each.account.reach for each in people}))
    ways, codes = books.ways.has_own(ids), books.accounts.good_codes(ids, at)
    return [
        _of(
            person,
            held,
            ways.get(person.account.id, 0),
            person.account.id in codes,
            is_above(by, person.account),
        )
        for person in people
    ]


def _of(person: HeldPerson, held: HeldKeys, ways: int, coded: bool, below: bool) -> Seen:
    """Return what the list shows of one person."""
    vouchers = [each for each in held.vouchers if each.voucher.account == person.account.id]
    devices = [each for each in held.devices if each.account == person.account.id]
    phones = [each for each in devices if each.key_id not in held.revoked]
    used = {each.voucher for each in devices}
    unused = [each for each in vouchers if each.voucher.id not in held.revoked.keys() | used]
    if phones or ways:
        entry = Entry.INSIDE
    elif unused or coded:
        entry = Entry.PAPER
    else:
        entry = Entry.SHUT if vouchers or devices else Entry.NOTHING
    paper_at = max((each.made_at for each in vouchers), default=None)
    inside_at = max((each.enrolled_at for each in phones), default=None)
    return Seen(person, entry, paper_at, inside_at, len(phones), ways, below)
