import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.accounts.keys import ISSUER, issuer
from tests.actions.stage import (
    ADMIN,
    CONTEST,
    ELECTION,
    MAIN,
    NEIGHBOUR,
    NEXT_DOOR,
    RESERVE,
    STATION,
    VERIFIER,
    page_photo,
    values,
)
from tests.actions.test_around import WITNESS, note, recount

from sirekap.accounts.access import ACCESS, ANYONE, NotAllowedError
from sirekap.accounts.key_changes import Reason
from sirekap.accounts.machines import OPERATOR, PUBLISHER, READER
from sirekap.accounts.model import Account, AccountId, Reach, Role, Step
from sirekap.accounts.ways import LASTS, Way
from sirekap.actions.add_account import AddAccount, add_account
from sirekap.actions.correct_fields import CorrectFields, correct_fields
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.list_stations import ListStations, list_stations
from sirekap.actions.make_vouchers import MakeVouchers, make_vouchers
from sirekap.actions.own_ways import see_ways
from sirekap.actions.ports import AuditQuestion, Outcome
from sirekap.actions.problems import (
    AccountExistsError,
    MachineRoleError,
    NotSignedInError,
    UnknownCodeError,
    UnknownFieldError,
    UnknownPhotoError,
    UnknownReachError,
)
from sirekap.actions.publish import Known, Publish, is_due, publish
from sirekap.actions.read_next import ReadNext, read_next
from sirekap.actions.recover import Recover, recover
from sirekap.actions.replace_phone import ReplacePhone, replace_phone
from sirekap.actions.see_aside import SeeAside, see_aside
from sirekap.actions.see_audit import see_audit
from sirekap.actions.see_people import SeePeople, see_people
from sirekap.actions.see_photos import SeePhoto, see_crop, see_photo
from sirekap.actions.sign_in import sign_in, sign_out, signed_in
from sirekap.actions.way_ports import OpenSession
from sirekap.actions.withdraw_photo import WithdrawPhoto, withdraw_photo
from sirekap.record.model import (
    CopyExpected,
    CopyHanded,
    HandedAs,
    IncidentKind,
    IncidentNoted,
    Objected,
    ObjectionAnswered,
)


def new(stage, role=Role.OFFICER, reach=STATION, name="kpps-9", by=OPERATOR):
    return add_account(stage.ports, AddAccount(AccountId(name), role, Reach(reach), by, stage.now()))


def with_issuer(stage):
    return replace(stage.ports, issuers=(IssuerKey(issuer(reach="", election=ELECTION.id), ISSUER),))


