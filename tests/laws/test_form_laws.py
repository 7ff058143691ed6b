"""The sums a form prints are the sums its record is judged by, whatever the form."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.forms.made_settings import contest, files, setting
from tests.laws.effort import tried
from tests.rehearsal.rehearsed import election

from sirekap.election.model import LISTS, Headcount, Station, StationCode
from sirekap.forms.catalogue import laid_out
from sirekap.forms.formulas import read_formula
from sirekap.record.rules import judge
from sirekap.rehearsal.voters import count_station, draw_mood

FORMS = sorted(files("result", "copy"))
SUMS = {"R1", "R2", "R3", "R4", "R6", "R8", "R9"}


@st.composite
def forms(draw):
    """Draw a statutory form for a contest of some size, with some rows of voters, under some cap."""
    name, cap = draw(st.sampled_from(FORMS)), draw(st.sampled_from([300, 500, 600]))
    people, candidates = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    rows = tuple(each for each in LISTS if each == "listed" or draw(st.booleans()))
    code = "99" if name.endswith("-LN") else draw(st.sampled_from(["35", "11", "94"]))
    return name, cap, people, candidates, rows, code


def made_of(drawn):
    """The contest, the region's code and the form."""
    name, cap, people, candidates, rows, code = drawn
    file = files("result", "copy")[name]
    of = contest(file.contests[0], people, candidates)
    return of, code, laid_out(file, setting(of, cap, code, rows=rows))


def printed(form):
    """The equations on the paper: what a person reads in brackets, and L + P in every row of three."""
    order = [field.code for field in form.fields()]
    by_code = {}
    for field in form.fields():
        by_code.setdefault(field.code, {})[column(field)] = field.name
    for fields in by_code.values():
        if "male" in fields:
            yield fields["total"], frozenset({fields["male"], fields["female"]})
    for page in form.pages:
        for caption in page.captions:
            codes = read_formula(caption.text, order)
            for total in beside(page, caption.box) if codes else ():
                yield total.name, frozenset(by_code[code][column(total)] for code in codes)


def column(field):
    last = field.name.rpartition(".")[2]
    return last if last in ("male", "female", "total") else ""


def beside(page, box):
    """The fields a printed sum belongs to: the one it stands in, or else those of its row."""
    x, y = box.centre
    row = [field for field in page.fields if field.area.top <= y <= field.area.bottom]
    within = [field for field in row if field.area.left <= x <= field.area.right]
    return within or row


@tried(30)
@given(forms())
def test_what_a_form_prints_is_what_it_declares(drawn):
    _, _, form = made_of(drawn)
    declared = {(each.total, frozenset(each.parts)) for each in form.identities}
    assert set(printed(form)) == declared


@tried(30)
@given(forms(), st.integers(0, 2**32 - 1), st.data())
def test_a_record_keeps_the_rules_of_sums_just_where_the_printed_sums_hold(drawn, seed, data):
    of, code, form = made_of(drawn)
    rng = np.random.default_rng(seed)
    station = Station(StationCode(f"{code}27012003001"), "TPS 001", registered=Headcount(120, 130))
    values = count_station(rng, election(), station, of, draw_mood(rng, of, station.code))
    values = {field.name: values[field.name] for field in form.fields()}
    for name in data.draw(st.lists(st.sampled_from(sorted(values)), max_size=2)):
        values[name] = max(0, values[name] + data.draw(st.sampled_from([-1, 1, 10])))
    holds = all(values[total] == sum(values[part] for part in parts) for total, parts in printed(form))
    broken = {each.rule for each in judge(form, election(), station, values)}
    assert holds == broken.isdisjoint(SUMS)
