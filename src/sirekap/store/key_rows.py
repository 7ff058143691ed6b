"""Vouchers, devices and revocations in their tables."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, and_, insert, select

from sirekap.accounts.certificates import Issuer, Voucher
from sirekap.accounts.key_changes import Revocation, read_revocation
from sirekap.accounts.links import read_issuer, read_voucher
from sirekap.accounts.model import AccountId, Reach, Role
from sirekap.accounts.signatures import KeyId
from sirekap.actions.key_ports import HeldDevice, HeldKeys, HeldVoucher
from sirekap.store.key_tables import devices, revocations, vouchers


class KeyRows:
    """The keys of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
        same = and_(devices.c.place == device.place, devices.c.voucher == device.voucher)
        row = self._connection.execute(select(devices).where(same)).one_or_none()
        if row is not None:
            return _device(row)
        self._connection.execute(
            insert(devices).values(
                place=device.place,
                key_id=device.key_id,
                account=device.account,
                role=device.role.value,
                key=device.key,
                voucher=device.voucher,
                chain=device.chain,
                enrolled_at=device.enrolled_at,
            )
        )
        return device

    def device(self, place: Reach, key: KeyId) -> HeldDevice | None:
        """Return the device of that key."""
        wanted = and_(devices.c.place == place, devices.c.key_id == key)
        row = self._connection.execute(select(devices).where(wanted)).one_or_none()
        return None if row is None else _device(row)

    def devices_of(self, place: Reach, account: AccountId) -> tuple[HeldDevice, ...]:
        """Return the account's devices, oldest first."""
        wanted = and_(devices.c.place == place, devices.c.account == account)
        rows = self._connection.execute(select(devices).where(wanted).order_by(devices.c.enrolled_at))
        return tuple(_device(row) for row in rows)

    def held_at(self, places: Sequence[Reach]) -> HeldKeys:
        """Return all vouchers, devices and revocations of those very places."""
        papers = select(vouchers).where(vouchers.c.place.in_(places)).order_by(vouchers.c.made_at)
        phones = select(devices).where(devices.c.place.in_(places)).order_by(devices.c.enrolled_at)
        above = {place[:length] for place in places for length in range(len(place) + 1)}
        shut = select(revocations.c.key_id, revocations.c.at).where(revocations.c.place.in_(above))
        return HeldKeys(
            tuple(_voucher(row) for row in self._connection.execute(papers)),
            tuple(_device(row) for row in self._connection.execute(phones)),
            {
                KeyId(row.key_id): row.at
                for row in self._connection.execute(shut.order_by(revocations.c.at.desc()))
            },
        )

    def revoke(self, revocation: Revocation, at: datetime) -> None:
        """Add a proven revocation; one already held is left as it is."""
        body = revocation.to_bytes()
        name = {"place": revocation.place, "key_id": revocation.key, "id": hashlib.sha256(body).hexdigest()}
        held = select(revocations.c.id).where(*(revocations.c[each] == name[each] for each in name))
        if self._connection.execute(held).first() is None:
            self._connection.execute(insert(revocations).values(name | {"body": body, "at": at}))

    def revocations(self, place: Reach) -> tuple[Revocation, ...]:
        """Return the revocations that concern devices of *place*, oldest first."""
        above = [place[:length] for length in range(len(place) + 1)]
        wanted = select(revocations.c.body).where(revocations.c.place.in_(above)).order_by(revocations.c.at)
        return tuple(read_revocation(bytes(row.body)) for row in self._connection.execute(wanted))


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


def _device(row: Row[tuple[object, ...]]) -> HeldDevice:
    return HeldDevice(
        KeyId(row.key_id),
        AccountId(row.account),
        Role(row.role),
        Reach(row.place),
        bytes(row.key),
        KeyId(row.voucher),
        bytes(row.chain),
        row.enrolled_at,
    )
