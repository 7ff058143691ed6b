"""Vouchers, devices and revocations in their tables."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, insert, select

from sirekap.accounts.certificates import Issuer, Voucher
from sirekap.accounts.key_changes import Revocation, read_revocation
from sirekap.accounts.links import read_issuer, read_voucher
from sirekap.accounts.model import AccountId, Reach, Role
from sirekap.accounts.signatures import KeyId
from sirekap.actions.key_ports import HeldDevice, HeldKeys, HeldVoucher
from sirekap.election.model import CODE_LENGTH
from sirekap.store.ahead import Ahead
from sirekap.store.gathered import Gathered
from sirekap.store.key_tables import answers, devices, revocations, vouchers


class KeyRows:
    """The keys of one transaction."""

    def __init__(self, rows: Gathered, ahead: Ahead | None = None) -> None:
        self._connection = rows
        self._ahead = ahead or Ahead()

    def add_vouchers(self, held: Sequence[HeldVoucher]) -> None:
        """Add vouchers that were printed."""
        if held:
            self._connection.execute(insert(vouchers), [_voucher_row(each) for each in held])

    def voucher_of_code(self, code_hash: str) -> HeldVoucher | None:
        """Return the voucher whose code has that hash."""
        row = self._connection.execute(select(vouchers).where(vouchers.c.code_hash == code_hash)).first()
        return None if row is None else _voucher(row)

    def vouchers_of(self, place: Reach, account: AccountId) -> tuple[HeldVoucher, ...]:
        """Return the account's vouchers, oldest first."""
        wanted = and_(vouchers.c.place == place, vouchers.c.account == account)
        rows = self._connection.execute(select(vouchers).where(wanted).order_by(vouchers.c.made_at))
        return tuple(_voucher(row) for row in rows)

    def enrol(self, device: HeldDevice) -> HeldDevice:
        """Add the device unless its voucher has enrolled one; return the one that the voucher enrolled."""
        for held in self._at(device.place):
            if held.voucher == device.voucher:
                return held
        self._connection.add(devices, _device_row(device))
        self._ahead.add("devices", device.place, device)
        return device

    def device(self, place: Reach, key: KeyId) -> HeldDevice | None:
        """Return the device of that key."""
        return next((each for each in self._at(place) if each.key_id == key), None)

    def devices_of(self, place: Reach, account: AccountId) -> tuple[HeldDevice, ...]:
        """Return the account's devices, oldest first."""
        return tuple(each for each in self._at(place) if each.account == account)

    def _at(self, place: Reach) -> Sequence[HeldDevice]:
        """Return the devices of one place: a station's are few, and read for many stations at once."""
        return self._ahead.of("devices", place, self._devices)

    def _devices(self, places: Sequence[str]) -> Iterator[tuple[str, HeldDevice]]:
        columns = "key_id, account, role, key, voucher, chain, enrolled_at"
        for row in self._connection.held_at(devices, columns, places, "enrolled_at"):
            yield row[0], _device(row)

    def held_at(self, places: Sequence[Reach]) -> HeldKeys:
        """Return all vouchers, devices and revocations of those very places."""
        papers = select(vouchers).where(vouchers.c.place.in_(places)).order_by(vouchers.c.made_at)
        above = {place[:length] for place in places for length in range(len(place) + 1)}
        shut = select(revocations.c.key_id, revocations.c.at).where(revocations.c.place.in_(above))
        return HeldKeys(
            tuple(_voucher(row) for row in self._connection.execute(papers)),
            tuple(held for _, held in self._devices(places)),
            {
                KeyId(row.key_id): row.at
                for row in self._connection.execute(shut.order_by(revocations.c.at.desc()))
            },
        )

    def answer(self, place: Reach, challenge: str, until: datetime) -> bool:
        """Note that the challenge was answered; False where it had been before."""
        if challenge in self._ahead.of("answers", place, self._answers):
            return False
        self._connection.add(answers, {"place": place, "challenge": challenge, "until": until})
        self._ahead.add("answers", place, challenge)
        return True

    def _answers(self, places: Sequence[str]) -> Iterator[tuple[str, str]]:
        yield from self._connection.held_at(answers, "challenge", places, "place")

    def revoke(self, revocation: Revocation, at: datetime) -> None:
        """Add a proven revocation; one already held is left as it is."""
        body = revocation.to_bytes()
        name = {"place": revocation.place, "key_id": revocation.key, "id": hashlib.sha256(body).hexdigest()}
        held = select(revocations.c.id).where(*(revocations.c[each] == name[each] for each in name))
        if self._connection.execute(held).first() is None:
            self._connection.execute(insert(revocations).values(name | {"body": body, "at": at}))
            self._ahead.forget()

    def revocations(self, place: Reach) -> tuple[Revocation, ...]:
        """Return the revocations that concern devices of *place*, oldest first."""
        return tuple(self._ahead.of("revocations", place, self._revocations))

    def _revocations(self, places: Sequence[str]) -> Iterator[tuple[str, Revocation]]:
        above = sorted({place[:length] for place in places for length in (*CODE_LENGTH.values(), 0)})
        for where, body in self._connection.held_at(revocations, "body", above, "at"):
            told = read_revocation(bytes(body))
            yield from ((place, told) for place in places if place.startswith(where))


def _voucher_row(held: HeldVoucher) -> dict[str, object]:
    voucher: Voucher = held.voucher
    issuer: Issuer = held.issuer
    return {
        "place": voucher.place,
        "key_id": voucher.id,
        "account": voucher.account,
        "code_hash": held.code_hash,
        "issuer": issuer.to_bytes(),
        "voucher": voucher.to_bytes(),
        "made_at": held.made_at,
    }


def _voucher(row: Row[tuple[object, ...]]) -> HeldVoucher:
    issuer, voucher = read_issuer(bytes(row.issuer)), read_voucher(bytes(row.voucher))
    return HeldVoucher(issuer, voucher, row.code_hash, row.made_at)


def _device_row(held: HeldDevice) -> dict[str, object]:
    return {
        "place": held.place,
        "key_id": held.key_id,
        "account": held.account,
        "role": held.role.value,
        "key": held.key,
        "voucher": held.voucher,
        "chain": held.chain,
        "enrolled_at": held.enrolled_at,
    }


def _device(row: Sequence[Any]) -> HeldDevice:
    place, key_id, account, role, key, voucher, chain, enrolled_at = row
    return HeldDevice(
        KeyId(key_id),
        AccountId(account),
        Role(role),
        Reach(place),
        bytes(key),
        KeyId(voucher),
        bytes(chain),
        datetime.fromisoformat(enrolled_at),
    )
