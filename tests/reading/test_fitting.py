"""Numbers are fitted on what networks say of boxes they never saw, and promise no more than that shows."""

from pathlib import Path

import numpy as np
import pytest
from models.fitting import RISK, UNSHOWN, as_read, fit_honesty, fit_risk
from models.samples import ANY, Sample, Written

from sirekap.election.model import FieldName
from sirekap.reading.fitted import Fitted, Habits
from sirekap.reading.model import CLASSES
from sirekap.reading.risk import needed

NAME = FieldName("votes.1")
HABITS = Habits(0.14, 0.01, 0.002, 0.0005, 0.0005)


def photos(count, wrong, sureness, rng):
    """Samples whose boxes hold 123, of which *wrong* are seen as 128 in box and bubble, and their logits."""
    samples, looks = [], {}
    for k in range(count):
        sample = Sample(f"{k}", Path(f"{k}"), {NAME: Written(123, "123")}, {})
        sample.crops[NAME] = np.zeros((3, 4, 4), np.uint8)
        said = "128" if k < wrong else "123"
        ink = np.zeros((3, 10))
        ink[np.arange(3), [int(sign) for sign in said]] = 1.0
        sample.marks[NAME] = ink
        logits = rng.normal(0, 0.3, (3, 5, len(CLASSES)))
        logits[np.arange(3), :, [int(sign) for sign in said]] += sureness
        looks[f"{k}", NAME] = logits
        samples.append(sample)
    return samples, looks


@pytest.mark.parametrize(("count", "wrong", "shown"), [(1100, 0, True), (1100, 1, False), (300, 0, False)])
def test_a_bound_is_fitted_only_where_the_photos_can_show_the_risk(count, wrong, shown):
    samples, looks = photos(count, wrong, 9.0, np.random.default_rng(3))
    joint, boxes = fit_risk(looks, samples, Fitted({}, HABITS, ANY, 1.0))
    assert (joint < UNSHOWN) == shown
    assert (boxes < UNSHOWN) == shown


def test_the_risk_is_one_that_a_thousand_fields_can_show():
    assert needed(RISK) < 1000 < needed(RISK) * 1.1


def test_boxes_that_are_wrong_more_often_than_they_say_are_believed_less():
    honest = fit_honesty(*photos(400, 0, 6.0, np.random.default_rng(5))[::-1])
    boastful = fit_honesty(*photos(400, 60, 6.0, np.random.default_rng(5))[::-1])
    assert boastful[0] > honest[0] or boastful[1] > honest[1]


def test_a_box_that_one_look_is_sure_of_is_looked_at_once():
    logits = np.zeros((2, 5, len(CLASSES)))
    logits[0, 0, 7] = logits[0, 1:, 3] = 12
    logits[1, 0, 7], logits[1, 1:, 3] = 2, 12
    shares = as_read(logits, 1.0)
    assert shares.argmax(axis=1).tolist() == [7, 3]
    assert shares.sum(axis=1) == pytest.approx([1, 1])
