"""Pages filled in by a rehearsed official, with what was written on them, and photos of them."""

from functools import cache

import numpy as np
from tests.rehearsal.rehearsed import election

from sirekap.forms.catalogue import form_for
from sirekap.forms.draw import draw
from sirekap.forms.heading import heading_for
from sirekap.rehearsal.conditions import Conditions
from sirekap.rehearsal.fill import fill_page, print_page
from sirekap.rehearsal.night import make_night
from sirekap.rehearsal.photograph import photograph

MILD = Conditions(tilt=6, creases=2, crease_mm=2, curl_mm=4, light=0.8, falloff=0.1, defocus=0.5, noise=3)


@cache
def station():
    return sorted(election().stations)[3]


@cache
def form_in(family):
    return form_for(election().contests[0], family, election().voter_cap)


@cache
def filled(family, number):
    """The page's picture and, field by field, the boxes as written."""
    form, code = form_in(family), station()
    own = make_night(election(), election().contests[0], form, 5, [code]).stations[code]
    pdf = draw(form, heading_for(election(), own.station), election().id)
    page = form.pages[number - 1]
    picture = fill_page(np.random.default_rng(1), print_page(pdf, number - 1), page, own.sheet)
    return picture, {field.name: own.sheet.marks[field.name].boxes for field in page.fields}


def shot(family, number, conditions=MILD):
    """A photo (JPEG) of the filled page."""
    page = form_in(family).pages[number - 1]
    picture = filled(family, number)[0]
    return photograph(picture, (page.width, page.height), conditions, np.random.default_rng(7)).jpeg


def number_of(boxes):
    """What is written: X, dash and blank beside digits count as 0; None where nothing is written."""
    return int("".join(sign if sign.isdigit() else "0" for sign in boxes)) if boxes.strip("_") else None
