"""How honest probabilities are: what was promised beside what came true, as numbers and as a picture.

In: probabilities and whether each value was right, from photos that nothing was fitted on. Out: bins, the
expected calibration error (Naeini, Cooper, Hauskrecht, 2015; bins of equal count), an SVG. Invariant: a bin
is shown with the 95 % bounds of its share, so that few readings do not look like a fault.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log10
from xml.sax.saxutils import escape

from sirekap.election.figure import Figure
from sirekap.reading.bench import Outcome, wilson
from sirekap.reading.risk import upper_bound

Seen = Sequence[tuple[float, bool]]
"""(probability, right) of readings."""

BINS = 15
EDGES = (0.0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999, 1.0)
"""Of the picture: nearly all fields are far surer than 0.9, and there the errors are counted in thousands."""
SIDE, EDGE, LEAST = 320.0, 64.0, 1e-5


@dataclass(frozen=True, slots=True)
class Bin:
    """Readings of like probability: their mean, how many they are, how many are right."""

    promised: float
    count: int
    right: int


def promises(outcomes: Iterable[Outcome]) -> list[tuple[float, bool]]:
    """Return probability and truth of every field of a photo that was not refused."""
    return [(each.probability, each.right) for each in outcomes if not each.refused]


def honesty_figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    """Return the risk that the accepted fields show, and the expected calibration error."""
    accepted = [each for each in outcomes if each.accepted]
    wrong = sum(not each.right for each in accepted)
    return [
        Figure("accepted_risk_at_most", upper_bound(wrong, len(accepted)), "share, at 95 % confidence"),
        Figure("calibration_error", calibration_error(promises(outcomes)), "share"),
    ]


def calibration_error(seen: Seen) -> float:
    """Return the expected calibration error over BINS bins of equal count; 0 of nothing."""
    order = sorted(seen)
    cuts = [round(len(order) * k / BINS) for k in range(BINS + 1)]
    parts = [order[a:b] for a, b in pairwise(cuts) if b > a]
    gaps = (abs(sum(p for p, _ in part) - sum(right for _, right in part)) for part in parts)
    return sum(gaps) / len(order) if order else 0.0


def bins(seen: Seen) -> list[Bin]:
    """Sort readings into EDGES; bins without any are left out."""
    found = []
    for low, high in pairwise(EDGES):
        part = [each for each in seen if low <= each[0] < high or (high == EDGES[-1] and each[0] == high)]
        if part:
            found.append(Bin(sum(p for p, _ in part) / len(part), len(part), sum(right for _, right in part)))
    return found


def reliability_svg(seen: Seen, title: str) -> str:
    """Draw the share of wrong values, promised across and found upwards, both by powers of ten."""
    marks = "".join(_mark(each) for each in bins(seen))
    grid = "".join(_grid(power) for power in range(-5, 1))
    size = SIDE + 2 * EDGE
    error = calibration_error(seen)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size:.0f} {size:.0f}" '
        f'font-family="sans-serif" font-size="11" fill="#222">'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="{EDGE}" y="24" font-size="14">{escape(title)}</text>'
        f'<text x="{EDGE}" y="42">{len(seen):,} fields; expected calibration error {error:.1e}</text>'
        f"{grid}"
        f'<path d="M{_at(LEAST):.1f} {_up(LEAST):.1f}L{_at(1):.1f} {_up(1):.1f}" stroke="#888" '
        f'stroke-dasharray="4 3"/>{marks}'
        f'<text x="{size / 2}" y="{size - 16}" text-anchor="middle">share wrong, as promised</text>'
        f'<text transform="translate(16 {size / 2}) rotate(-90)" text-anchor="middle">'
        f"share wrong, as found, with 95 % bounds</text></svg>\n"
    )


def _at(share: float) -> float:
    return EDGE + SIDE * (1 - log10(max(share, LEAST)) / log10(LEAST))


def _up(share: float) -> float:
    return EDGE + SIDE * log10(max(share, LEAST)) / log10(LEAST)


def _grid(power: int) -> str:
    x, y, label = _at(10**power), _up(10**power), "1" if power == 0 else f"10{_small(power)}"
    return (
        f'<path d="M{x:.1f} {EDGE}V{EDGE + SIDE}M{EDGE} {y:.1f}H{EDGE + SIDE}" stroke="#e4e4e4"/>'
        f'<text x="{x:.1f}" y="{EDGE + SIDE + 16}" text-anchor="middle">{label}</text>'
        f'<text x="{EDGE - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
    )


def _small(power: int) -> str:
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _mark(each: Bin) -> str:
    wrong = each.count - each.right
    low, high = wilson(wrong, each.count)
    x, y = _at(1 - each.promised), _up(wrong / each.count)
    return (
        f'<path d="M{x:.1f} {_up(low):.1f}V{_up(high):.1f}" stroke="#1f5fa8"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5fa8"/>'
        f'<text x="{x + 5:.1f}" y="{_up(high) - 5:.1f}">{wrong} of {each.count:,}</text>'
    )