TAKEN = {
    Step.SEE: lambda stage, by: list_stations(stage.ports, ListStations(by, stage.now())),
    Step.PHOTOGRAPH: lambda stage, by: stage.photograph(page_photo(1, changed={"invalid": 7}), by),
    Step.READ: lambda stage, by: read_next(stage.ports, ReadNext(by, stage.now())),
    Step.CHECK: lambda stage, by: stage.check(values("votes.1"), by),
    Step.ENTER: lambda stage, by: stage.enter(values("votes.2"), by),
    Step.CORRECT: lambda stage, by: correct_fields(
        stage.ports, CorrectFields(STATION, CONTEST, {"votes.1": 60}, "salah", by, stage.now())
    ),
    Step.WITHDRAW: lambda stage, by: withdraw_photo(
        stage.ports, WithdrawPhoto(STATION, CONTEST, "0" * 64, "salah", by, stage.now())
    ),
    Step.NOTE_INCIDENT: lambda stage, by: note(stage, IncidentNoted, IncidentKind.NONE, "", None, by=by),
    Step.OBJECT: lambda stage, by: note(stage, Objected, WITNESS, "selisih", None, by=by),
    Step.ANSWER: lambda stage, by: note(stage, ObjectionAnswered, WITNESS, True, "sudah", by=by),
    Step.EXPECT_COPY: lambda stage, by: note(stage, CopyExpected, WITNESS, by=by),
    Step.HAND_COPY: lambda stage, by: note(stage, CopyHanded, WITNESS, HandedAs.QR, "0" * 64, by=by),
    Step.OPEN_VERSION: lambda stage, by: recount(stage, by=by),
    Step.INSPECT: lambda stage, by: see_aside(stage.ports, SeeAside(by, stage.now())),
    Step.PUBLISH: lambda stage, by: publish(stage.ports, Publish(by, stage.now())),
    Step.ADMIT: lambda stage, by: new(stage, by=by),
    Step.REPLACE: lambda stage, by: replace_phone(
        with_issuer(stage),
        ReplacePhone(AccountId(f"{STATION}-officer-1"), stage.now(), Reason.LOST, by, stage.now()),
    ),
    Step.OWN_WAYS: lambda stage, by: see_ways(
        stage.ports, OpenSession(by, Way.CODE, stage.now()), stage.now()
    ),
    Step.SEE_PEOPLE: lambda stage, by: see_people(
        stage.ports, SeePeople(Reach(STATION), None, None, by, stage.now())
    ),
    Step.HAND_OUT: lambda stage, by: make_vouchers(
        stage.ports, MakeVouchers(None, Reach(STATION), by, stage.now())
    ),
    Step.RECOVER: lambda stage, by: recover(
        stage.ports, Recover(AccountId(f"{STATION}-officer-1"), by, stage.now())
    ),
    Step.AUDIT: lambda stage, by: see_audit(stage.ports, AuditQuestion(Reach(STATION)), by, stage.now()),
}


def test_every_step_that_needs_an_account_is_tried_below():
    assert set(TAKEN) == set(Step) - ANYONE


FORBIDDEN = [(role, step) for role in Role for step in TAKEN if step not in ACCESS[role]]


@pytest.mark.parametrize(("role", "step"), FORBIDDEN, ids=[f"{r.value}-{s.value}" for r, s in FORBIDDEN])
def test_a_role_takes_no_step_that_the_table_does_not_give_it(stage, role, step):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    before = stage.evidence()
    somebody = Account(AccountId("somebody"), role, Reach(""))
    with pytest.raises(NotAllowedError):
        TAKEN[step](stage, somebody)
    assert stage.evidence() == before
    refused = [line for line in stage.store.audit_lines("") if line.outcome is Outcome.REFUSED]
    assert [(line.event, line.who, line.subject) for line in refused] == [
        (step.value, "somebody", {"role": role.value})
    ]


@pytest.mark.parametrize("step", [Step.PHOTOGRAPH, Step.CHECK, Step.ENTER, Step.CORRECT, Step.WITHDRAW])
def test_an_officer_acts_at_their_own_station_only(stage, step):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    before = stage.evidence()
    with pytest.raises(NotAllowedError):
        TAKEN[step](stage, NEXT_DOOR)
    assert stage.evidence() == before
    assert stage.store.audit_lines(STATION)[-1].outcome is Outcome.REFUSED


def test_a_code_signs_its_owner_in_until_they_sign_out(stage):
    account, code = new(stage)
    session = sign_in(stage.ports, f" {code.lower()} ", stage.now())
    assert signed_in(stage.ports, session.token, stage.now()).account == account
    sign_out(stage.ports, session.token, stage.now())
    sign_out(stage.ports, session.token, stage.now())
    with pytest.raises(NotSignedInError):
        signed_in(stage.ports, session.token, stage.now())


def test_a_session_ends_by_itself(stage):
    _, code = new(stage)
    session = sign_in(stage.ports, code, stage.now())
    with pytest.raises(NotSignedInError):
        signed_in(stage.ports, session.token, stage.now() + LASTS[Way.CODE])


