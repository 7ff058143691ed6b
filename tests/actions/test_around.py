"""What surrounds the numbers is noted once, by those with the right, and versions never overwrite."""

import hashlib
from dataclasses import replace

import pytest
from tests.actions.claims_stage import claim, details, phone, picture, send, signed
from tests.actions.stage import ADMIN, CONTEST, MAIN, NEXT_DOOR, PAPER, STATION, VERIFIER, values

from sirekap.accounts.access import NotAllowedError
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.actions.claim_problems import NotACopyError, NotRegisteredError, PhotoNotYetHereError
from sirekap.actions.list_stations import ListStations, list_stations
from sirekap.actions.note_around import NoteAround, OpenVersion, note_around, open_version
from sirekap.actions.problems import UnknownStationError
from sirekap.actions.see_aside import SeeAside, see_aside
from sirekap.actions.see_station import SeeStation, see_station
from sirekap.actions.upload_photo import BeginUpload, receive_whole
from sirekap.record.missteps import NothingSaidError, ReasonMissingError
from sirekap.record.model import (
    Capacity,
    CopyExpected,
    CopyHanded,
    HandedAs,
    IncidentKind,
    IncidentNoted,
    Objected,
    ObjectionAnswered,
    RecordKey,
    VersionKind,
    VersionOpened,
    Watcher,
)

WITNESS = Watcher(Capacity.WITNESS, 2)
SUPERVISOR = Watcher(Capacity.SUPERVISOR)
PHOTO = picture(77)
NAME = hashlib.sha256(PHOTO).hexdigest()
APPROVER = Account(AccountId("kpu-3527"), Role.APPROVER, Reach(STATION[:4]))
AUDITOR = Account(AccountId("audit-3527"), Role.AUDITOR, Reach(STATION[:4]))


def note(stage, kind, *parts, by=MAIN):
    piece = kind(*parts, by.id, stage.now())
    return note_around(stage.ports, NoteAround(STATION, CONTEST, piece, by, stage.now()))


def recount(stage, by=APPROVER, decision="12/2026", reason="kotak dibuka"):
    opened = VersionOpened(VersionKind.RECOUNT, decision, by.id, stage.now(), reason)
    return open_version(stage.ports, OpenVersion(STATION, CONTEST, opened, by, stage.now()))


def says(stage, language="id"):
    return [line.says[language] for line in stage.see(VERIFIER).history]


def test_incidents_objections_and_answers_stand_in_the_history_with_their_words(stage):
    receive_whole(stage.ports, BeginUpload(STATION, NAME, len(PHOTO), stage.now()), PHOTO)
    note(stage, IncidentNoted, IncidentKind.INTERRUPTED, "hujan, 40 menit", NAME)
    note(stage, Objected, WITNESS, "selisih dua suara", None)
    note(stage, ObjectionAnswered, WITNESS, True, "dihitung ulang bersama")
    assert says(stage) == [
        "mencatat kejadian khusus: terhenti",
        "mencatat keberatan saksi nomor 2",
        "menjawab keberatan saksi nomor 2: diterima",
    ]
    assert next(line.reason for line in stage.see(MAIN).history) == "hujan, 40 menit"
    assert [line.event for line in stage.store.audit_lines(STATION)][-3:] == [
        "note_incident",
        "object",
        "answer",
    ]


def test_a_form_marked_nihil_needs_no_words_and_any_other_does(stage):
    note(stage, IncidentNoted, IncidentKind.NONE, "", None)
    assert "kejadian khusus: NIHIL" in says(stage)[0]
    for kind, parts, error in (
        (IncidentNoted, (IncidentKind.OTHER, " ", None), NothingSaidError),
        (IncidentNoted, (IncidentKind.OTHER, "foto menyusul", NAME), PhotoNotYetHereError),
        (Objected, (WITNESS, "", None), ReasonMissingError),
        (ObjectionAnswered, (WITNESS, True, ""), ReasonMissingError),
        (ObjectionAnswered, (WITNESS, True, "tidak ada keberatan"), NothingSaidError),
    ):
        with pytest.raises(error):
            note(stage, kind, *parts)


