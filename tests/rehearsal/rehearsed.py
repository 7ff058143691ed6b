"""What the rehearsal's tests begin with: the election that ships, its form, its night."""

from functools import cache
from pathlib import Path

from sirekap.actions.open_election import open_election
from sirekap.election.model import Election
from sirekap.forms.catalogue import contest_form
from sirekap.forms.model import Form
from sirekap.rehearsal.night import Night, make_night

FOLDER = Path(__file__).parents[2] / "elections" / "rehearsal-sampang"


@cache
def election() -> Election:
    return open_election(FOLDER)


@cache
def form() -> Form:
    contest = election().contests[0]
    return contest_form(election(), contest)


@cache
def night(seed: int) -> Night:
    return make_night(election(), election().contests[0], form(), seed)
