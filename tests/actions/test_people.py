"""The people of a region, those who let them in again, and the lines that tell of it."""

from dataclasses import replace

import pypdfium2
import pytest
from tests.accounts.keys import ISSUER, issuer
from tests.actions.stage import ELECTION, STATION, VERIFIER
from tests.actions.test_vouchers import chain
from tests.actions.test_ways import NOW, add

from sirekap.accounts.access import NotAllowedError
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.ways import is_above
from sirekap.actions.activate_device import ActivateDevice, activate_device
from sirekap.actions.console_paper import ConsolePaper
from sirekap.actions.import_accounts import ImportAccounts, import_accounts
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.make_vouchers import MakeVouchers, make_vouchers
from sirekap.actions.ports import AuditQuestion, Outcome
from sirekap.actions.print_slips import print_slips
from sirekap.actions.problems import (
    DeviceRevokedError,
    NotSignedInError,
    UnknownAccountError,
    UnknownCodeError,
)
from sirekap.actions.recover import Recover, recover
from sirekap.actions.see_audit import see_audit
from sirekap.actions.see_people import Entry, SeePeople, see_people, see_person, tally_people
from sirekap.actions.sign_in import sign_in, signed_in
from sirekap.actions.way_problems import CodeSpentError, NotAboveError, PersonHasAccountError

PPK = STATION[:6]
SHEET = f"""place,role,number,name,nik
{STATION},officer,1,Petugas Satu,3527010101010001
{STATION},officer,2,Petugas Dua,
{PPK},ppk,1,Anggota Satu,
{PPK},ppk,2,Anggota Dua,
3527,operator,1,Operator Satu,3527010101010002
3527,approver,1,Penyetuju Satu,
3527,helpdesk,1,Bantuan Satu,
3527,auditor,1,Auditor Satu,
"""
APPROVER = Account(AccountId("3527-approver-1"), Role.APPROVER, Reach("3527"))
HELPDESK = Account(AccountId("3527-helpdesk-1"), Role.HELPDESK, Reach("3527"))
AUDITOR = Account(AccountId("3527-auditor-1"), Role.AUDITOR, Reach("3527"))
FIRST = AccountId(f"{STATION}-officer-1")


@pytest.fixture
def region(stage):
    import_accounts(stage.ports, ImportAccounts("a.csv", SHEET.encode(), OPERATOR, stage.now()))
    key = IssuerKey(issuer(reach="3527", election=ELECTION.id), ISSUER)
    stage.ports = replace(stage.ports, issuers=(key,))
    return stage


def papers(region, by=APPROVER, reach="3527"):
    command = MakeVouchers(region.ports.issuers[0], Reach(reach), by, region.now())
    return {each.person.account.id: each for each in make_vouchers(region.ports, command)}


def listed(region, by=HELPDESK, place="3527", entry=None, after=None):
    return see_people(region.ports, SeePeople(Reach(place), entry, after, by, region.now()))


def states(region):
    return {each.person.account.id: each.entry for each in listed(region).people}


def let_in(region, account, by=APPROVER):
    return recover(region.ports, Recover(AccountId(account), by, region.now()))


def test_whoever_is_above_hands_out_paper_to_those_below_and_to_nobody_else(region):
    made = papers(region)
    assert set(made) == {FIRST, f"{STATION}-officer-2", f"{PPK}-ppk-1", f"{PPK}-ppk-2"}
    assert papers(region) == {}
    office = papers(region, OPERATOR)
    assert set(office) == {"3527-operator-1", "3527-approver-1", "3527-helpdesk-1", "3527-auditor-1"}
    assert isinstance(office["3527-auditor-1"], ConsolePaper)
    session = sign_in(region.ports, office["3527-auditor-1"].code, NOW)
    assert session.account == AUDITOR
    slip = pypdfium2.PdfDocument(print_slips(ELECTION, [office["3527-auditor-1"]]))
    text = slip[0].get_textpage().get_text_bounded()
    assert office["3527-auditor-1"].code in text.replace("\r\n", "")
    assert "Auditor Satu" in text
    assert "kunci sandi" in text
    assert "buat PIN" not in text