def test_what_is_noted_twice_stands_once_and_gives_the_first_receipt(stage):
    first = note(stage, CopyExpected, SUPERVISOR)
    assert note(stage, CopyExpected, SUPERVISOR) == first
    assert stage.evidence() == (first,)


def test_a_copy_goes_only_to_whom_it_is_due_and_only_what_is_the_stations(stage):
    answer = send(stage, signed(claim(details(stage.now())), phone()))
    copy = (WITNESS, HandedAs.QR, answer.receipt.receipt.claim)
    with pytest.raises(NotRegisteredError):
        note(stage, CopyHanded, *copy)
    note(stage, CopyExpected, WITNESS)
    with pytest.raises(NotACopyError):
        note(stage, CopyHanded, WITNESS, HandedAs.FILE, NAME)
    receipt = note(stage, CopyHanded, *copy)
    assert receipt.by == MAIN.id
    assert note(stage, CopyHanded, *copy) == receipt
    assert f"menyerahkan salinan {copy[2][:8]} kepada saksi nomor 2 (kode QR)" in says(stage)


def test_only_those_with_the_right_note_open_and_inspect(stage):
    with pytest.raises(NotAllowedError):
        note(stage, CopyExpected, WITNESS, by=NEXT_DOOR)
    with pytest.raises(NotAllowedError):
        recount(stage, by=MAIN)
    with pytest.raises(NotAllowedError):
        see_aside(stage.ports, SeeAside(MAIN, stage.now()))
    send(stage, signed(claim(details(stage.now()), form="0" * 32), phone()))
    (aside,) = see_aside(stage.ports, SeeAside(AUDITOR, stage.now()))
    assert (aside.place, aside.code) == (STATION, "form_never_issued")
    other = replace(AUDITOR, reach=Reach("36"))
    assert see_aside(stage.ports, SeeAside(other, stage.now())) == ()


def test_a_recount_begins_a_record_of_its_own_and_the_first_count_stays_visible(stage):
    stage.photograph_and_read_all()
    stage.check(values())
    assert set(stage.states().values()) == {"confirmed"}
    assert recount(stage) == RecordKey(STATION, CONTEST, 1)
    assert recount(stage) == RecordKey(STATION, CONTEST, 1), "one decision opens one version"
    assert set(stage.states().values()) == {"expected"}
    old = see_station(stage.ports, SeeStation(STATION, CONTEST, ADMIN, stage.now(), version=0))
    assert {each.state for each in old.sections} == {"confirmed"}
    assert "membuka versi baru untuk penghitungan suara ulang (Keputusan 12/2026)" in says(stage)[0]
    with pytest.raises(UnknownStationError):
        see_station(stage.ports, SeeStation(STATION, CONTEST, ADMIN, stage.now(), version=2))
    stage.check(values("votes.1"))
    (line,) = list_stations(stage.ports, ListStations(MAIN, stage.now()))
    assert line.states["votes"] == "received"
    with pytest.raises(ReasonMissingError):
        recount(stage, reason=" ")


def test_a_recounts_claim_counts_once_it_was_opened_and_the_first_counts_no_more(stage):
    said = claim(details(stage.now()), {**PAPER, "votes.1": 60}, key=RecordKey(STATION, CONTEST, 1))
    assert send(stage, signed(said, phone())).error.code == "no_such_record"
    recount(stage)
    assert send(stage, signed(said, phone())).new
    assert stage.evidence() == ()
    late = send(stage, signed(claim(details(stage.now())), phone()))
    assert late.new, "a first count that comes late is kept beside it"
    assert stage.states()["votes"] == "received"
    stage.publish()
    with stage.store.look() as books:
        assert books.evidence.newest_version(STATION, CONTEST) == 1
