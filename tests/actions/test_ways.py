"""Ways in of one's own: passkeys, passwords with an app, and the paper that is spent by them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from tests.accounts.authenticator import Authenticator
from tests.accounts.keys import ISSUER, issuer
from tests.actions.stage import ELECTION, STATION

from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.passkeys import Console
from sirekap.accounts.passwords import LOCKED, MOST_FAILURES, STEP
from sirekap.accounts.ways import FRESH, LASTS, Way
from sirekap.actions.add_account import AddAccount, add_account
from sirekap.actions.import_accounts import ImportAccounts, import_accounts
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.make_vouchers import MakeVouchers, make_vouchers
from sirekap.actions.open_session import hash_token
from sirekap.actions.own_ways import (
    KeepPasskey,
    KeepPassword,
    begin_app,
    begin_passkey,
    drop_passkey,
    keep_passkey,
    keep_password,
    see_ways,
)
from sirekap.actions.problems import NotSignedInError, StaleChallengeError, UnknownCodeError
from sirekap.actions.sign_in import sign_in, signed_in
from sirekap.actions.sign_in_passkey import SignInPasskey, ask_passkey, sign_in_passkey
from sirekap.actions.sign_in_password import SignInPassword, sign_in_password
from sirekap.actions.way_problems import (
    CodeSpentError,
    LastWayError,
    PasskeyRefusedError,
    PasswordRefusedError,
    SignInAgainError,
    TooManyTriesError,
    UnknownPasskeyError,
    WeakPasswordError,
    WrongAppCodeError,
)

HERE = Console("localhost", "http://localhost:8000")
NOW = datetime(2026, 2, 14, 11, tzinfo=UTC)
WRONG = "another one entirely"
GOOD = "kuda hijau naik perahu"
APPROVER = AccountId("3527-approver-1")


@pytest.fixture
def opened(stage):
    """Return the session of somebody who came in by a code, with the code and the stage's ports."""
    command = AddAccount(APPROVER, Role.APPROVER, Reach("3527"), OPERATOR, stage.now())
    _, code = add_account(stage.ports, command)
    session = sign_in(stage.ports, code, NOW)
    return stage.ports, signed_in(stage.ports, session.token, NOW), code


def add(ports, session, own=None, at=NOW, console=HERE):
    own = own or Authenticator(console.origin)
    answer = own.make(begin_passkey(ports, console, session, at))
    return own, keep_passkey(ports, KeepPasskey(console, answer, "Laptop", session, at))


def enter(ports, own, at=NOW, console=HERE, **changed):
    answer = changed.get("answer") or own.answer(ask_passkey(ports, console, at))
    return sign_in_passkey(ports, SignInPasskey(console, answer, changed.get("later", at)))


def with_password(ports, session, at=NOW):
    app = begin_app(ports, session, at)
    code = pyotp.TOTP(app.secret).at(at)
    keep_password(ports, KeepPassword(GOOD, app.sealed, code, session, at))
    return pyotp.TOTP(app.secret)


def type_in(ports, app, at, password=GOOD, account=APPROVER, code=None):
    return sign_in_password(ports, SignInPassword(account, password, code or app.at(at), at))


def test_a_passkey_signs_its_owner_in_and_the_session_says_how(opened):
    ports, session, _ = opened
    own, held = add(ports, session)
    entered = enter(ports, own)
    assert entered.account == session.account
    assert signed_in(ports, entered.token, NOW).way is Way.PASSKEY
    line = ports.store.audit_lines("3527")[-1]
    assert line.subject == {"way": "passkey", "passkey": held.key_id}
    with ports.store.look() as books:
        kept = books.ways.passkeys_of(APPROVER)[0]
    assert (kept.passkey.count, kept.used_at) == (1, NOW)


def test_the_code_on_paper_is_spent_by_the_first_way_of_ones_own(opened):
    ports, session, code = opened
    assert sign_in(ports, code, NOW).way is Way.CODE
    add(ports, session)
    with pytest.raises(CodeSpentError):
        sign_in(ports, code, NOW)
    line = ports.store.audit_lines("3527")[-1]
    assert (line.who, line.subject) == (APPROVER, {"why": "code_spent"})


def test_whoever_came_in_by_the_same_paper_is_out_once_its_owner_has_a_way_of_their_own(opened):
    ports, session, code = opened
    early = sign_in(ports, code, NOW + timedelta(seconds=1))
    assert signed_in(ports, early.token, NOW + timedelta(seconds=2)).account == session.account
    add(ports, session)
    with pytest.raises(NotSignedInError):
        signed_in(ports, early.token, NOW + timedelta(seconds=2))
    with ports.store.look() as books:
        assert books.accounts.get(APPROVER) is not None


