"""What the QR code of a page says of it: form, page, election, station.

In: the four facts. Out: a text of letters, digits, ``:`` and ``-`` alone, so that the code stays small, and
back again. Invariant: parsing what was composed gives it back. The text proves nothing; it only tells a
reader what to look up.

    S1:8C007C0D55:2:94AF20C1D3:3527010001007
    |  |          | |          thirteen digits of the station, "-" on a generic form
    |  |          | first ten digits of the election's id
    |  |          page
    |  first ten digits of the form's hash
    family and version of this text

"""

import re
from dataclasses import dataclass

from sirekap.election.model import ElectionId, StationCode

PREFIX_DIGITS = 10
"""Hexadecimal digits of a hash in the text: enough to tell forms and elections apart, no more."""
PATTERN = re.compile(r"S1:([0-9A-F]{10}):([1-9][0-9]?):([0-9A-F]{10}):(-|[0-9]{13})")


@dataclass(frozen=True, slots=True)
class PrintedIdentity:
    """A page's identity as printed; hashes are lower case prefixes, ``station`` is None on a generic form."""

    form_prefix: str
    page: int
    election_prefix: str
    station: StationCode | None


def page_text(form_hash: str, page: int, election_id: ElectionId, station: StationCode | None) -> str:
    """Compose the text of a page's QR code."""
    form, election = (each[:PREFIX_DIGITS].upper() for each in (form_hash, election_id))
    text = f"S1:{form}:{page}:{election}:{station or '-'}"
    if not PATTERN.fullmatch(text):
        raise ValueError(f"no identity can be printed from {text!r}: hashes need {PREFIX_DIGITS} hex digits")
    return text


def parse_page_text(text: str) -> PrintedIdentity | None:
    """Take a QR code's text apart; None where it is no page of ours."""
    match = PATTERN.fullmatch(text)
    if match is None:
        return None
    form, page, election, station = match.groups()
    code = None if station == "-" else StationCode(station)
    return PrintedIdentity(form.lower(), int(page), election.lower(), code)
