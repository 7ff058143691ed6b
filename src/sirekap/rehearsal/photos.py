"""The photos of a night, made when they are asked for: printed, filled in, photographed.

In: a night. Out: the bytes of any station's any page's any take.
Invariant: a photo depends on the night's seed, the station, the page and the take alone; in which process or
order photos are made changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sirekap.election.model import StationCode
from sirekap.forms.heading import Heading, heading_for
from sirekap.rehearsal.conditions import Conditions, draw_conditions, spoil
from sirekap.rehearsal.fill import fill_page
from sirekap.rehearsal.ink import Picture
from sirekap.rehearsal.night import HOPELESS_PHOTO, Night, Stream, chance
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.press import printed_page


@dataclass(frozen=True)
class Studio:
    """Makes photos in this process."""

    night: Night
    headings: Mapping[StationCode, Heading]
    """What is stamped at the head of each station's forms."""

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
        night = self.night
        printed = printed_page(night.form, page, self.headings[station], night.election.id)
        rng = chance(night.seed, station, Stream.INK, page)
        return fill_page(rng, printed, night.form.pages[page - 1], night.stations[station].sheet)

    def conditions(self, station: StationCode, page: int, take: int) -> Conditions:
        """Draw a photo's circumstances; only a first take may be hopeless."""
        rng = chance(self.night.seed, station, Stream.PHOTO, page, take, 1)
        ordinary = draw_conditions(rng)
        return spoil(rng, ordinary) if take == 0 and rng.random() < HOPELESS_PHOTO else ordinary


def open_studio(night: Night) -> Studio:
    """Return a studio with the headings of all the night's stations."""
    stations = night.stations.items()
    return Studio(night, {code: heading_for(night.election, each.station) for code, each in stations})