def test_neither_code_nor_token_is_kept(stage):
    _, code = new(stage)
    session = sign_in(stage.ports, code, stage.now())
    stage.store.close()
    held = b"".join(path.read_bytes() for path in stage.folder.glob("sirekap.db*"))
    for secret in (code, code.replace("-", ""), session.token):
        assert secret.encode() not in held


def test_an_unknown_code_is_refused_with_an_audit_line(stage):
    with pytest.raises(UnknownCodeError):
        sign_in(stage.ports, "00000-00000-00000-00000-00000-0", stage.now())
    (line,) = stage.store.audit_lines("")
    assert (line.event, line.outcome) == ("sign_in", Outcome.REFUSED)


@pytest.mark.parametrize(
    ("role", "reach"),
    [(Role.OFFICER, "3527"), (Role.OFFICER, ""), (Role.VERIFIER, "99"), (Role.OFFICER, STATION[:10] + "999")],
)
def test_a_reach_the_election_does_not_have_is_refused(stage, role, reach):
    with pytest.raises(UnknownReachError):
        new(stage, role, reach)


@pytest.mark.parametrize(
    ("role", "reach"),
    [(Role.OFFICER, STATION), (Role.PPK, STATION[:6]), (Role.VERIFIER, STATION[:4]), (Role.ADMIN, "")],
)
def test_accounts_reach_a_station_a_region_or_the_nation(stage, role, reach):
    account, _ = new(stage, role, reach)
    assert (account.role, account.reach) == (role, reach)


@pytest.mark.parametrize("role", [Role.READER, Role.PUBLISHER])
def test_nobody_signs_in_as_a_machine(stage, role):
    with pytest.raises(MachineRoleError):
        new(stage, role, "")


def test_an_accounts_name_is_taken_once(stage):
    new(stage)
    with pytest.raises(AccountExistsError):
        new(stage)


def test_a_photo_is_shown_to_those_who_see_its_station(stage):
    receipt = stage.photograph(page_photo(2))
    for by in (MAIN, RESERVE, VERIFIER, ADMIN):
        assert see_photo(stage.ports, SeePhoto(receipt.photo, by, stage.now())) == (
            "image/png",
            page_photo(2),
        )
    with pytest.raises(NotAllowedError):
        see_photo(stage.ports, SeePhoto(receipt.photo, NEXT_DOOR, stage.now()))
    with pytest.raises(UnknownPhotoError):
        see_photo(stage.ports, SeePhoto("0" * 64, MAIN, stage.now()))
    with pytest.raises(UnknownFieldError):
        see_crop(stage.ports, SeePhoto(receipt.photo, MAIN, stage.now()), "votes.1")


def files(stage):
    folder = stage.folder / "public"
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_publishing_twice_writes_nothing_the_second_time(stage):
    stage.photograph_and_read_all()
    stage.check(values())
    first = stage.publish()
    before = files(stage)
    assert first.files == first.written == len(before)
    assert (stage.publish().written, files(stage)) == (0, before)


def test_a_publisher_that_keeps_up_gives_the_same_files_as_one_that_begins_anew(stage, tmp_path_factory):
    known = Known()

    def keep_up():
        return publish(stage.ports, Publish(PUBLISHER, stage.now()), known)

    keep_up()
    stage.photograph(page_photo(2), by=MAIN)
    keep_up()
    stage.photograph_and_read_all()
    keep_up()
    stage.check(values())
    keep_up()
    kept_up = files(stage)
    other = type(stage.ports.public)(tmp_path_factory.mktemp("anew"))
    publish(replace(stage.ports, public=other), Publish(PUBLISHER, stage.now()))
    anew = {path: hashlib.sha256(other._place(path).read_bytes()).hexdigest() for path in other.paths("")}
    assert kept_up == anew
    assert any(path.startswith("formc/") for path in anew)


