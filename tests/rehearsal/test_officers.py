"""People of a rehearsal act through the same actions as anybody."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.rehearsal.paper import PaperReader, PaperSource
from tests.rehearsal.rehearsed import FOLDER, election, form, night

from sirekap.actions.ports import Ports
from sirekap.actions.station_record import context_of
from sirekap.bootstrap import Wiring
from sirekap.record.model import Checked, Entered, PageRead, RecordKey, Section
from sirekap.record.state import Confirmed, Read, derive
from sirekap.rehearsal.crews import choose_visits, open_accounts
from sirekap.rehearsal.night import Night, Signal, make_night
from sirekap.rehearsal.officers import Deed
from sirekap.rehearsal.play import NightClock, night_begins, play

SEED = 2


def run(folder: Path, what: Night, left_open: int = 2):
    """Play a night on paper; return the deeds, and what every record holds."""
    clock = NightClock(night_begins(what))
    secret = b"the same for every run"
    with Wiring().open_system(FOLDER, folder, clock=clock, sample_secret=secret) as system:
        ports = replace(system.ports, reader=PaperReader())
        crews = open_accounts(ports, what, clock())
        source = PaperSource(what)
        visits = choose_visits(what, left_open)
        deeds = [each for each in play(ports, what, crews, source, clock, visits) if each.deed is not None]
        return deeds, held(ports, what), visits, source.asked


def held(ports: Ports, what: Night):
    """What is held of every station: its evidence and the state of both sections."""
    found = {}
    for code in what.stations:
        key = RecordKey(code, what.contest.id)
        with ports.store.look() as books:
            evidence = books.evidence.of(key)
            context = context_of(ports, books, key)
        found[code] = evidence, {section: derive(context, section, evidence) for section in Section}
    return found


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    whole = night(SEED).stations
    wrong = [code for code, own in whole.items() if own.sheet.wrong_sum]
    part = make_night(election(), election().contests[0], form(), SEED, {*sorted(whole)[:20], *wrong})
    return part, *run(tmp_path_factory.mktemp("night"), part)


def arrived(part: Night, visits):
    return [
        code
        for code, own in part.stations.items()
        if own.course.signal is not Signal.NONE and code not in visits
    ]


def test_every_station_that_arrives_is_confirmed_with_what_its_paper_says(played):
    part, _, records, visits, _ = played
    for code in arrived(part, visits):
        for state in records[code][1].values():
            assert isinstance(state, Confirmed), code
            written = part.stations[code].sheet.written
            assert state.values == {name: written[name] for name in state.values}


def test_sums_that_are_wrong_on_paper_are_confirmed_as_contradictions_of_the_paper(played):
    part, _, records, visits, _ = played
    wrong = [code for code in arrived(part, visits) if part.stations[code].sheet.wrong_sum]
    assert wrong
    for code in arrived(part, visits):
        found = [rule for state in records[code][1].values() for rule in state.contradictions]
        assert bool(found) == (code in wrong)


def test_a_station_without_signal_leaves_no_trace(played):
    part, deeds, records, _, _ = played
    silent = {code for code, own in part.stations.items() if own.course.arrives is None}
    assert not silent & {each.station for each in deeds}
    assert all(records[code][0] == () for code in silent)


def test_stations_left_to_a_visitor_are_read_and_checked_by_nobody(played):
    _, _, records, visits, _ = played
    assert len(visits) == 2
    for code in visits:
        evidence, states = records[code]
        assert all(isinstance(state, Read) for state in states.values())
        assert not [each for each in evidence if isinstance(each, Checked | Entered)]


def test_a_refused_photo_is_taken_again_and_both_stay_in_the_history(played):
    part, deeds, records, _, asked = played
    refused = [each.station for each in deeds if each.deed is Deed.REFUSED]
    assert refused
    assert len([take for _, _, take in asked if take]) == len(refused)
    for code in refused:
        reads = [each for each in records[code][0] if isinstance(each, PageRead)]
        assert any(each.refused for each in reads)
        assert {each.page for each in reads if not each.refused} == {page.number for page in part.form.pages}


def test_what_the_reader_is_unsure_of_is_seen_by_two_people(played):
    part, _, records, visits, _ = played
    for code in arrived(part, visits):
        evidence = records[code][0]
        reads = [each for each in evidence if isinstance(each, PageRead)]
        unsure = {name for each in reads for name, seen in each.fields.items() if not seen.accepted}
        for name in unsure:
            looks = [each for each in evidence if isinstance(each, Checked | Entered) and name in each.values]
            assert len({each.by for each in looks}) >= 2, (code, name)


def test_the_same_night_leaves_the_same_records(played, tmp_path):
    part, deeds, records, visits, _ = played
    again = run(tmp_path, part)
    assert again[:3] == (deeds, records, visits)


def test_moments_are_in_order_of_time_for_each_station(played):
    _, deeds, _, _, _ = played
    for code in {each.station for each in deeds}:
        times = [each.at for each in deeds if each.station == code]
        assert times == sorted(times)
