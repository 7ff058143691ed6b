"""Each rule finds what it should, only there, and says the numbers."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.record.made import ELECTION, FORM, SOUND, STATION

from sirekap.election.model import ContestKind, FieldName, Headcount
from sirekap.forms.identities import identities
from sirekap.forms.model import Field, Form, Page, Rect
from sirekap.record.rule import Severity
from sirekap.record.rule_book import rule_book
from sirekap.record.rules import RULES, judge

DPT = FieldName("registered.listed.total")
LOOSE = replace(STATION, registered=None, ballots_delivered=None)


def found(values, form=FORM, election=ELECTION, station=STATION, **others):
    return judge(form, election, station, values, others)


def codes(values, **around):
    return {each.rule for each in found(values, **around)}


def drawn(*names):
    """A form that has just these fields, without places."""
    nowhere = Rect(0, 0, 1, 1)
    fields = tuple(Field(FieldName(name), (nowhere,) * 3, (), None, (), nowhere) for name in names)
    page = Page(1, 10, 10, (), fields, None)
    printed = identities(each.name for each in fields)
    return Form("C.HASIL-X", "test", ContestKind.DPR, (page,), tuple(printed))


def test_sound_numbers_meet_every_rule():
    assert found(SOUND) == ()


BROKEN = [
    ("R1", {"turnout.transferred.total": 4}, "3", "4"),
    ("R2", {"turnout.total.male": 95}, "94", "95"),
    ("R4", {"ballots.unused": 54}, "256", "255"),
    ("R5", {"ballots.used": 201}, "201", "200"),
    ("R6", {"invalid": 6}, "201", "200"),
    ("R7", {"cast": 199}, "199", "200"),
    ("R8", {"votes.2": 59}, "194", "195"),
    ("R10", {"turnout.listed.male": 121}, "121", "120"),
    ("R11", {"disabled.voted.male": 95}, "95", "94"),
    ("R12", {"ballots.received": 254}, "254", "255"),
    ("R13", {"ballots.received": 199}, "200", "199"),
    ("R14", {"registered.listed.total": 301}, "301", "300"),
    ("R15", {"votes.1": 196}, "196", "195"),
    ("R15", {"valid": 201}, "201", "200"),
    ("R15", {"cast": 256}, "256", "255"),
    ("R20", {"votes.1": 741}, "741", "255"),
    ("R20", {"turnout.total.total": 256}, "256", "255"),
    ("R21", {"registered.listed.male": 128}, "128", "120"),
    ("R23", {"ballots.spoiled": None}, "surat suara rusak", "kosong"),
]


@pytest.mark.parametrize(("code", "change", "one", "other"), BROKEN)
def test_a_broken_rule_is_found_and_says_the_numbers_in_both_languages(code, change, one, other):
    hits = [each for each in found(SOUND | change) if each.rule == code]
    (hit,) = [each for each in hits if set(change) & set(each.fields)] or [None]
    assert hit is not None
    assert one in hit.says["id"]
    assert other in hit.says["id"]
    assert set(hit.says) == {"id", "en"}
    assert hit.says["id"] != hit.says["en"]


@pytest.mark.parametrize("code", [rule.code for rule in RULES if rule.code not in {"R3", "R9", "R17", "R22"}])
def test_every_rule_of_the_national_form_can_be_broken(code):
    assert code in {case for case, *_ in BROKEN}


def test_a_sum_is_written_out_with_its_columns():
    (hit,) = (each for each in found(SOUND | {DPT: 251}) if each.rule == "R1")
    assert hit.says["id"] == "DPT: L 120 + P 130 = 250, tertulis 251"
    assert hit.says["en"] == "voters on the list: men 120 + women 130 = 250, written 251"
    assert hit.fields == (DPT, "registered.listed.male", "registered.listed.female")


def test_one_misread_column_breaks_all_the_rules_it_takes_part_in():
    assert codes(SOUND | {"turnout.listed.male": 98}) == {"R1", "R2"}


@pytest.mark.parametrize("name", SOUND)
def test_a_rule_is_not_judged_where_a_number_is_missing(name):
    unknown = {each: value for each, value in SOUND.items() if each != name}
    assert found(unknown) == ()
    assert codes(SOUND | {name: None}) == {"R23"}


def test_an_empty_field_is_no_zero_and_is_shown_once_for_its_page():
    empty = {"turnout.transferred.male": None, "turnout.transferred.female": None, "invalid": None}
    hits = found(SOUND | empty)
    assert [each.rule for each in hits] == ["R23", "R23"]
    assert hits[0].says["id"] == "halaman 1, kolom kosong: pengguna hak pilih pindahan L/P"
    assert hits[1].says["en"] == "page 3, left empty: invalid votes"


def test_nothing_known_breaks_nothing():
    assert found({}) == ()


def test_fields_the_form_does_not_have_are_not_judged():
    assert found({"votes.9": 999_999, "disabled.all.male": 0} | SOUND) == ()


REGIONAL = [f"registered.{row}.total" for row in ("listed", "transferred", "unregistered", "total")]


def test_the_regional_form_adds_up_its_four_rows_of_voters():
    values = dict(zip(REGIONAL, (200, 5, 1, 207), strict=True))
    (hit,) = found(values, form=drawn(*REGIONAL), station=LOOSE)
    assert (hit.rule, hit.says["id"]) == ("R3", "jumlah pemilih (J): 200 + 5 + 1 = 206, tertulis 207")


def test_a_partys_votes_are_those_of_the_party_and_its_candidates():
    names = ("votes.4", "votes.4.0", "votes.4.1", "votes.4.2")
    (hit,) = found(dict(zip(names, (30, 10, 8, 11), strict=True)), form=drawn(*names))
    assert (hit.rule, hit.says["en"]) == ("R9", "votes for number 4: 10 + 8 + 11 = 29, written 30")


def test_fewer_with_disabilities_voted_than_there_are():
    form = drawn("disabled.all.male", "disabled.voted.male")
    assert codes({"disabled.all.male": 2, "disabled.voted.male": 3}, form=form) == {"R11"}


@pytest.mark.parametrize(
    ("received", "fits"), [(254, True), (255, True), (256, True), (253, False), (257, False)]
)
def test_where_the_delivery_is_unknown_the_reserve_rounds_up(received, fits):
    form = drawn("registered.listed.total", "ballots.received")
    values = {"registered.listed.total": 250, "ballots.received": received}
    assert ("R12" not in codes(values, form=form, station=LOOSE)) is fits


def test_the_regional_reserve_is_a_fortieth():
    form = drawn("registered.listed.total", "ballots.received")
    regional = replace(ELECTION, reserve_permille=25)
    values = {"registered.listed.total": 400, "ballots.received": 410}
    assert found(values, form=form, election=replace(regional, voter_cap=600), station=LOOSE) == ()


def test_votes_that_are_each_possible_may_be_too_many_together():
    votes = {"votes.1": 200, "votes.2": 100, "votes.3": 0}
    (hit,) = found(votes)
    assert (hit.rule, hit.fields) == ("R20", ("votes.1", "votes.2", "votes.3"))
    assert hit.says["id"] == "jumlah suara 300 > surat suara dikirim 255"


def test_what_was_not_known_beforehand_is_not_held_against_the_paper():
    values = SOUND | {"ballots.received": 900, "ballots.unused": 698}
    assert codes(values, station=LOOSE) == {"R12"}


def test_the_list_is_the_same_on_all_forms_of_a_station():
    hits = found(SOUND, pdpr=SOUND | {DPT: 249}, pdpd=SOUND)
    assert [(each.rule, each.fields) for each in hits] == [("R17", (DPT,))]
    assert hits[0].says["id"] == "DPT (J) 250, pada pdpr 249"


def test_turnout_of_the_list_may_differ_between_contests_with_a_reason():
    (hit,) = found(SOUND, pdpr=SOUND | {"turnout.listed.male": 89})
    assert (hit.rule, hit.severity) == ("R22", Severity.WARNING)


def test_an_election_lowers_a_rule_to_a_warning():
    lenient = replace(ELECTION, warnings_only=frozenset({"R8"}))
    (hit,) = found(SOUND | {"votes.3": 24}, election=lenient)
    assert (hit.rule, hit.severity) == ("R8", Severity.WARNING)


def test_where_a_community_votes_as_one_persons_are_counted_with_less_rigour_but_sums_are_not():
    noken = replace(STATION, communal=True)
    more = SOUND | {"turnout.listed.male": 121}
    severity = {each.rule: each.severity for each in found(more, station=noken)}
    assert severity["R10"] is Severity.WARNING
    assert severity["R1"] is Severity.FAULT


def test_codes_are_used_once_and_every_rule_speaks_two_languages():
    every = [rule.code for rule in RULES]
    assert len(set(every)) == len(every)
    assert {"R16", "R18", "R19"}.isdisjoint(every)
    assert all(set(rule.says) == {"id", "en"} and all(rule.says.values()) for rule in RULES)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case[0]}-{next(iter(case[1]))}")
def test_a_finding_marks_only_fields_its_rule_names(case):
    by_code = {rule.code: rule for rule in RULES}
    for each in found(SOUND | case[1]):
        assert set(each.fields) <= set(by_code[each.rule].fields(FORM))


def test_the_blank_option_counts_among_the_votes():
    form = drawn("votes.1", "votes.2", "valid")
    assert codes({"votes.1": 100, "votes.2": 20, "valid": 100}, form=form) == {"R8"}


def test_a_station_without_men_on_its_list_is_judged_too():
    convent = replace(STATION, registered=Headcount(0, 250))
    men = {"registered.listed.male": 0, "registered.listed.female": 250, "turnout.listed.male": 1}
    assert codes({FieldName(name): value for name, value in men.items()}, station=convent) == {"R10"}


def test_the_rule_book_is_the_rules():
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    assert page.read_text("utf-8") == rule_book()
