import base64
from dataclasses import replace
from datetime import timedelta

import cbor2
import pypdfium2
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric import ec
from PIL import Image
from tests.accounts.keys import BEGIN, END, ISSUER, ROOT, STRANGER, issuer
from tests.actions.stage import ELECTION, NEIGHBOUR, STATION, VERIFIER

from sirekap.accounts.access import NotAllowedError
from sirekap.accounts.certificates import Binding, Issuer
from sirekap.accounts.chain_errors import ChainError, ChainExpiredError, UnknownIssuerError
from sirekap.accounts.issue_voucher import NoVoucherError, issue_voucher, takes_voucher
from sirekap.accounts.key_chain import KeyChain
from sirekap.accounts.key_changes import Reason, Revocation, UnprovenStatementError
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.one_time_key import one_time_key
from sirekap.accounts.sign_in_code import make_code
from sirekap.accounts.signatures import key_id, public_of
from sirekap.accounts.ways import Way
from sirekap.actions.activate_device import ActivateDevice, activate_device, find_voucher
from sirekap.actions.import_accounts import ImportAccounts, import_accounts
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.know_device import know_device, prove_device
from sirekap.actions.make_vouchers import MakeVouchers, issue_to, make_vouchers
from sirekap.actions.print_slips import print_slips
from sirekap.actions.problems import (
    DeviceRevokedError,
    NoIssuerError,
    UnknownAccountError,
    UnknownCodeError,
)
from sirekap.actions.replace_phone import ReplacePhone, replace_phone
from sirekap.actions.take_revocation import TakeRevocation, take_revocation
from sirekap.actions.voucher_file import TakeVouchers, take_vouchers, write_vouchers

KEY = IssuerKey(issuer(reach=STATION[:4], election=ELECTION.id), ISSUER)
SHEET = f"""place,role,number,name
{STATION},officer,1,Petugas Satu
{STATION},officer,2,Petugas Dua
0,auditor,1,Lain
"""
FIRST = AccountId(f"{STATION}-officer-1")


@pytest.fixture
def opened(stage):
    import_accounts(stage.ports, ImportAccounts("a.csv", SHEET.encode(), OPERATOR, stage.now()))
    stage.ports = replace(stage.ports, issuers=(KEY,))
    return stage


def made(stage, key=KEY):
    return make_vouchers(stage.ports, MakeVouchers(key, Reach(STATION), OPERATOR, stage.now()))


def chain(paper, seed=1):
    """Return what a phone makes of a paper, code and all."""
    device = ec.derive_private_key(seed, ec.SECP256R1())
    bound = Binding(public_of(device), BEGIN).signed(one_time_key(paper.code, paper.election), paper.election)
    return KeyChain(paper.issuer, paper.voucher, bound).to_bytes(paper.election)


def replaced(stage, by=VERIFIER, account=FIRST):
    at = stage.now()
    return replace_phone(stage.ports, ReplacePhone(account, at, Reason.LOST, by, at))


def test_accounts_with_devices_get_one_voucher_each_and_their_phones_work(opened):
    handed = made(opened)
    assert [each.person.name for each in handed] == ["Petugas Satu", "Petugas Dua"]
    assert made(opened) == []
    for seed, each in enumerate(handed, 1):
        known = activate_device(opened.ports, ActivateDevice(chain(each.paper, seed), opened.now()))
        assert known.device.account == each.person.account.id
        assert find_voucher(opened.ports, each.paper.code).voucher == each.paper.voucher


def test_a_slips_qr_code_tells_all_that_a_phone_needs(opened):
    handed = made(opened)
    pdf = print_slips(ELECTION, handed)
    read = zxingcpp.read_barcodes(Image.fromarray(page(pdf)))
    assert sorted(each.text for each in read) == sorted(each.paper.to_text() for each in handed)
    text = handed[0].paper.to_text().removeprefix("SIREKAP-VOUCHER:")
    items = cbor2.loads(base64.b32decode(text + "=" * (-len(text) % 8)))
    assert items[1].hex() == ELECTION.id
    numbers = one_time_key(handed[0].paper.code, ELECTION.id).public_key().public_numbers()
    assert (items[4], make_code(items[5])) == (numbers.y.to_bytes(32), handed[0].paper.code)


