from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap.accounts.access import ACCESS, ANYONE, NotAllowedError, may
from sirekap.accounts.access_page import access_page
from sirekap.accounts.machines import OPERATOR, PUBLISHER, READER
from sirekap.accounts.model import Account, AccountId, Reach, Role, Step
from sirekap.accounts.sign_in_code import hash_code, make_code

CODES = st.text("0123456789", max_size=13)


def account(role: Role, reach: str) -> Account:
    return Account(AccountId("a"), role, Reach(reach))


def test_every_role_and_every_step_stands_in_the_table():
    assert set(ACCESS) == set(Role)
    assert {step for steps in ACCESS.values() for step in steps} | ANYONE == set(Step)


@given(st.sampled_from(Role), st.sampled_from(Step), CODES, CODES)
def test_nobody_acts_outside_their_reach(role, step, reach, place):
    allowed = may(account(role, reach), step, place)
    assert allowed == (step in ANYONE or (step in ACCESS[role] and place[: len(reach)] == reach))


def test_only_officers_correct_and_withdraw():
    for step in (Step.CORRECT, Step.WITHDRAW):
        assert [role for role in Role if may(account(role, ""), step, "3527")] == [Role.OFFICER]


def test_machines_do_one_thing_each():
    assert [step for step in Step if step not in ANYONE and may(READER, step, "35")] == [Step.READ]
    assert [step for step in Step if step not in ANYONE and may(PUBLISHER, step, "35")] == [Step.PUBLISH]
    assert not any(may(OPERATOR, step, "35") for step in (Step.CHECK, Step.ENTER, Step.PHOTOGRAPH))


def test_the_refusal_says_what_to_do_in_both_languages():
    error = NotAllowedError(account(Role.OFFICER, "35"), Step.CHECK, "36")
    assert set(error.say) == {"id", "en"}
    assert all(error.say.values())


@given(st.binary(min_size=16, max_size=16))
def test_a_code_is_known_however_it_is_typed(random):
    code = make_code(random)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert hash_code(typed) == hash_code(code)
    assert len(code.replace("-", "")) == 26


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_different_secrets_give_different_codes(one, other):
    assert (make_code(one) == make_code(other)) == (one == other)
    assert (hash_code(make_code(one)) == hash_code(make_code(other))) == (one == other)


def test_a_code_is_made_of_sixteen_bytes():
    with pytest.raises(ValueError, match="16 random bytes"):
        make_code(b"short")


def test_the_page_of_access_is_the_table():
    page = Path(__file__).parents[2] / "docs" / "access.md"
    assert page.read_text("utf-8") == access_page(), "python -m sirekap.accounts.access_page > docs/access.md"
