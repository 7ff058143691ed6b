"""Every role at every address: who may not is answered 403 or 404, and leaves an audit line."""

import re

import pytest
from tests.actions.stage import CONTEST, ELECTION, NEIGHBOUR, STATION

from sirekap.accounts.access import ACCESS, ANYONE
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.reach import code_lengths
from sirekap.actions.ports import Outcome
from sirekap.election.model import StationCode
from sirekap.web.app import ADDRESSES

CLOSED = [address for address in ADDRESSES if address.step not in ANYONE]
PEOPLE = [role for role in Role if code_lengths(role)]
PLACES = {"station": STATION, "contest": CONTEST, "sha256": "0" * 64, "field": "votes.1"}
ELSEWHERE = next(code for code in sorted(ELECTION.stations) if code[:6] != STATION[:6])
"""A station of another district."""


def ask(client, address, **places):
    """Send a request to the address with no body: the door comes before it."""
    known = PLACES | places
    path = re.sub(r"{(\w+)}", lambda name: known.get(name.group(1), "none"), address.path)
    return client.request(address.method, path)


def person(role, station=STATION):
    """Return somebody of that role, as near to the station as the role goes."""
    return Account(AccountId(f"one-{role.value}"), role, Reach(station[: max(code_lengths(role))]))


def shown(address):
    return f"{address.method} {address.path}"


@pytest.mark.parametrize("role", PEOPLE, ids=lambda role: role.value)
def test_a_role_is_answered_where_the_table_lets_it_and_nowhere_else(site, role):
    client, who = site.client(person(role)), f"one-{role.value}"
    for address in CLOSED:
        before = refusals(site, who)
        status = ask(client, address).status_code
        if address.step in ACCESS[role]:
            assert status not in {401, 403}, shown(address)
            assert refusals(site, who) == before, shown(address)
        else:
            assert status in {403, 404}, shown(address)
            assert refusals(site, who) == [*before, address.step.value], shown(address)
    assert site.stage.evidence() == ()


def refusals(site, who):
    """Return the steps that were refused to somebody, as the audit tells."""
    lines = site.stage.store.audit_lines("")
    return [line.event for line in lines if line.who == who and line.outcome is Outcome.REFUSED]


def test_nobody_is_answered_without_signing_in(site):
    client = site.client()
    for address in CLOSED:
        answer = ask(client, address)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in"), shown(address)


@pytest.mark.parametrize(
    "role", [role for role in PEOPLE if max(code_lengths(role)) >= 6], ids=lambda r: r.value
)
def test_who_works_in_one_district_neither_sees_nor_touches_anothers(site, role):
    station = StationCode(ELSEWHERE)
    stranger = site.client(person(role, station))
    site.stage.photograph_and_read_all()
    photo = site.stage.see().photos[0].sha256
    before = site.stage.evidence()
    for address in CLOSED:
        if "{station}" in address.path or "{sha256}" in address.path:
            answer = ask(stranger, address, sha256=photo)
            assert answer.status_code in {403, 404}, shown(address)
            assert photo not in answer.text
    assert refusals(site, f"one-{role.value}")
    assert site.stage.evidence() == before
    seen = {each["station"] for each in stranger.get("/api/stations").json()}
    assert STATION not in seen
    assert ELSEWHERE in seen


def test_an_officer_is_kept_from_the_station_next_door(site):
    stranger = site.client(person(Role.OFFICER, NEIGHBOUR))
    for address in CLOSED:
        if "{station}" in address.path:
            assert ask(stranger, address).status_code == 403, shown(address)