def test_the_list_tells_how_far_everybody_is(region):
    made = papers(region)
    activate_device(region.ports, ActivateDevice(chain(made[FIRST].paper), region.now()))
    assert states(region)[FIRST] is Entry.INSIDE
    assert states(region)[AccountId(f"{STATION}-officer-2")] is Entry.PAPER
    assert states(region)[HELPDESK.id] is Entry.NOTHING
    tally = tally_people(region.ports, Reach("3527"), HELPDESK, region.now())
    assert (tally.accounts, tally.handed, tally.inside) == (8, 4, 1)
    inside = listed(region, entry=Entry.INSIDE).people
    assert [(each.person.account.id, each.phones) for each in inside] == [(FIRST, 1)]
    assert inside[0].inside_at is not None


def test_the_list_goes_on_page_by_page_until_its_end(region, monkeypatch):
    monkeypatch.setattr("sirekap.actions.see_people.PAGE", 3)
    found, after = [], None
    while True:
        page = listed(region, after=after)
        found += [each.person.account.id for each in page.people]
        after = page.next
        if after is None:
            break
        assert len(page.people) == 3
    assert found == [each.person.account.id for each in listed_all(region)]
    assert len(found) == 8


def test_a_state_that_is_rare_is_found_by_going_on(region, monkeypatch):
    last = [each.person.account.id for each in listed_all(region)][-1]
    made = papers(region)
    monkeypatch.setattr("sirekap.actions.see_people.MOST_LOOKED_AT", 2)
    monkeypatch.setattr("sirekap.actions.see_people.AT_ONCE", 1)
    assert last in made
    activate_device(region.ports, ActivateDevice(chain(made[last].paper), region.now()))
    found, after, pages = [], None, 0
    while True:
        page = listed(region, entry=Entry.INSIDE, after=after)
        found += [each.person.account.id for each in page.people]
        after, pages = page.next, pages + 1
        if after is None:
            break
    assert found == [last]
    assert pages > 3


def listed_all(region):
    with region.store.look() as books:
        return [type("Row", (), {"person": each}) for each in books.people.within(Reach("3527"))]


def test_nobody_sees_people_elsewhere(region):
    for place in ("", "35", "3528"):
        with pytest.raises(NotAllowedError):
            listed(region, place=place)
        with pytest.raises(NotAllowedError):
            tally_people(region.ports, Reach(place), HELPDESK, region.now())
    other = Account(AccountId("h"), Role.HELPDESK, Reach("3528"))
    with pytest.raises(NotAllowedError):
        see_person(region.ports, FIRST, other, region.now())
    with pytest.raises(UnknownAccountError):
        see_person(region.ports, AccountId("nobody"), HELPDESK, region.now())


def test_a_helper_sees_what_last_happened_to_one_person(region):
    made = papers(region)
    activate_device(region.ports, ActivateDevice(chain(made[FIRST].paper), region.now()))
    let_in(region, FIRST, VERIFIER)
    with pytest.raises(DeviceRevokedError):
        activate_device(region.ports, ActivateDevice(chain(made[FIRST].paper), region.now()))
    full = see_person(region.ports, FIRST, HELPDESK, region.now())
    assert full.seen.entry is Entry.PAPER
    assert len(full.vouchers) == 2
    assert full.devices[0].key_id in full.revoked
    told = [(line.event, line.outcome) for line in full.lines]
    assert told[:2] == [("enrol", Outcome.REFUSED), ("recover", Outcome.DONE)]
    assert "enrol" in {line.event for line in full.lines if line.outcome is Outcome.DONE}


def test_recovery_shuts_every_old_way_and_gives_new_paper(region):
    office = papers(region, OPERATOR, "3527")
    code = office[AUDITOR.id].code
    session = sign_in(region.ports, code, NOW)
    add(region.ports, signed_in(region.ports, session.token, NOW))
    paper = let_in(region, AUDITOR.id, OPERATOR)
    with pytest.raises(NotSignedInError):
        signed_in(region.ports, session.token, NOW)
    with pytest.raises(UnknownCodeError):
        sign_in(region.ports, code, NOW)
    assert sign_in(region.ports, paper.code, NOW).account == AUDITOR
    with region.store.look() as books:
        assert books.ways.has_own([AUDITOR.id]) == {}


def test_recovery_of_a_phones_owner_revokes_the_phone_and_prints_a_voucher(region):
    first = papers(region)[AccountId(f"{PPK}-ppk-1")]
    activate_device(region.ports, ActivateDevice(chain(first.paper), region.now()))
    again = let_in(region, f"{PPK}-ppk-1")
    with pytest.raises(DeviceRevokedError):
        activate_device(region.ports, ActivateDevice(chain(first.paper), region.now()))
    known = activate_device(region.ports, ActivateDevice(chain(again.paper, 2), region.now()))
    assert known.device.account == f"{PPK}-ppk-1"
    with pytest.raises(CodeSpentError):
        sign_in(region.ports, first.paper.code, region.now())


