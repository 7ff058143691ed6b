"""A new issuer takes an old one's place: the server signs by the new, and judges each claim by its own."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from tests.accounts.keys import BEGIN, END, ISSUER, ROOT, issuer
from tests.actions.claims_stage import claim, details, send
from tests.actions.stage import ELECTION, STATION, VERIFIER

from sirekap.accounts.certificates import Binding, Issuer, moment, seconds
from sirekap.accounts.key_chain import KeyChain
from sirekap.accounts.key_changes import Reason, Revocation
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import AccountId, Reach
from sirekap.accounts.one_time_key import one_time_key
from sirekap.accounts.signatures import key_id, public_of
from sirekap.actions.choose_issuer import choose_issuer
from sirekap.actions.import_accounts import ImportAccounts, import_accounts
from sirekap.actions.key_folder import IssuerKey, keep_issuer, server_issuers
from sirekap.actions.make_vouchers import MakeVouchers, issue_to, make_vouchers
from sirekap.actions.problems import NoIssuerError
from sirekap.actions.replace_phone import ReplacePhone, replace_phone
from sirekap.record.claims.receipt import Verdict
from sirekap.record.claims.signed import sign_claim, write_signed

REGION = Reach(STATION[:4])
NEXT_ISSUER = ed25519.Ed25519PrivateKey.from_private_bytes(b"\5" * 32)
FIRST, SECOND = (AccountId(f"{STATION}-officer-{number}") for number in (1, 2))
SHEET = "place,role,number,name\n" + "".join(f"{STATION},officer,{n},Petugas {n}\n" for n in (1, 2))
WORDS = "kata sandi yang panjang"


def old(until=END):
    return IssuerKey(issuer(reach=REGION, until=until, election=ELECTION.id), ISSUER)


def new(since, root=ROOT):
    made = Issuer(public_of(NEXT_ISSUER), REGION, since, END + 1)
    return IssuerKey(made.signed(root, ELECTION.id), NEXT_ISSUER)


class Phone:
    """A phone that was activated by what its paper says."""

    def __init__(self, paper, seed):
        self.key = ec.derive_private_key(seed, ec.SECP256R1())
        bound = Binding(public_of(self.key), BEGIN).signed(one_time_key(paper.code, ELECTION.id), ELECTION.id)
        self._chain = KeyChain(paper.issuer, paper.voucher, bound).to_bytes(ELECTION.id)

    def claims(self, stage):
        """Send a claim; return its verdict, or the error's code where it is not counted."""
        said = claim(details(stage.now()))
        answer = send(stage, write_signed(sign_claim(said, ELECTION.id, self.key, self._chain)))
        return answer.error.code if answer.error else answer.receipt.receipt.verdict


@pytest.fixture
def opened(stage):
    import_accounts(stage.ports, ImportAccounts("a.csv", SHEET.encode(), OPERATOR, stage.now()))
    return stage


def hold(stage, *issuers):
    stage.ports = replace(stage.ports, issuers=issuers)


def chosen(stage, at=None, place=REGION):
    with stage.store.look() as books:
        return choose_issuer(stage.ports.issuers, books.keys, place, at or stage.now())


def paper_of(stage, account=FIRST):
    at = stage.now()
    return replace_phone(stage.ports, ReplacePhone(account, at, Reason.LOST, VERIFIER, at)).paper


def phones_under(stage, key):
    """Return the phones of both officers, activated by papers of that issuer and not seen by the server."""
    with stage.store.look() as books:
        people = books.people.of([FIRST, SECOND])
    papers = [issue_to(key, ELECTION.id, people[who]).paper for who in (FIRST, SECOND)]
    return [Phone(paper, seed) for seed, paper in enumerate(papers, 1)]


def pass_a_minute(stage):
    for _ in range(60):
        stage.now()


def revoke(stage, key, place=REGION):
    at = stage.now()
    told = Revocation(key, place, seconds(at), Reason.EXPOSED, key_id(b"")).signed(ROOT, ELECTION.id)
    with stage.store.work() as work:
        work.keys.revoke(told, at)
        work.note(stage.audit_line())


