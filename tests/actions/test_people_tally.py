"""The tally of a region's people is what anyone would count who went through the list."""

import random
from dataclasses import replace

import pytest
from tests.accounts.keys import ISSUER, issuer
from tests.actions.stage import ELECTION, STATION, Stage
from tests.actions.test_people import APPROVER, HELPDESK, PPK, SHEET, let_in, listed, papers
from tests.actions.test_vouchers import chain
from tests.actions.test_ways import NOW, add

from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Reach
from sirekap.actions.activate_device import ActivateDevice, activate_device
from sirekap.actions.console_paper import ConsolePaper
from sirekap.actions.import_accounts import ImportAccounts, import_accounts
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.see_people import Entry, tally_people
from sirekap.actions.sign_in import sign_in, signed_in
from sirekap.actions.way_ports import Tally

STEPS = ("hand out", "get in", "get in", "shut out")
WALK = 30


class Region:
    """A region's people, and the papers that lie about."""

    def __init__(self, folder):
        self.stage = Stage(folder)
        import_accounts(self.stage.ports, ImportAccounts("a.csv", SHEET.encode(), OPERATOR, self.now()))
        key = IssuerKey(issuer(reach="3527", election=ELECTION.id), ISSUER)
        self.stage.ports = replace(self.stage.ports, issuers=(key,))
        self.accounts = [each.person.account.id for each in listed(self.stage).people]
        self.papers = {}
        self.phones = 0

    def now(self):
        return self.stage.now()

    def take(self, step, number):
        account = self.accounts[number]
        if step == "hand out":
            self.papers |= papers(self.stage, OPERATOR if number % 2 else APPROVER)
        elif step == "shut out":
            self.papers[account] = let_in(self.stage, account, OPERATOR)
        elif account in self.papers:
            self.get_in(self.papers.pop(account))

    def get_in(self, paper):
        """Come in by a paper: with a passkey from then on, or with a phone."""
        if isinstance(paper, ConsolePaper):
            session = sign_in(self.stage.ports, paper.code, NOW)
            add(self.stage.ports, signed_in(self.stage.ports, session.token, NOW))
        else:
            self.phones += 1
            found = chain(paper.paper, self.phones)
            activate_device(self.stage.ports, ActivateDevice(found, self.now()))


@pytest.fixture
def region(tmp_path):
    opened = Region(tmp_path)
    yield opened
    opened.stage.store.close()


def counted(stage, place):
    """Go through the list by hand."""
    entries = [each.entry for each in listed(stage, place=place).people]
    nothing, inside = entries.count(Entry.NOTHING), entries.count(Entry.INSIDE)
    return Tally(len(entries), len(entries) - nothing, inside)


def test_the_tally_is_what_the_list_shows_whoever_gets_in_or_is_shut_out(region):
    drawn, seen = random.Random(5), set()
    for _ in range(WALK):
        region.take(drawn.choice(STEPS), drawn.randrange(len(region.accounts)))
        for place in ("3527", PPK, STATION):
            told = tally_people(region.stage.ports, Reach(place), HELPDESK, region.now())
            assert told == counted(region.stage, place), place
            seen.add((place, told))
    assert {told.inside for place, told in seen if place == "3527"} >= {0, 1, 2, 3}
    assert len(seen) > WALK // 2, "the walk stood still"