def test_nobody_lets_themselves_or_their_equals_in(region):
    ppk = Account(AccountId(f"{PPK}-ppk-1"), Role.PPK, Reach(PPK))
    for by, account in (
        (ppk, ppk.id),
        (ppk, f"{PPK}-ppk-2"),
        (APPROVER, "3527-operator-1"),
        (APPROVER, APPROVER.id),
    ):
        with pytest.raises(NotAboveError):
            let_in(region, account, by)
        line = region.store.audit_lines("3527")[-1]
        assert (line.event, line.outcome, line.subject["why"]) == ("recover", Outcome.REFUSED, "not_above")
    admins = [Account(AccountId(f"-admin-{n}"), Role.ADMIN, Reach("")) for n in (1, 2)]
    assert is_above(*admins)
    assert not is_above(admins[0], admins[0])


def test_one_person_does_not_key_and_approve(region):
    same = "place,role,number,name,nik\n3527,approver,2,Nama Lain,3527010101010002\n"
    with pytest.raises(PersonHasAccountError) as refused:
        import_accounts(region.ports, ImportAccounts("b.csv", same.encode(), OPERATOR, region.now()))
    assert "3527010101010002" not in str(refused.value)
    with region.store.look() as books:
        assert books.accounts.get(AccountId("3527-approver-2")) is None


def test_an_auditor_reads_what_was_done_and_refused_within_reach(region):
    papers(region)
    with pytest.raises(NotAboveError):
        let_in(region, f"{PPK}-ppk-2", Account(AccountId(f"{PPK}-ppk-1"), Role.PPK, Reach(PPK)))

    def read(**asked):
        question = AuditQuestion(Reach(asked.pop("place", "3527")), **asked)
        return see_audit(region.ports, question, AUDITOR, region.now())

    newest = read().lines
    assert (newest[0].event, newest[0].outcome) == ("recover", Outcome.REFUSED)
    assert {line.event for line in read(who=APPROVER.id).lines} == {"hand_out"}
    assert {line.outcome for line in read(outcome=Outcome.REFUSED).lines} == {Outcome.REFUSED}
    assert read(event="recover", place=PPK).lines == newest[:1]
    with pytest.raises(NotAllowedError):
        read(place="")


def all_lines(region, by, place, **asked):
    """Ask for page after page, and return the lines from the oldest on and how many pages there were."""
    seen, before, pages = [], None, 0
    while True:
        question = AuditQuestion(Reach(place), before=before, **asked)
        page = see_audit(region.ports, question, by, region.now())
        seen += page.lines
        before, pages = page.next, pages + 1
        if before is None:
            return tuple(reversed(seen)), pages


def test_the_audit_goes_on_page_by_page_and_no_line_is_told_twice(region, monkeypatch):
    monkeypatch.setattr("sirekap.actions.see_audit.PAGE", 2)
    for _ in range(5):
        papers(region)
    assert all_lines(region, AUDITOR, "3527")[0] == tuple(region.store.audit_lines("3527"))


@pytest.mark.parametrize("place", ["", "35", "3527", PPK])
def test_what_is_rare_in_the_audit_is_found_by_going_on(region, monkeypatch, place):
    monkeypatch.setattr("sirekap.actions.see_audit.PAGE", 2)
    monkeypatch.setattr("sirekap.store.audit_rows.MOST_LOOKED_AT", 3)
    for _ in range(5):
        papers(region)
        with pytest.raises(NotAboveError):
            let_in(region, f"{PPK}-ppk-2", Account(AccountId(f"{PPK}-ppk-1"), Role.PPK, Reach(PPK)))
    admin = Account(AccountId("-admin-1"), Role.ADMIN, Reach(""))
    below = region.store.audit_lines(place)
    assert all_lines(region, admin, place)[0] == tuple(below)
    rare = tuple(line for line in below if line.event == "recover")
    monkeypatch.setattr("sirekap.actions.see_audit.PAGE", 100)
    found, pages = all_lines(region, admin, place, event="recover")
    assert found == rare
    assert len(rare) == 5
    assert (pages > 1) == (len(place) <= 2)
