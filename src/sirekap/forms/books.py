"""Books for the printer: which stations' forms lie together in one file, and what the file is called.

In: an election. Out: ``Book`` values, one a village, in the order of their codes. Invariant: every station
stands in exactly one book; what changes the print (form, election) changes the folder, so that books of two
editions never lie side by side. Drawing is ``draw``'s, writing is ``actions.draw_books``'.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from sirekap.election.model import Election, ElectionId, RegionCode, StationCode
from sirekap.forms.heading import Heading, heading_for
from sirekap.forms.identity import PREFIX_DIGITS
from sirekap.forms.model import Form


@dataclass(frozen=True, slots=True)
class Book:
    """The forms of a village's stations."""

    village: RegionCode
    headings: tuple[Heading, ...]

    @property
    def path(self) -> PurePosixPath:
        """Where the book lies in its folder: by province, regency and district."""
        code = self.village
        return PurePosixPath(code[:2], code[:4], code[:6], f"{code}.pdf")


def books(election: Election, within: str = "") -> Iterator[Book]:
    """Yield the books of all villages whose codes begin with *within*, one at a time."""
    codes = sorted(code for code in election.stations if code.startswith(within))
    for village, stations in groupby(codes, key=_village):
        yield Book(village, tuple(heading_for(election, election.stations[code]) for code in stations))


def _village(station: StationCode) -> RegionCode:
    return RegionCode(station[:10])


def folder_name(form: Form, election_id: ElectionId) -> str:
    """Return the name of the folder that all books of *form* in one election lie in."""
    name = form.name.replace("/", "-").replace(" ", "-")
    return f"{name}-{form.hash[:PREFIX_DIGITS]}-{election_id[:PREFIX_DIGITS]}"
