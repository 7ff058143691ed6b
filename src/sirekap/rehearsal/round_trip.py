"""A station's form there and back: drawn, filled in, photographed, read, compared with what was written.

In: an election, a contest, a form, a station, a seed. Out: the outcome of every field of the pages asked for.
Invariant: the same input gives the same outcome on any machine and in any process. A photo is taken once: one
that is refused counts as refused.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from sirekap.election.model import Contest, Election, Station
from sirekap.forms.heading import Heading
from sirekap.forms.model import Form, Page
from sirekap.reading.bench import Outcome
from sirekap.reading.model import Reading
from sirekap.reading.read_photo import Reader, read_photo
from sirekap.rehearsal.conditions import draw_conditions
from sirekap.rehearsal.fill import fill_page
from sirekap.rehearsal.ink import Picture
from sirekap.rehearsal.officials import Sheet, careful, fill_in
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.press import printed_page
from sirekap.rehearsal.voters import count_station, draw_mood


class Hand(Enum):
    """Who fills the form in."""

    CAREFUL = "careful"
    """Somebody who makes no mistake."""
    TIRED = "tired"
    """An official with the usual mistakes: wrong sums, bubbles left out or struck out, corrections."""


@dataclass(frozen=True, slots=True)
class Trip:
    """One station's form on its way."""

    election: Election
    contest: Contest
    form: Form
    station: Station
    heading: Heading
    seed: int
    hand: Hand = Hand.TIRED


Printer = Callable[[Picture], Picture]
"""What a printer does to a sheet, writing and all: makes it smaller or grey, leaves its edges white."""


def as_printed(page: Picture) -> Picture:
    """Print a page as it is."""
    return page


def there_and_back(
    trip: Trip, reader: Reader, pages: Collection[int] = (), printer: Printer = as_printed
) -> Iterator[Outcome]:
    """Yield the outcome of every field of *pages* (all of the form where none is named)."""
    rng = np.random.default_rng(trip.seed)
    mood = draw_mood(rng, trip.contest, trip.station.code)
    truth = count_station(rng, trip.election, trip.station, trip.contest, mood)
    fill = careful if trip.hand is Hand.CAREFUL else fill_in
    sheet = fill(rng, trip.station, trip.form, truth)
    for page in trip.form.pages:
        if not pages or page.number in pages:
            own = np.random.default_rng([trip.seed, page.number])
            printed = printed_page(trip.form, page.number, trip.heading, trip.election.id)
            written = printer(fill_page(own, printed, page, sheet))
            size = (page.width, page.height)
            reading = read_photo(
                photograph(written, size, draw_conditions(own), own).jpeg, (trip.form,), reader
            )
            yield from _outcomes(trip, page, sheet, reading)


def _outcomes(trip: Trip, page: Page, sheet: Sheet, reading: Reading) -> Iterator[Outcome]:
    for field in page.fields:
        read = reading.fields.get(field.name)
        yield Outcome(
            photo=f"{trip.form.name}/{trip.station.code}/{trip.seed}/{page.number}",
            field=field.name,
            value=None if read is None else read.value,
            truth=sheet.marks[field.name].value,
            accepted=read is not None and read.accepted,
            refused=reading.refused is not None,
        )