def test_a_folder_holds_the_old_issuer_and_the_new(tmp_path):
    for each in (old(), new(BEGIN + 1)):
        keep_issuer(tmp_path, each.issuer, each.secret, WORDS)
    found = {each.issuer for each in server_issuers(tmp_path, WORDS)}
    assert found == {old().issuer, new(BEGIN + 1).issuer}


def test_the_server_signs_by_the_new_issuer_from_its_first_second_and_by_the_old_until_then(opened):
    turn = seconds(opened.now()) + 3600
    hold(opened, old(), new(turn))
    assert chosen(opened).issuer == old().issuer
    assert chosen(opened, moment(turn - 1)).issuer == old().issuer
    assert chosen(opened, moment(turn)).issuer == new(turn).issuer
    assert chosen(opened, moment(END + 1)).issuer == new(turn).issuer
    assert chosen(opened, moment(END + 2)) is None
    assert chosen(opened, moment(BEGIN - 1)) is None


def test_claims_of_phones_enrolled_under_the_old_and_the_new_issuer_both_stand(opened):
    hold(opened, old())
    before, unseen = phones_under(opened, old())
    assert before.claims(opened) is Verdict.ACCEPTED
    coming = new(seconds(opened.now()) - 1)
    hold(opened, old(), coming)
    assert [each.claims(opened) for each in (before, unseen)] == [Verdict.ACCEPTED] * 2
    paper = paper_of(opened)
    assert paper.issuer == coming.issuer
    assert Phone(paper, 3).claims(opened) is Verdict.ACCEPTED
    hold(opened, coming)
    assert unseen.claims(opened) is Verdict.ACCEPTED


def test_under_an_ended_issuer_no_phone_is_taken_in_any_more_and_those_seen_before_go_on(opened):
    end = seconds(opened.now()) + 30
    ending = old(until=end)
    seen, unseen = phones_under(opened, ending)
    assert seen.claims(opened) is Verdict.ACCEPTED
    hold(opened, ending, new(BEGIN))
    pass_a_minute(opened)
    assert unseen.claims(opened) == "broken_chain"
    assert seen.claims(opened) is Verdict.ACCEPTED
    assert paper_of(opened).issuer == new(BEGIN).issuer


def test_a_claim_under_an_issuer_that_no_root_signed_is_refused(opened):
    stranger = new(BEGIN, root=ed25519.Ed25519PrivateKey.from_private_bytes(b"\6" * 32))
    hold(opened, old())
    assert phones_under(opened, stranger)[0].claims(opened) == "broken_chain"


def test_a_revoked_issuer_signs_nothing_more_and_without_another_nobody_does(opened):
    hold(opened, old(), new(BEGIN + 1))
    revoke(opened, new(BEGIN + 1).issuer.id)
    assert paper_of(opened).issuer == old().issuer
    revoke(opened, old().issuer.id, Reach(""))
    with pytest.raises(NoIssuerError):
        paper_of(opened)


def test_an_issuer_of_another_region_is_left_alone(opened):
    elsewhere = Issuer(public_of(NEXT_ISSUER), Reach("1101"), BEGIN + 9, END).signed(ROOT, ELECTION.id)
    hold(opened, old(), IssuerKey(elsewhere, NEXT_ISSUER))
    assert chosen(opened, place=STATION).issuer == old().issuer


def test_who_holds_an_ended_voucher_gets_new_paper_and_who_holds_a_good_one_does_not(opened):
    end = seconds(opened.now()) + 30

    def make(key):
        return make_vouchers(opened.ports, MakeVouchers(key, Reach(STATION), OPERATOR, opened.now()))

    assert len(make(old(until=end))) == 2
    assert make(new(BEGIN)) == []
    pass_a_minute(opened)
    assert {each.paper.issuer for each in make(new(BEGIN))} == {new(BEGIN).issuer}
    assert make(new(BEGIN)) == []
