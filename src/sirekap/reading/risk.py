"""From readings whose truth is known to the least probability at which a stated risk is kept.

In: probabilities and whether each value was right, from photos that nothing was fitted on; a risk and a
confidence. Out: a bound, or None where the data cannot support that risk. Method: Learn then Test
(Angelopoulos, Bates, Candès, Jordan, Lei, 2021), bounds tested one after the other from the strictest down,
each with the exact binomial test of Clopper and Pearson (1934). Invariant: with the stated confidence, no
bound returned lets through more than the stated share of wrong values on photos like these.
"""

from collections.abc import Sequence
from math import ceil, exp, lgamma, log, log1p

CONFIDENCE = 0.95

BOUNDS = tuple(1 - 10 ** (-step / 4) for step in range(24, 0, -1))
"""Bounds tried, strictest first: from 1 in a million down to 0.44."""


def binomial_tail(wrong: int, of: int, rate: float) -> float:
    """Return the probability of at most *wrong* among *of* where each is wrong at *rate*."""
    if rate <= 0 or wrong >= of:
        return 1.0
    if rate >= 1:
        return 0.0
    logs = (
        lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) + k * log(rate) + (of - k) * log1p(-rate)
        for k in range(wrong + 1)
    )
    return min(sum(exp(each) for each in logs), 1.0)


def upper_bound(wrong: int, of: int, confidence: float = CONFIDENCE) -> float:
    """Return Clopper and Pearson's one-sided upper bound of a share; 1 of nothing."""
    if of == 0 or wrong >= of:
        return 1.0
    low, high = wrong / of, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if binomial_tail(wrong, of, middle) > 1 - confidence else (low, middle)
    return high


def least_supported(of: int, confidence: float = CONFIDENCE) -> float:
    """Return the smallest risk that *of* readings can show, if not one of them is wrong."""
    return upper_bound(0, of, confidence)


def needed(risk: float, confidence: float = CONFIDENCE) -> int:
    """Return how many readings, none of them wrong, it takes to show *risk*."""
    return ceil(log(1 - confidence) / log1p(-risk))


def least_probability(
    seen: Sequence[tuple[float, bool]], risk: float, confidence: float = CONFIDENCE
) -> float | None:
    """Return the lowest of BOUNDS that keeps *risk*; *seen* holds (probability, right).

    Bounds that too few readings reach to tell are passed over on the way down; the first that the test does
    not clear ends the search, so that one test's error is all there is.
    """
    found = None
    for bound in BOUNDS:
        taken = [right for probability, right in seen if probability >= bound]
        if len(taken) < needed(risk, confidence):
            continue
        if binomial_tail(len(taken) - sum(taken), len(taken), risk) > 1 - confidence:
            break
        found = bound
    return found
