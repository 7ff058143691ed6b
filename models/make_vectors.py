"""Test vectors of joining marks: what goes in, what must come out, for every program that joins them.

In: nothing; made-up scores from a fixed seed. Out: ``models/vectors/fusion.json``: the fitted numbers they
rest on, and pages with logits, ink, agreements and sums beside the value, probability and decision of each
field as ``sirekap.reading.fuse`` gives them. Invariant: the same code gives the same bytes; a test makes them
anew and compares. Run ``python models/make_vectors.py`` after the way of joining changed, and say in the
commit why.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import numpy as np  # noqa: E402 -- the checkout must be on the path first

from sirekap.election.model import FieldName  # noqa: E402 -- same
from sirekap.forms.model import Identity  # noqa: E402 -- same
from sirekap.reading.fitted import Fitted, Habits, Thresholds  # noqa: E402 -- same
from sirekap.reading.fuse import Fused, fuse_page  # noqa: E402 -- same
from sirekap.reading.model import CLASSES  # noqa: E402 -- same
from sirekap.reading.page_model import PageModel, Seen  # noqa: E402 -- same
from sirekap.reading.score_bubbles import score_bubbles  # noqa: E402 -- same
from sirekap.reading.score_marks import Marks  # noqa: E402 -- same

FILE = ROOT / "models" / "vectors" / "fusion.json"
DIGITS = 6
"""Decimals kept: both sides count in 64 bits, and differ in the last few."""

FITTED = Fitted(
    crops={},
    habits=Habits(0.14, 0.01, 0.002, 0.001, 0.001),
    thresholds=Thresholds(agreement=0.4, field_agreement=0.37, joint=0.9, boxes=0.99, mark=0.8, no_mark=0.2),
    temperature=0.5,
)
SUMS = (Identity("R8", FieldName("valid"), tuple(FieldName(f"votes.{n}") for n in (1, 2, 3))),)


def main() -> None:
    """Write the file."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(vectors(), encoding="utf-8")


def vectors() -> str:
    """Return the file's text."""
    fitted = {key: value for key, value in asdict(FITTED).items() if key != "crops"}
    pages = [_page(name, fields) for name, fields in cases(np.random.default_rng(2024))]
    identities = [asdict(each) for each in SUMS]
    whole = {"classes": CLASSES, "fitted": fitted, "identities": identities, "pages": pages}
    return json.dumps(whole, indent=1, sort_keys=True) + "\n"


def cases(rng: np.random.Generator) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """Yield a name and the fields of a page, for everything that joining tells apart."""
    yield "boxes and bubbles agree", {"votes.1": field(rng, "123", (1, 2, 3))}
    yield (
        "crosses and a dash are zero",
        {"votes.1": field(rng, "xx7", (0, 0, 7)), "votes.2": field(rng, "-x-")},
    )
    yield "a cross whose bubble is empty", {"votes.1": field(rng, "x45", (None, 4, 5))}
    yield "nothing written", {"votes.1": field(rng, "___", (None, None, None)), "votes.2": field(rng, "___")}
    yield "boxes against bubbles", {"votes.1": field(rng, "128", (1, 2, 3))}
    yield "two dark bubbles", {"votes.1": field(rng, "128", (1, 2, 8), dark=((2, 5),))}
    yield (
        "boxes alone, sure and unsure",
        {
            "votes.1": field(rng, "305"),
            "votes.2": field(rng, "305", sure=2.0),
        },
    )
    yield "nobody can read a box", {"votes.1": field(rng, "1?8", (1, 2, 8))}
    yield "blank after a digit", {"votes.1": field(rng, "1_8", (1, None, 8))}
    yield "printed lines do not agree", {"votes.1": field(rng, "123", (1, 2, 3), agreement=0.3)}
    yield "a covered box", {"votes.1": field(rng, "123", (1, 2, 3), seen=(1.0, 0.03, 1.0))}
    yield "the sum holds", _summed(rng, "110")
    yield "the sum does not hold", _summed(rng, "111")
    yield "the sum speaks for an unsure total", _summed(rng, "110", sure=1.2)
    for number in range(12):
        digits = tuple(int(each) for each in rng.integers(0, 10, 3))
        noisy = field(rng, "".join(map(str, digits)), digits, sure=float(rng.uniform(0.5, 6)))
        yield f"random {number}", {"votes.1": noisy}


def _summed(rng: np.random.Generator, total: str, sure: float = 8.0) -> dict[str, dict[str, Any]]:
    parts = {"votes.1": "050", "votes.2": "042", "votes.3": "018"}
    fields = {name: field(rng, text, tuple(map(int, text))) for name, text in parts.items()}
    return fields | {"valid": field(rng, total, sure=sure)}


def field(
    rng: np.random.Generator,
    text: str,
    marks: tuple[int | None, ...] = (),
    *,
    dark: tuple[tuple[int, int], ...] = (),
    sure: float = 8.0,
    agreement: float = 0.7,
    seen: tuple[float, ...] | None = None,
) -> dict[str, Any]:
    """Make up what the page's model says of a field with *text* in its boxes and *marks* in its bubbles."""
    logits = rng.normal(0, 0.4, (len(text), len(CLASSES)))
    for box, sign in enumerate(text):
        logits[box, CLASSES.index(sign)] += sure
    ink = rng.uniform(0.08, 0.14, (len(marks), 10))
    for column, digit in [*((c, d) for c, d in enumerate(marks) if d is not None), *dark]:
        ink[column, digit] = rng.uniform(0.6, 0.8)
    return {
        "logits": np.round(logits, 4).tolist(),
        "ink": np.round(ink, 4).tolist() if marks else None,
        "agreement": agreement,
        "seen": list(seen) if seen else None,
    }


def _page(name: str, fields: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    marks = {FieldName(key): _marks(each) for key, each in fields.items()}
    agreements = {FieldName(key): each["agreement"] for key, each in fields.items()}
    fused = fuse_page(marks, agreements, SUMS, FITTED)
    return {
        "name": name,
        "fields": fields,
        "expected": {key: _expected(fused[FieldName(key)]) for key in fields},
    }


def _marks(given: Mapping[str, Any]) -> Marks:
    logits = np.array(given["logits"], np.float64)
    boxes = PageModel(_nothing, FITTED.temperature).shares(logits)
    columns = None
    if given["ink"] is not None:
        columns = score_bubbles(np.array(given["ink"]), FITTED.thresholds).states
    seen = None if given["seen"] is None else np.array(given["seen"])
    return Marks(np.asarray(boxes, np.float64), columns, {}, seen)


def _nothing(*_: object) -> Seen:
    raise AssertionError("the network is not asked: vectors begin behind it")


def _expected(fused: Fused) -> dict[str, Any]:
    return {
        "value": fused.value,
        "probability": round(fused.probability, DIGITS),
        "accepted": fused.accepted,
        "boxes": fused.boxes,
        "why": [each.code.value for each in fused.why],
        "evidence": {
            kind: {"value": each.value, "probability": round(each.probability, DIGITS)}
            for kind, each in fused.evidence.items()
        },
    }


if __name__ == "__main__":
    main()