def test_a_publisher_looks_only_at_what_changed(stage):
    known = Known()
    assert is_due(stage.ports, known, stage.now())
    publish(stage.ports, Publish(PUBLISHER, stage.now()), known)
    assert not is_due(stage.ports, known, stage.now())
    stage.photograph(page_photo(2))
    assert is_due(stage.ports, known, stage.now())
    publish(stage.ports, Publish(PUBLISHER, stage.now()), known)
    assert not is_due(stage.ports, known, stage.now())


def test_a_change_at_one_station_touches_its_documents_and_those_above_it_alone(stage):
    known = Known()
    publish(stage.ports, Publish(PUBLISHER, stage.now()), known)
    before = files(stage)
    stage.photograph_and_read_all()
    stage.check(values())
    done = publish(stage.ports, Publish(PUBLISHER, stage.now()), known)
    after = files(stage)
    touched = {path for path in after if after[path] != before.get(path)}
    assert done.written == len(touched)
    above = [STATION[:length] for length in (2, 4, 6, 10, 13)]
    assert touched == {
        *(path for path in after if path.startswith("formc/")),
        *(f"{tree}/{CONTEST}{deep}.json" for tree in ("pemilu/hhcw", "sirekap") for deep in chains(above)),
        f"sirekap/{CONTEST}.csv",
    }


def chains(codes):
    return ["".join(f"/{code}" for code in codes[:length]) for length in range(len(codes) + 1)]


def test_a_recount_that_was_opened_is_named_in_the_documents(stage):
    stage.photograph_and_read_all()
    stage.check(values())
    known = Known()
    publish(stage.ports, Publish(PUBLISHER, stage.now()), known)
    deep = chains([STATION[:length] for length in (2, 4, 6, 10, 13)])[-1]
    theirs, ours = (
        stage.folder / "public" / f"{tree}/ppwp{deep}.json" for tree in ("pemilu/hhcw", "sirekap")
    )
    assert json.loads(theirs.read_text())["psu"] is None
    recount(stage)
    assert publish(stage.ports, Publish(PUBLISHER, stage.now()), known).written
    assert json.loads(theirs.read_text())["psu"] == "Penghitungan Suara Ulang"
    assert json.loads(theirs.read_text())["chart"] is None
    assert json.loads(ours.read_text())["again"] == "recount"


def test_nothing_has_a_number_or_photo_before_the_elections_hour(stage):
    hour = stage.now() + timedelta(hours=1)
    stage.ports = replace(stage.ports, election=replace(stage.ports.election, publish_not_before=hour))
    stage.photograph_and_read_all()
    stage.check(values())
    known = Known()
    publish(stage.ports, Publish(PUBLISHER, hour - timedelta(seconds=1)), known)
    assert not list(stage.ports.public.paths("formc"))
    assert not is_due(stage.ports, known, hour - timedelta(seconds=1))
    assert is_due(stage.ports, known, hour)
    publish(stage.ports, Publish(PUBLISHER, hour), known)
    assert len(list(stage.ports.public.paths("formc"))) == 3


def test_no_number_is_public_before_it_is_confirmed(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    stage.check(values())
    stage.publish()
    document = stage.folder / "public" / "pemilu" / "hhcw" / "ppwp.json"
    assert '"progres":{"total":60,"progres":0}' in document.read_text()
    stage.enter(values("votes.2"))
    stage.publish()
    assert '"progres":{"total":60,"progres":1}' in document.read_text()


def test_a_photo_of_two_stations_is_seen_by_both(stage):
    stage.photograph(page_photo(2))
    receipt = stage.photograph(page_photo(2), by=NEXT_DOOR, station=NEIGHBOUR)
    for by in (MAIN, NEXT_DOOR):
        see_photo(stage.ports, SeePhoto(receipt.photo, by, stage.now()))


def test_the_machines_have_no_code_to_sign_in_with(stage):
    with stage.store.look() as books:
        assert [books.accounts.get(each.id) for each in (READER, PUBLISHER, OPERATOR)] == [None] * 3
