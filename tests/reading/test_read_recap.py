"""Every page of a D.HASIL comes back exactly from a scan and from a phone's photo, or not at all."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.forms.recaps import KEY, SIGNER, TICKETS, election_for, parties, table
from tests.reading.filled import MILD

from sirekap.forms.page_code import PageCodeError, Signer
from sirekap.forms.recap_code import fitting_pages
from sirekap.forms.recap_print import print_recap
from sirekap.forms.recap_table import RecapTier
from sirekap.reading import decode_pdf
from sirekap.reading.read_recap import read_recap
from sirekap.reading.say import RefusedError
from sirekap.rehearsal.conditions import draw_conditions
from sirekap.rehearsal.fill import PX_PER_MM, print_page
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.spoilt_paper import clipped, greyed, scaled

PAPER = (420, 297)
OURS = [KEY.public_key()]
PHONE = 3264
"""Pixels of the longer side of a phone's eight megapixels."""
MADE = {
    "kecamatan": (table(RecapTier.DISTRICT, columns=17), TICKETS),
    "kabko": (table(RecapTier.REGENCY, columns=14, most=90_000), TICKETS),
    "prov": (table(RecapTier.PROVINCE, columns=9, most=2_000_000), TICKETS),
    "nasional": (table(RecapTier.NATION, columns=8, most=30_000_000), TICKETS),
    "ppln": (table(RecapTier.OVERSEAS, columns=12, most=4_000), TICKETS),
    "dpr": (table(RecapTier.DISTRICT, parties(2, 10), columns=15, villages=1), parties(2, 10)),
}


@cache
def pdf(name):
    made, of = MADE[name]
    return print_recap(made, election_for(made, of), of, SIGNER)


@cache
def printed(name, number):
    return print_page(pdf(name), number)


def numbered():
    return [(name, number) for name, (made, _) in MADE.items() for number in range(len(fitting_pages(made)))]


def scanned(picture, dots_an_inch=150):
    scale = dots_an_inch / 25.4 / PX_PER_MM
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 75])[1].tobytes()


@pytest.mark.parametrize(("name", "number"), numbered())
def test_a_page_comes_back_exactly_from_a_scan_and_from_a_phones_photo(name, number):
    page = fitting_pages(MADE[name][0])[number]
    rng = np.random.default_rng(number)
    photo = photograph(printed(name, number), PAPER, replace(MILD, long_side=PHONE), rng).jpeg
    for data in (scanned(printed(name, number)), photo):
        (found,) = read_recap(data, OURS)
        assert found.page == page
        assert found.signer == 0


PRINTERS = {
    "smaller": lambda page: scaled(page, 0.9),
    "larger_than_its_paper_and_clipped": lambda page: clipped(scaled(page, 1.1), 5),
    "grey_and_clipped": lambda page: clipped(greyed(page), 5),
}


@pytest.mark.parametrize("printer", PRINTERS)
@pytest.mark.parametrize("name", ["kecamatan", "dpr"])
def test_a_page_printed_smaller_larger_in_grey_or_without_its_edges_comes_back_exactly(name, printer):
    sheet = PRINTERS[printer](printed(name, 0))
    photo = photograph(sheet, PAPER, replace(MILD, long_side=PHONE), np.random.default_rng(3)).jpeg
    for data in (scanned(sheet), photo):
        (found,) = read_recap(data, OURS)
        assert (found.page, found.signer) == (fitting_pages(MADE[name][0])[0], 0)


def test_the_printed_file_itself_comes_back_page_by_page():
    found = read_recap(pdf("kabko"), OURS)
    assert tuple(each.page for each in found) == fitting_pages(MADE["kabko"][0])


def test_ordinary_nights_photos_come_back_exactly_or_not_at_all():
    page, came = fitting_pages(MADE["kecamatan"][0])[0], 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        data = photograph(printed("kecamatan", 0), PAPER, draw_conditions(rng), rng).jpeg
        try:
            (found,) = read_recap(data, OURS)
        except (PageCodeError, RefusedError):
            continue
        assert (found.page, found.signer) == (page, 0)
        came += 1
    assert came >= 7


def test_a_code_under_a_coffee_stain_stops_the_page_and_says_so():
    picture = printed("kecamatan", 0).copy()
    cv2.circle(picture, (round(380 * PX_PER_MM), round(40 * PX_PER_MM)), 160, (90, 60, 40), -1)
    with pytest.raises(PageCodeError, match=r"\d of \d"):
        read_recap(scanned(picture), OURS)


def test_a_page_that_another_key_signed_keeps_its_numbers_and_is_told_apart():
    made, of = MADE["kabko"]
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    theirs = print_recap(made, election_for(made, of), of, Signer(stranger.sign))
    found = read_recap(scanned(print_page(theirs, 0)), OURS)[0]
    assert found.page == fitting_pages(made)[0]
    assert found.signer is None
    assert read_recap(scanned(print_page(theirs, 0)), [*OURS, stranger.public_key()])[0].signer == 1


def test_a_photo_without_codes_says_what_to_do():
    blank = np.full((1200, 1700, 3), 230, np.uint8)
    with pytest.raises(PageCodeError, match="take the whole page again"):
        read_recap(scanned(blank), OURS)


def test_a_file_of_more_pages_than_are_read_at_once_comes_back_whole(monkeypatch):
    monkeypatch.setattr(decode_pdf, "PAGES", 2)
    found = read_recap(pdf("dpr"), OURS)
    assert [each.page for each in found] == list(fitting_pages(MADE["dpr"][0]))
    assert all(each.signer == 0 for each in found)


def test_a_file_of_far_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(decode_pdf, "MOST_PAGES", 2)
    with pytest.raises(RefusedError):
        read_recap(pdf("dpr"), OURS)
