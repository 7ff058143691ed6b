"""Laws of the recap: sums do not depend on who adds what to what first."""

from functools import reduce

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.effort import tried

from sirekap.election.model import CODE_LENGTH, NATION, RegionCode, Station, StationCode, Tier
from sirekap.recap.model import Progress, StationResult
from sirekap.recap.totals import EMPTY, add, add_all, by_region, of_station, total
from sirekap.record.state import STATES, Confirmed, Settled

NAMES = st.sampled_from(["votes.1", "votes.2", "votes.3", "valid", "invalid"])
PUBLIC = {Confirmed.name, Settled.name}
FORMS = {
    "votes": st.dictionaries(NAMES, st.integers(0, 999)),
    "administration": st.dictionaries(NAMES, st.none() | st.integers(0, 999)),
}


@st.composite
def station_results(draw, code):
    states = {section: draw(st.sampled_from(STATES)).name for section in FORMS}
    votes, administration = (draw(FORMS[each]) if states[each] in PUBLIC else None for each in FORMS)
    return StationResult(code, votes, administration, states, (), (), None)


@st.composite
def elections(draw):
    """Stations under a tree of regions of any shape, and results of some of them."""
    codes = draw(
        st.lists(
            st.from_regex(r"[1-3][0-2](0[0-2]){2}000[1-3]00[1-3]", fullmatch=True), max_size=12, unique=True
        )
    )
    sent = [code for code in codes if draw(st.booleans())]
    return [StationCode(code) for code in codes], {code: draw(station_results(code)) for code in sent}


TOTALS = st.lists(st.none() | station_results(StationCode("3527031003001")), max_size=8).map(
    lambda results: [of_station(each) for each in results]
)


@tried(100)
@given(TOTALS, st.randoms(use_true_random=False))
def test_a_sum_does_not_depend_on_order(totals, shuffler):
    shuffled = shuffler.sample(totals, len(totals))
    assert add_all(shuffled) == add_all(totals)


@tried(100)
@given(TOTALS, TOTALS, TOTALS)
def test_a_sum_does_not_depend_on_grouping(one, two, three):
    a, b, c = add_all(one), add_all(two), add_all(three)
    assert add(add(a, b), c) == add(a, add(b, c)) == add_all([*one, *two, *three])
    assert reduce(add, [*one, *two, *three], EMPTY) == add_all([a, b, c])


@tried(100)
@given(TOTALS)
def test_nothing_adds_nothing(totals):
    whole = add_all(totals)
    assert add(EMPTY, whole) == whole == add(whole, EMPTY)


@tried(100)
@given(elections())
def test_children_add_up_to_their_parent_on_any_tree(election):
    codes, results = election
    everywhere = by_region([Station(code, "TPS") for code in codes], results)
    lengths = [CODE_LENGTH[tier] for tier in sorted(Tier)]
    for code in {code[:length] for code in codes for length in lengths[:-1]}:
        below = lengths[lengths.index(len(code)) + 1]
        children = [everywhere[each] for each in everywhere if len(each) == below and each.startswith(code)]
        assert add_all(children) == everywhere[code]
        assert everywhere[code] == total(results, [each for each in codes if each.startswith(code)])
    assert everywhere.get(NATION, EMPTY) == total(results, codes)


@tried(100)
@given(elections())
def test_what_is_not_confirmed_adds_to_progress_alone(election):
    codes, results = election
    public = {
        code: each
        for code, each in results.items()
        if each.votes is not None or each.administration is not None
    }
    assert total(results, codes).fields == total(public, codes).fields
    assert total(results, codes).progress.stations == len(codes)


@tried(100)
@given(elections())
def test_each_step_of_progress_counts_those_further_on(election):
    codes, results = election
    done = total(results, codes).progress
    assert done.stations >= done.received >= done.read >= done.checked >= done.confirmed >= 0
    assert isinstance(done, Progress)


@tried(100)
@given(elections())
def test_a_region_without_stations_is_empty(election):
    _, results = election
    assert total(results, []) == EMPTY
    assert by_region([], results).get(RegionCode("99"), EMPTY) == EMPTY