def page(pdf):
    """Return the first page in pixels, at 200 to the inch."""
    return pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_numpy()


def test_no_voucher_is_issued_outside_the_issuers_region_or_for_a_console():
    outside = Account(AccountId("1101010001001-officer-1"), Role.OFFICER, Reach("1101010001001"))
    console = Account(AccountId("-auditor-1"), Role.AUDITOR, Reach(""))
    named = Account(AccountId("kpps-1"), Role.OFFICER, Reach(STATION))
    for account in (outside, console, named):
        with pytest.raises(NoVoucherError):
            issue_voucher(KEY.issuer, ISSUER, ELECTION.id, account, bytes(16))
    assert [takes_voucher(each) for each in (outside, console, named)] == [True, False, False]


def test_a_ppk_replaces_a_lost_phone_in_one_step(opened):
    first = made(opened)[0]
    activate_device(opened.ports, ActivateDevice(chain(first.paper), opened.now()))
    handed = replaced(opened)
    assert handed.person == first.person
    with pytest.raises(DeviceRevokedError):
        activate_device(opened.ports, ActivateDevice(chain(first.paper), opened.now()))
    device = prove_device(opened.ports, chain(first.paper), opened.now())
    with opened.store.work() as work:
        work.note(opened.audit_line())
        assert know_device(work, device, chain(first.paper), opened.now()).doubt.reason is Reason.LOST
    new = activate_device(opened.ports, ActivateDevice(chain(handed.paper, 2), opened.now()))
    assert (new.device.account, new.doubt) == (FIRST, None)
    line = [each for each in opened.store.audit_lines(STATION) if each.event == "replace"][-1]
    assert (line.who, line.subject) == (VERIFIER.id, {"account": FIRST, "reason": "lost"})


def test_an_unused_voucher_of_a_replaced_phone_enrols_nobody(opened):
    first = made(opened)[0]
    replaced(opened)
    with pytest.raises(DeviceRevokedError):
        activate_device(opened.ports, ActivateDevice(chain(first.paper), opened.now()))


def test_only_a_ppk_of_that_district_replaces_and_only_what_is_there(opened):
    made(opened)
    elsewhere = Account(AccountId("ppk-2"), Role.PPK, Reach(STATION[:5] + "9"))
    officer = Account(AccountId("o"), Role.OFFICER, Reach(NEIGHBOUR))
    for by in (elsewhere, officer):
        with pytest.raises(NotAllowedError):
            replaced(opened, by)
    with pytest.raises(UnknownAccountError):
        replaced(opened, account=AccountId(f"{STATION}-officer-3"))
    opened.ports = replace(opened.ports, issuers=())
    with pytest.raises(NoIssuerError):
        replaced(opened)


def test_vouchers_printed_with_no_network_are_taken_once_and_hold_no_code(opened):
    with opened.store.look() as books:
        people = books.people.within(Reach(STATION))
    handed = [issue_to(KEY, ELECTION.id, each) for each in people]
    data = write_vouchers(handed)
    assert not any(each.paper.code.encode() in data for each in handed)
    assert take_vouchers(opened.ports, TakeVouchers(data, OPERATOR, opened.now())) == 2
    assert take_vouchers(opened.ports, TakeVouchers(data, OPERATOR, opened.now())) == 0
    assert find_voucher(opened.ports, handed[0].paper.code).voucher == handed[0].paper.voucher


def test_vouchers_of_an_issuer_that_no_root_signed_are_not_taken(opened):
    forged = IssuerKey(issuer(reach=STATION[:4], root=STRANGER, election=ELECTION.id), ISSUER)
    with opened.store.look() as books:
        person = books.people.within(Reach(STATION))[0]
    handed = issue_to(forged, ELECTION.id, person)
    with pytest.raises(UnknownIssuerError):
        take_vouchers(opened.ports, TakeVouchers(write_vouchers([handed]), OPERATOR, opened.now()))
    for data in (b"{}", b"x", b'{"issuer":"","voucher":"","code_hash":""}'):
        with pytest.raises(ChainError):
            take_vouchers(opened.ports, TakeVouchers(data, OPERATOR, opened.now()))
    with pytest.raises(UnknownCodeError):
        find_voucher(opened.ports, handed.paper.code)


