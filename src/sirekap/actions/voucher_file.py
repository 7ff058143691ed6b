"""Vouchers that were printed where there is no network, and how the server comes to know them.

In: the file that was written beside the paper, one JSON object a line. Out: vouchers that a typed code
finds. Invariant: the file holds hashes of codes, never codes; the server takes only vouchers whose issuer a
pinned root signed. A phone that scans the paper needs none of this.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.certificates import Voucher
from sirekap.accounts.chain_errors import VoucherNotIssuedError
from sirekap.accounts.key_chain import ensure_issued
from sirekap.accounts.links import read_issuer, read_voucher
from sirekap.accounts.model import Account, Step
from sirekap.actions.key_ports import HeldVoucher
from sirekap.actions.make_vouchers import HandedOver
from sirekap.actions.ports import Ports
from sirekap.actions.take_step import take_step


@dataclass(frozen=True, slots=True)
class TakeVouchers:
    """The file's bytes."""

    data: bytes
    by: Account
    at: datetime


def write_vouchers(handed: Sequence[HandedOver]) -> bytes:
    """Return the file that tells the server of these vouchers."""
    rows = (
        {
            "issuer": each.paper.issuer.to_bytes().hex(),
            "voucher": each.paper.voucher.to_bytes().hex(),
            "code_hash": each.held(datetime.min).code_hash,
        }
        for each in handed
    )
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def take_vouchers(ports: Ports, command: TakeVouchers) -> int:
    """Keep the vouchers of the file and return how many are new; raise a ChainError and keep none."""
    read = list(_read(command.data, command.at))
    for each in read:
        ensure_issued(each.issuer, each.voucher, ports.roots, ports.election.id)
    with take_step(ports, command.by, Step.ADMIT, command.by.reach, command.at) as work:
        new = [each for each in read if not _is_held(work.keys.voucher_of_code(each.code_hash), each.voucher)]
        work.keys.add_vouchers(new)
    return len(new)


def _is_held(held: HeldVoucher | None, voucher: Voucher) -> bool:
    return held is not None and held.voucher == voucher


def _read(data: bytes, at: datetime) -> Iterator[HeldVoucher]:
    for line in data.splitlines():
        try:
            row = json.loads(line)
            issuer, voucher = (bytes.fromhex(row[name]) for name in ("issuer", "voucher"))
            code_hash = str(row["code_hash"])
        except (ValueError, TypeError, KeyError) as error:
            raise VoucherNotIssuedError(str(error)) from None
        if len(code_hash) != 64:
            raise VoucherNotIssuedError("no hash of a code")
        yield HeldVoucher(read_issuer(issuer), read_voucher(voucher), code_hash, at)
