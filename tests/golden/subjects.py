"""What the golden pictures show: every page of every form, blank and filled in by a rehearsed official.

A new form joins by being drawn here; ``python -m tests.golden.make`` then takes its pictures.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from tests.forms.drawn import ELECTION, HEADING, contest
from tests.forms.made_settings import ACCENTED, LONG
from tests.forms.made_settings import contest as made_contest
from tests.forms.made_settings import setting as made_setting
from tests.forms.recaps import SIGNER, TICKETS, dpd, election_for, parties
from tests.forms.recaps import table as recap_table
from tests.rehearsal.rehearsed import election

from sirekap.actions.open_election import open_election
from sirekap.election.model import ContestKind, Headcount, Station, StationCode, StationKind
from sirekap.forms.catalogue import FAMILIES, form_for, laid_out, station_forms
from sirekap.forms.draw import draw, draw_page
from sirekap.forms.heading import Heading
from sirekap.forms.incident_print import print_incidents
from sirekap.forms.incident_record import Entry, EntryKind, IncidentRecord
from sirekap.forms.recap_print import print_recap
from sirekap.forms.recap_table import RecapTier
from sirekap.forms.statutory import statutory_forms as statutory_forms_by_name
from sirekap.rehearsal.fill import fill_page, print_page
from sirekap.rehearsal.officials import fill_in
from sirekap.rehearsal.voters import count_station, draw_mood

ELECTIONS = Path(__file__).parents[2] / "elections"
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
    for folder in ("national", "regional"):
        yield from statutory_forms(small_election(folder))
    for name in WIDE:
        yield from wide_form(name)
    for name, (tier, of) in RECAPS.items():
        yield recap_form(name, tier, of)
    yield Subject("D.KEJADIAN-KHUSUS-blank", lambda: rendered(incidents(())))
    yield Subject("D.KEJADIAN-KHUSUS-filled", lambda: rendered(incidents(RECORDED)))


def station_form(family, each, manner, pictures):
    form = form_for(each, family)
    name = f"{form.name}-{family}-{manner}".replace("/", "-")
    return Subject(name, lambda: pictures(form, each))


def small_election(folder):
    """An election that ships, with two parties and, beside its regent, a mayor."""
    whole = open_election(ELECTIONS / f"rehearsal-sampang-{folder}")
    contests = [fewer_parties(each) for each in whole.contests]
    regents = (each for each in contests if each.kind is ContestKind.REGENT)
    contests += [replace(each, kind=ContestKind.MAYOR) for each in regents]
    return replace(whole, contests=tuple(contests))


def fewer_parties(each):
    numbers = {party.number for party in each.parties[:2]} or {0}
    dapils = tuple(
        replace(dapil, candidates=tuple(c for c in dapil.candidates if c.party in numbers))
        for dapil in each.constituencies
    )
    return replace(each, parties=each.parties[:2], constituencies=dapils)


def statutory_forms(whole):
    """Every form that a station gets, and those that a station abroad gets instead; each form once."""
    at_home = replace(whole.stations[min(whole.stations)], registered=Headcount(19, 21))
    abroad = Station(StationCode("9901010001001"), "TPSLN 001", StationKind.OVERSEAS, Headcount(19, 21))
    seen = set()
    for each in whole.contests:
        for station in (at_home, abroad) if each.kind in ABROAD else (at_home,):
            for _, form in station_forms(whole, each, station):
                if form.name not in seen:
                    seen.add(form.name)
                    yield from looked_at(form, each, whole, station)


ABROAD = (ContestKind.PRESIDENT, ContestKind.DPR)


def looked_at(form, each, whole, station):
    name = re.sub(r"[ /]+", "-", form.name)
    yield Subject(f"{name}-blank", lambda: differing(blank(form, each)))
    if form.name.startswith("C.HASIL"):
        yield Subject(f"{name}-filled", lambda: filled(form, each, whole, station))


def differing(pages):
    """The pages that differ in more than their number: a long list of attendance goes on like its second."""
    return pages if len(pages) <= 6 else [*pages[:2], pages[-1]]


WIDE = {
    "C.HASIL-DPRA-of-24-parties": (
        "C.HASIL-DPRD-PROV",
        {"people": 24, "candidates": 14, "name": ACCENTED},
        {"code": "11"},
    ),
    "C.HASIL-DPRK-of-500-voters": (
        "C.HASIL-DPRD-KAB-KOTA",
        {"people": 24, "candidates": 14, "name": LONG},
        {"code": "11", "cap": 500},
    ),
    "C.HASIL-SALINAN-DPRA-of-24-parties": (
        "C.HASIL-SALINAN-DPRD-PROV",
        {"people": 24, "candidates": 14, "name": LONG},
        {"code": "11"},
    ),
    "C.HASIL-DPD-of-54-candidates": ("C.HASIL-DPD", {"people": 54, "name": LONG}, {"cap": 500}),
    "C.DAFTAR-HADIR-DPT-of-600-voters": ("C.DAFTAR-HADIR-DPT-KPU", {}, {"cap": 600}),
}
"""Forms at their widest: most parties, most people, longest names, most voters."""


def wide_form(name):
    """Its first pages and its last, and those of votes and of signatures filled in."""
    file_name, people, place = WIDE[name]
    file = statutory_forms_by_name()[file_name]
    each = made_contest(file.contests[0], **people)
    form = laid_out(file, made_setting(each, **place))
    some = sorted({1, 2, len(form.pages)})
    yield Subject(f"{name}-blank", lambda: [page_picture(form, number) for number in some])
    if any(page.fields for page in form.pages):
        there = IN_ACEH if place.get("code") == "11" else AT_HOME
        yield Subject(f"{name}-filled", lambda: filled(form, each, station=there, pages=some[1:]))


def page_picture(form, number):
    return rendered(draw_page(form, number, None, ELECTION))[0]


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
    printed = partial(print_recap, made, election_for(made, of), of, SIGNER)
    return Subject(name, lambda: rendered(printed()))


RECORDED = (
    Entry(EntryKind.INCIDENT, "10.15", "Rapat pleno", "PPK", "Listrik padam 40 menit.", "Rapat ditunda."),
    Entry(EntryKind.OBJECTION, "11.05", "TPS 007", "Pasangan calon 2", "Suara sah berbeda.", "Kotak dibuka."),
)


def incidents(entries):
    """A district's D.KEJADIAN KHUSUS."""
    record = IncidentRecord(RecapTier.DISTRICT, ELECTION, TICKETS.id, "PPWP", "352701", 1, entries)
    return print_incidents(record, election_for(recap_table(RecapTier.DISTRICT)), TICKETS, SIGNER)


