"""Vouchers on paper: four slips a page, each with the code in words and all of it in a QR code.

In: what stands on each slip. Out: the bytes of a PDF. Invariant: nothing is on a slip that its owner need not
know; the file is its maker's to guard, for whoever holds a slip may activate one phone.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sirekap.forms.draw import HERE, compiler
from sirekap.forms.stamp import QR_LEVEL_LARGE, encoded


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip; ``place`` says from the station up, ``until`` is a date as people write it."""

    election: str
    practice: bool
    place: str
    office: str
    name: str
    code: str
    qr: str
    until: str


def draw_slips(slips: Sequence[Slip]) -> bytes:
    """Return the PDF of all slips, in their order."""
    data = [asdict(slip) | {"qr": _svg(slip.qr)} for slip in slips]
    source = (HERE / "voucher_slips.typ").read_bytes()
    pdf = compiler().compile(
        source, sys_inputs={"slips": json.dumps(data)}, format="pdf", pdf_tags=False, timestamp=0
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf


def _svg(text: str) -> str:
    """Return a QR code as a picture of squares."""
    rows, side = encoded(text, QR_LEVEL_LARGE)
    wide = len(rows) // side
    squares = "".join(
        f"M{x} {y}h1v1h-1z" for y in range(side) for x in range(side) if rows[y * wide + x // 8] >> x % 8 & 1
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path shape-rendering="crispEdges" d="{squares}"/></svg>'
    )
