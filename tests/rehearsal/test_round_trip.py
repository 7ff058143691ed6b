"""Every C form comes back from a photo of it: each field right, or not accepted."""

from dataclasses import replace
from functools import cache
from math import comb
from pathlib import Path

import cv2
import numpy as np
import pytest

from sirekap.actions.open_election import open_election, shipped_elections
from sirekap.election.model import Headcount
from sirekap.forms.offers import offers_named
from sirekap.reading.read_photo import open_reader
from sirekap.rehearsal.bench_roundtrip import Task, measured, station_of, subjects, trip_of
from sirekap.rehearsal.round_trip import there_and_back
from sirekap.rehearsal.spoilt_paper import clipped, greyed, scaled

SEED = 40_000
STATIONS = 5
ACCEPTED = 0.995
"""Share of fields that is to be accepted; the bench measures it on two hundred stations a form."""
ELECTION = {folder.name: folder for folder in shipped_elections()}
FORMS = [pytest.param(folder, name, id=name) for folder, name in subjects()]
NATIONAL: Path = ELECTION["rehearsal-sampang-national"]


@cache
def reader():
    return open_reader()


def trip(folder, name, number):
    election = open_election(folder)
    return trip_of(election, offers_named(election, name)[0], number, SEED)


def pages_of(form, number):
    """A page a station: together the first, the last and some between; the bench takes them all."""
    return {1 + number * (len(form.pages) - 1) // (STATIONS - 1)}


@pytest.mark.parametrize(("folder", "name"), FORMS)
def test_every_field_of_five_stations_is_right_or_not_accepted(folder, name):
    outcomes = []
    for number in range(STATIONS):
        way = trip(folder, name, number)
        outcomes += there_and_back(way, reader(), pages_of(way.form, number))
    assert outcomes
    assert [each for each in outcomes if each.accepted and not each.right] == []
    assert sum(each.accepted for each in outcomes) >= fewest(len(outcomes))


def fewest(fields):
    """Tell how many of so few fields are accepted at the least, save once in a thousand, at ``ACCEPTED``."""
    low = 0.0
    for accepted in range(fields + 1):
        low += comb(fields, accepted) * ACCEPTED**accepted * (1 - ACCEPTED) ** (fields - accepted)
        if low > 0.001:
            return accepted
    return fields


def larger(page):
    """A sheet printed at eleven tenths on paper that holds it."""
    return cv2.resize(page, None, fx=1.1, fy=1.1, interpolation=cv2.INTER_LINEAR)


def lost(page):
    """A sheet whose corners were lost in print: it lay askew in the printer, far too large."""
    height, width = page.shape[:2]
    whole = np.full_like(page, 243)
    inner = cv2.resize(page, None, fx=1.4, fy=1.4, interpolation=cv2.INTER_LINEAR)
    whole[:] = inner[height // 5 : height // 5 + height, width // 5 : width // 5 + width]
    return whole


def printed(number, printer):
    outcomes = []
    for name in ("C.HASIL-PPWP", "C.HASIL-DPR"):
        outcomes += there_and_back(trip(NATIONAL, name, number), reader(), {2}, printer)
    return outcomes


PRINTERS = {
    "smaller": lambda page: scaled(page, 0.9),
    "larger": larger,
    "larger_than_its_paper": lambda page: clipped(scaled(page, 1.1), 5),
    "grey": greyed,
    "clipped": lambda page: clipped(page, 5),
    "smaller_and_clipped": lambda page: clipped(scaled(page, 0.9), 5),
    "grey_and_clipped": lambda page: clipped(greyed(page), 5),
}


@pytest.mark.parametrize("printer", PRINTERS)
def test_a_page_printed_smaller_larger_in_grey_or_without_its_edges_still_reads(printer):
    outcomes = printed(6, PRINTERS[printer])
    assert [each for each in outcomes if each.accepted and not each.right] == []
    assert not any(each.refused for each in outcomes)
    assert sum(each.accepted for each in outcomes) >= len(outcomes) - 1


def test_a_page_whose_corners_were_lost_in_print_is_refused_rather_than_misread():
    outcomes = printed(6, lost)
    assert [each for each in outcomes if each.accepted and not each.right] == []


def test_a_bench_goes_on_from_its_log_and_measures_a_line_cut_off_again(tmp_path):
    log, task = tmp_path / "log.jsonl", Task(NATIONAL, "C.HASIL-PPWP", 0, "0123456789")
    ((_, first),) = measured([task], log)
    assert len(first) == 31
    whole = log.read_text()
    log.write_text(whole.replace('"accepted": true', '"accepted": false') + whole[: len(whole) // 2])
    ((_, taken),) = measured([task], log)
    assert not any(each.accepted for each in taken)
    other = replace(task, version="another")
    assert dict(measured([task, other], log)) == {task: taken, other: first}


@pytest.mark.parametrize(("folder", "name"), FORMS)
def test_a_bench_finds_a_station_that_gets_the_form_however_many_are_asked_for(folder, name):
    election = open_election(folder)
    (offer, *_) = offers_named(election, name)
    found = [station_of(election, offer, number)[0] for number in range(200)]
    assert all(offer.is_for(station) for station in found)
    assert len({station.code for station in found}) > STATIONS


@pytest.mark.parametrize("name", ["C.HASIL-PPWP", "C.HASIL-DPR"])
def test_a_station_without_a_single_voter_is_zeros_and_comes_back_as_zeros(name):
    way = trip(NATIONAL, name, 0)
    empty = replace(way.station, registered=Headcount(0, 0), ballots_delivered=0)
    outcomes = list(there_and_back(replace(way, station=empty), reader(), {1, 2}))
    assert outcomes
    assert {each.truth for each in outcomes} == {0}
    assert [each for each in outcomes if each.accepted and each.value != 0] == []
    assert sum(each.accepted for each in outcomes) >= 0.9 * len(outcomes)
