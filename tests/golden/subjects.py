"""What the golden pictures show: every page of every form, blank and filled in by a rehearsed official.

A new form joins by being drawn here; ``python -m tests.golden.make`` then takes its pictures.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
import pypdfium2
from tests.forms.drawn import ELECTION, HEADING, contest
from tests.forms.recaps import KEY, TICKETS, dpd, election_for, parties
from tests.forms.recaps import table as recap_table
from tests.rehearsal.rehearsed import election

from sirekap.election.model import Headcount, Station
from sirekap.forms.catalogue import FAMILIES, form_for
from sirekap.forms.draw import draw
from sirekap.forms.recap_print import print_recap
from sirekap.forms.recap_table import RecapTier
from sirekap.rehearsal.fill import fill_page, print_page
from sirekap.rehearsal.officials import fill_in
from sirekap.rehearsal.voters import count_station, draw_mood

PX_PER_MM = 2.0
SEED = 20270214
CONTESTS = (contest(),)


@dataclass(frozen=True)
class Subject:
    """Pages that are looked at together; ``pictures`` gives them grey, PX_PER_MM pixels a millimetre."""

    name: str
    pictures: Callable[[], list[np.ndarray]]


def subjects() -> Iterator[Subject]:
    for family in FAMILIES:
        for each in CONTESTS:
            yield station_form(family, each, "blank", blank)
            yield station_form(family, each, "filled", filled)
    for name, (tier, of) in RECAPS.items():
        yield recap_form(name, tier, of)


def station_form(family, each, manner, pictures):
    form = form_for(each, family)
    name = f"{form.name}-{family}-{manner}".replace("/", "-")
    return Subject(name, lambda: pictures(form, each))


RECAPS = {
    "D.HASIL-KECAMATAN-PPWP": (RecapTier.DISTRICT, TICKETS),
    "D.HASIL-KECAMATAN-DPR": (RecapTier.DISTRICT, parties(2, 10)),
    "D.HASIL-KABKO-PPWP": (RecapTier.REGENCY, TICKETS),
    "D.HASIL-PROV-DPD": (RecapTier.PROVINCE, dpd()),
    "D.HASIL-NASIONAL-PPWP": (RecapTier.NATION, TICKETS),
    "D.HASIL-PPLN-PPWP": (RecapTier.OVERSEAS, TICKETS),
}


def recap_form(name, tier, of):
    made = recap_table(tier, of, columns=17, villages=1, most=300 if tier is RecapTier.DISTRICT else 90_000)
    printed = partial(print_recap, made, election_for(made, of), of, KEY.sign)
    return Subject(name, lambda: rendered(printed()))


def blank(form, _):
    return rendered(draw(form, None, ELECTION))


def rendered(pdf):
    """All pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.render(scale=PX_PER_MM * 25.4 / 72, grayscale=True) for page in document)
    return [np.array(page.to_numpy()).reshape(page.height, page.width) for page in pages]


def filled(form, each):
    rng = np.random.default_rng(SEED)
    station = Station(HEADING.station, "TPS 007", registered=Headcount(131, 142), ballots_delivered=279)
    truth = count_station(rng, election(), station, each, draw_mood(rng, each))
    sheet = fill_in(rng, station, form, truth)
    pdf = draw(form, HEADING, ELECTION)
    written = [fill_page(rng, print_page(pdf, page.number - 1), page, sheet) for page in form.pages]
    return [smaller(picture, page) for picture, page in zip(written, form.pages, strict=True)]


def smaller(picture, page):
    size = round(page.width * PX_PER_MM), round(page.height * PX_PER_MM)
    return cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA)