def test_a_code_ends_by_itself(stage):
    _, code = add_account(stage.ports, AddAccount(APPROVER, Role.APPROVER, Reach("3527"), OPERATOR, NOW))
    sign_in(stage.ports, code, datetime.now(UTC) + timedelta(days=59))
    with pytest.raises(CodeSpentError):
        sign_in(stage.ports, code, datetime.now(UTC) + timedelta(days=61))


def test_an_answer_is_good_once_and_for_a_short_while(opened):
    ports, session, _ = opened
    own, _ = add(ports, session)
    asked = ask_passkey(ports, HERE, NOW)
    answer = own.answer(asked)
    enter(ports, own, answer=answer)
    with pytest.raises(PasskeyRefusedError):
        enter(ports, own, answer=answer)
    with pytest.raises(PasskeyRefusedError):
        enter(ports, own, answer=own.answer(asked))
    late = own.answer(ask_passkey(ports, HERE, NOW))
    with pytest.raises(StaleChallengeError):
        enter(ports, own, answer=late, later=NOW + timedelta(minutes=6))


def test_a_passkey_answers_at_the_consoles_own_address_only(opened):
    ports, session, _ = opened
    own, _ = add(ports, session)
    own.origin = "http://localhost.example"
    with pytest.raises(PasskeyRefusedError):
        enter(ports, own)
    with pytest.raises(PasskeyRefusedError):
        add(ports, session, Authenticator("http://elsewhere.example"))


def test_a_device_that_did_not_ask_its_owner_is_refused(opened):
    ports, session, _ = opened
    with pytest.raises(PasskeyRefusedError):
        add(ports, session, Authenticator(HERE.origin, verified=False))
    own, _ = add(ports, session)
    own.flags = 0x01
    with pytest.raises(PasskeyRefusedError):
        enter(ports, own)


def test_a_copied_passkey_whose_count_stands_still_is_refused(opened):
    ports, session, _ = opened
    own, _ = add(ports, session)
    enter(ports, own)
    own.count = 0
    with pytest.raises(PasskeyRefusedError):
        enter(ports, own, at=NOW + timedelta(seconds=2))


def test_whoever_answers_wrongly_learns_nothing_and_leaves_a_line(opened):
    ports, session, _ = opened
    own, _ = add(ports, session)
    stranger, other = Authenticator(HERE.origin), Authenticator(HERE.origin)
    stranger.user = b"nobody"
    other.user, other.credential = own.user, own.credential
    for each in (stranger, other):
        with pytest.raises(PasskeyRefusedError):
            enter(ports, each)
    assert [line.place for line in ports.store.audit_lines("")[-2:]] == ["", "3527"]
    for answer in ({}, {"response": 1}, {"response": {"clientDataJSON": "e30"}}, {"rawId": "x"}):
        with pytest.raises(PasskeyRefusedError):
            sign_in_passkey(ports, SignInPasskey(HERE, answer, NOW))


def test_ways_are_changed_only_shortly_after_signing_in(opened):
    ports, session, _ = opened
    _, held = add(ports, session)
    later = NOW + FRESH + timedelta(seconds=1)
    assert see_ways(ports, session, NOW).changeable
    assert not see_ways(ports, session, later).changeable
    for change in (
        lambda: add(ports, session, at=later),
        lambda: begin_app(ports, session, later),
        lambda: drop_passkey(ports, session, held.key_id, later),
        lambda: keep_password(ports, KeepPassword(GOOD, b"", "000000", session, later)),
    ):
        with pytest.raises(SignInAgainError):
            change()


def test_the_last_way_in_stays_and_no_passkey_of_others_is_dropped(opened):
    ports, session, _ = opened
    _, first = add(ports, session)
    with pytest.raises(LastWayError):
        drop_passkey(ports, session, first.key_id, NOW)
    _, second = add(ports, session)
    with pytest.raises(UnknownPasskeyError):
        drop_passkey(ports, session, "0" * 32, NOW)
    drop_passkey(ports, session, first.key_id, NOW)
    assert [each.key_id for each in see_ways(ports, session, NOW).passkeys] == [second.key_id]


def test_a_password_opens_with_its_apps_code_and_each_code_once(opened):
    ports, session, code = opened
    app = with_password(ports, session)
    at = NOW + 2 * STEP
    assert type_in(ports, app, at).way is Way.PASSWORD
    with pytest.raises(PasswordRefusedError):
        type_in(ports, app, at)
    assert type_in(ports, app, at + STEP).expires == at + STEP + LASTS[Way.PASSWORD]
    with pytest.raises(CodeSpentError):
        sign_in(ports, code, NOW)