def test_a_revocation_from_outside_is_kept_if_its_signer_may_make_it(opened):
    def told(by, place=STATION):
        return Revocation(key_id(b"k"), Reach(place), BEGIN, Reason.STOLEN, key_id(b"")).signed(
            by, ELECTION.id
        )

    def take(statement, certificate):
        command = TakeRevocation(statement.to_bytes(), certificate, OPERATOR, opened.now())
        return take_revocation(opened.ports, command)

    assert take(told(ISSUER), KEY.issuer) == told(ISSUER)
    assert take(told(ROOT, ""), None) == told(ROOT, "")
    for statement, certificate in (
        (told(STRANGER), None),
        (told(ISSUER, "3528"), KEY.issuer),
        (told(STRANGER), KEY.issuer),
    ):
        with pytest.raises(UnprovenStatementError):
            take(statement, certificate)
    ended = Issuer(public_of(ISSUER), Reach("3527"), BEGIN, BEGIN + 1).signed(ROOT, ELECTION.id)
    with pytest.raises(UnprovenStatementError):
        take(told(ISSUER), ended)
    own = Issuer(public_of(STRANGER), Reach(""), BEGIN, END).signed(STRANGER, ELECTION.id)
    with pytest.raises(UnknownIssuerError):
        take(told(STRANGER), own)
    with opened.store.look() as books:
        assert books.keys.revocations(Reach(STATION)) == (told(ISSUER), told(ROOT, ""))


def test_whose_key_is_no_longer_trusted_revokes_nothing(opened):
    def take(statement, certificate):
        command = TakeRevocation(statement.to_bytes(), certificate, OPERATOR, opened.now())
        return take_revocation(opened.ports, command)

    def told(by, key=b"k", place=STATION):
        made = Revocation(key_id(key), Reach(place), BEGIN, Reason.STOLEN, key_id(b""))
        return made.signed(by, ELECTION.id)

    exposed = Revocation(KEY.issuer.id, Reach("3527"), BEGIN, Reason.EXPOSED, key_id(b""))
    take(exposed.signed(ROOT, ELECTION.id), None)
    with pytest.raises(UnprovenStatementError):
        take(told(ISSUER), KEY.issuer)
    retired = replace(opened.ports.roots[0], retired=BEGIN)
    opened.ports = replace(opened.ports, roots=(retired,))
    with pytest.raises(UnprovenStatementError):
        take(told(ROOT, place=""), None)


def test_a_voucher_and_its_phone_end_when_it_says_so_and_never_after_their_issuer(opened):
    soon = opened.now() + timedelta(hours=1)
    with opened.store.look() as books:
        one, other = books.people.within(Reach(STATION))
    handed = issue_to(KEY, ELECTION.id, one, soon)
    assert prove_device(opened.ports, chain(handed.paper), soon - timedelta(minutes=1)).until == soon
    with pytest.raises(ChainExpiredError):
        prove_device(opened.ports, chain(handed.paper), soon + timedelta(seconds=1))
    assert issue_to(KEY, ELECTION.id, other, soon + timedelta(days=900)).paper.voucher.until == END


def test_a_revocation_from_outside_ends_the_sessions_of_phones_below_it_and_no_others(opened):
    """A session's phone signs in again, if it still can; a console's session is its own."""
    officer, console = (Account(AccountId(name), Role.OFFICER, Reach(STATION)) for name in ("one", "two"))
    elsewhere = Account(AccountId("three"), Role.OFFICER, Reach(NEIGHBOUR))
    now = opened.now()
    ways = {officer: Way.DEVICE, console: Way.CODE, elsewhere: Way.DEVICE}
    with opened.store.work() as work:
        for account, way in ways.items():
            work.accounts.ensure(account, now)
            work.accounts.open_session(account.id, account, way, now, now + timedelta(hours=9))
        work.note(opened.audit_line())
    told = Revocation(key_id(b"k"), Reach(STATION), BEGIN, Reason.STOLEN, key_id(b""))
    statement = told.signed(ISSUER, ELECTION.id).to_bytes()
    take_revocation(opened.ports, TakeRevocation(statement, KEY.issuer, OPERATOR, now))
    with opened.store.look() as books:
        still = {account.id for account in ways if books.accounts.of_session(account.id, now)}
    assert still == {console.id, elsewhere.id}
