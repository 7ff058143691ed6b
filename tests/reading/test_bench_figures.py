"""The moved photos' figures stand beside those of the photos as taken, and every one can be printed."""

from sirekap.cli.bench import _line
from sirekap.reading.bench import Outcome, figures, moved_figures


def outcomes(right, accepted):
    return [
        Outcome(str(k), "votes.1", 5 if k < right else 6, 5, accepted=k < accepted, refused=False)
        for k in range(10)
    ]


def test_moved_figures_stand_beside_those_as_taken():
    still = figures(outcomes(10, 8), [0.5])
    moved = {each.figure: each for each in moved_figures(outcomes(9, 6), [0.5], still)}
    assert moved["moved_fields_accepted"].against == "fields_accepted"
    assert round(moved["moved_fields_accepted"].ratio, 9) == 0.75


def test_every_figure_can_be_printed_also_where_none_was_wrong():
    still = figures(outcomes(10, 8), [0.5])
    for each in still + moved_figures(outcomes(10, 8), [0.5], still):
        assert each.figure in _line(each)