def test_the_code_that_confirmed_an_app_opens_nothing(opened):
    ports, session, _ = opened
    app = with_password(ports, session)
    with pytest.raises(PasswordRefusedError):
        type_in(ports, app, NOW)


def test_neither_password_nor_app_alone_opens_and_one_refusal_is_like_another(opened):
    ports, session, _ = opened
    app = with_password(ports, session)
    at = NOW + 2 * STEP
    for wrong in (
        {"password": WRONG},
        {"code": "000000" if app.at(at) != "000000" else "000001"},
        {"account": AccountId("3527-approver-2")},
    ):
        with pytest.raises(PasswordRefusedError):
            type_in(ports, app, at, **wrong)
    assert type_in(ports, app, at)


def test_many_wrong_tries_shut_the_password_for_a_while_but_not_the_passkey(opened):
    ports, session, _ = opened
    own, _ = add(ports, session)
    app = with_password(ports, session)
    at = NOW + 2 * STEP
    for _ in range(MOST_FAILURES):
        with pytest.raises(PasswordRefusedError):
            type_in(ports, app, at, password=WRONG)
    with pytest.raises(TooManyTriesError):
        type_in(ports, app, at)
    assert enter(ports, own, at=at)
    assert type_in(ports, app, at + LOCKED)


@pytest.mark.parametrize(
    "weak", ["", "short", "aaaaaaaaaaaaaaaa", "abababababab", "sirekap2029 ya", "3527-approver-1!", "x" * 129]
)
def test_a_weak_password_is_refused(opened, weak):
    ports, session, _ = opened
    app = begin_app(ports, session, NOW)
    command = KeepPassword(weak, app.sealed, pyotp.TOTP(app.secret).at(NOW), session, NOW)
    with pytest.raises(WeakPasswordError):
        keep_password(ports, command)


def test_an_apps_secret_is_taken_with_its_first_code_by_whom_it_was_given_to(opened):
    ports, session, _ = opened
    app = begin_app(ports, session, NOW)
    right = pyotp.TOTP(app.secret).at(NOW)
    other = replace(session, account=replace(session.account, id=AccountId("3527-approver-2")))
    stale = begin_app(ports, replace(session, opened=NOW - FRESH), NOW - FRESH)
    for command in (
        KeepPassword(GOOD, app.sealed, "000000" if right != "000000" else "000001", session, NOW),
        KeepPassword(GOOD, app.sealed[:-1] + b"x", right, session, NOW),
        KeepPassword(GOOD, app.sealed, right, other, NOW),
        KeepPassword(GOOD, stale.sealed, pyotp.TOTP(stale.secret).at(NOW + STEP), session, NOW + STEP),
    ):
        with pytest.raises(WrongAppCodeError):
            keep_password(ports, command)


def test_nothing_that_opens_is_kept_readable(opened, stage):
    ports, session, code = opened
    app = with_password(ports, session)
    token = type_in(ports, app, NOW + 2 * STEP).token
    kept = b"".join(path.read_bytes() for path in stage.folder.glob("sirekap.db*"))
    for secret in (GOOD, app.secret, token, code, code.replace("-", "")):
        assert secret.encode() not in kept
    assert hash_token(token).encode() in kept


SHEET = f"place,role,number,name\n{STATION},officer,1,Petugas Satu\n{STATION[:6]},ppk,1,Anggota Satu\n"


def test_a_vouchers_code_opens_a_console_until_it_has_enrolled_a_phone(stage):
    import_accounts(stage.ports, ImportAccounts("a.csv", SHEET.encode(), OPERATOR, stage.now()))
    key = IssuerKey(issuer(reach="3527", election=ELECTION.id), ISSUER)
    made = make_vouchers(stage.ports, MakeVouchers(key, Reach("3527"), OPERATOR, stage.now()))
    paper = next(each.paper for each in made if each.person.account.role is Role.PPK)
    at = stage.now()
    session = sign_in(stage.ports, paper.code, at)
    assert session.account == Account(AccountId(f"{STATION[:6]}-ppk-1"), Role.PPK, Reach(STATION[:6]))
    with pytest.raises(CodeSpentError):
        sign_in(stage.ports, paper.code, at + timedelta(days=400))
    add(stage.ports, signed_in(stage.ports, session.token, at), at=at)
    with pytest.raises(CodeSpentError):
        sign_in(stage.ports, paper.code, at)
    with pytest.raises(UnknownCodeError):
        sign_in(stage.ports, "AAAAA-AAAAA", at)
