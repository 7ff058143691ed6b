"""The page that sets our reader beside others."""

from sirekap.reading.bench import Outcome, figures
from sirekap.reading.comparison import PUBLISHED, comparison_page


def outcomes(right, wrong):
    made = [Outcome(f"{n}", "votes.1", 1, 1, True, False) for n in range(right)]
    return made + [Outcome(f"w{n}", "votes.1", 1, 2, False, False) for n in range(wrong)]


def test_the_page_tells_this_run_s_figures_and_whoever_else_was_measured_where():
    page = comparison_page(figures(outcomes(99, 1), [0.5]))
    assert "| fields right | 99.00% |" in page
    assert "| accepted and wrong, fields | 0 |" in page
    assert all(each.who in page and each.measured in page for each in PUBLISHED)


def test_other_figures_do_not_change_with_ours():
    tables = [
        comparison_page(figures(outcomes(*counts), [])).split("## Others")[1] for counts in ((9, 1), (5, 5))
    ]
    assert tables[0] == tables[1]
