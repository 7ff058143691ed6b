"""The photos of a night, made when they are asked for: printed, filled in, photographed.

In: a night, the printed book of all its stations' forms. Out: the bytes of any station's any page's any take.
Invariant: a photo depends on the night's seed, the station, the page and the take alone; in which process or
order photos are made changes nothing.
"""

from dataclasses import dataclass

from sirekap.election.model import StationCode
from sirekap.forms.draw import draw_book
from sirekap.forms.heading import heading_for
from sirekap.rehearsal.conditions import Conditions, draw_conditions, spoil
from sirekap.rehearsal.fill import fill_page, print_page
from sirekap.rehearsal.ink import Picture
from sirekap.rehearsal.night import HOPELESS_PHOTO, Night, Stream, chance
from sirekap.rehearsal.photograph import photograph


@dataclass(frozen=True)
class Studio:
    """Makes photos in this process. ``book`` is a PDF with every station's pages, in the night's order."""

    night: Night
    book: bytes

    def photo(self, station: StationCode, page: int, take: int) -> bytes:
        """Make the *take*-th photo (from 0) of a page."""
        rng = chance(self.night.seed, station, Stream.PHOTO, page, take)
        paper = self.page(station, page)
        layout = self.night.form.pages[page - 1]
        return photograph(
            paper, (layout.width, layout.height), self.conditions(station, page, take), rng
        ).jpeg

    def page(self, station: StationCode, page: int) -> Picture:
        """Print one page and fill it in; the ink is the same in every take."""
        pages = self.night.form.pages
        index = list(self.night.stations).index(station) * len(pages) + page - 1
        printed = print_page(self.book, index)
        rng = chance(self.night.seed, station, Stream.INK, page)
        return fill_page(rng, printed, pages[page - 1], self.night.stations[station].sheet)

    def conditions(self, station: StationCode, page: int, take: int) -> Conditions:
        """Draw a photo's circumstances; only a first take may be hopeless."""
        rng = chance(self.night.seed, station, Stream.PHOTO, page, take, 1)
        ordinary = draw_conditions(rng)
        return spoil(rng, ordinary) if take == 0 and rng.random() < HOPELESS_PHOTO else ordinary


def open_studio(night: Night) -> Studio:
    """Print the book of the night's forms, ready to be filled in and photographed."""
    headings = (heading_for(night.election, each.station) for each in night.stations.values())
    return Studio(night, draw_book(night.form, headings, night.election.id))