def blank(form, _):
    return rendered(draw(form, None, ELECTION))


def rendered(pdf):
    """All pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    pages = (page.render(scale=PX_PER_MM * 25.4 / 72, grayscale=True) for page in document)
    return [np.array(page.to_numpy()).reshape(page.height, page.width) for page in pages]


AT_HOME = Station(HEADING.station, "TPS 007", registered=Headcount(131, 142), ballots_delivered=279)

IN_ACEH = replace(AT_HOME, code=StationCode("1101012001007"))
ACEH = Heading("ACEH", "KABUPATEN LATIHAN", "KECAMATAN LATIHAN", "GAMPONG LATIHAN", IN_ACEH.code)


def filled(form, each, whole=None, station=AT_HOME, pages=()):
    """The *pages* named, or all, written on."""
    rng = np.random.default_rng(SEED)
    truth = count_station(rng, whole or election(), station, each, draw_mood(rng, each, station.code))
    sheet = fill_in(rng, station, form, truth)
    found = []
    for page in form.pages:
        if not pages or page.number in pages:
            heading = ACEH if station.code.startswith("11") else HEADING
            printed = print_page(draw_page(form, page.number, heading, ELECTION), 0)
            found.append(smaller(fill_page(rng, printed, page, sheet), page))
    return found


def smaller(picture, page):
    size = round(page.width * PX_PER_MM), round(page.height * PX_PER_MM)
    return cv2.resize(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), size, interpolation=cv2.INTER_AREA)
