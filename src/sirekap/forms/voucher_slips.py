"""Vouchers on paper: four slips a page, each with the code in words and all of it in a QR code.

In: what stands on each slip. Out: the bytes of a PDF. Invariant: nothing is on a slip that its owner need not
know; the file is its maker's to guard, for whoever holds a slip may activate one phone.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sirekap.forms.draw import HERE, compiler
from sirekap.forms.qr_svg import qr_svg


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
    console: bool = False
    """Whether it is a code for a console rather than a voucher for a phone."""


def draw_slips(slips: Sequence[Slip]) -> bytes:
    """Return the PDF of all slips, in their order."""
    data = [asdict(slip) | {"qr": qr_svg(slip.qr)} for slip in slips]
    source = (HERE / "voucher_slips.typ").read_bytes()
    pdf = compiler().compile(
        source, sys_inputs={"slips": json.dumps(data)}, format="pdf", pdf_tags=False, timestamp=0
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single PDF")
    return pdf
