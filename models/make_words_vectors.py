"""Test vectors of reading numbers in words, for every program that does it.

In: nothing; made-up logits from a fixed seed. Out: ``models/vectors/words.json``: the letters, how numbers
are spelled and with which weight, and lines with the number and probability that must come of each, or null
where a line says nothing. Invariant: the same code gives the same bytes; a test makes them anew and compares.
Run ``python models/make_words_vectors.py`` after the grammar or the way of reading changed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import numpy as np  # noqa: E402 -- the checkout must be on the path first

from sirekap.forms.number_words import words_of  # noqa: E402 -- same
from sirekap.reading.score_words import score_words  # noqa: E402 -- same
from sirekap.reading.words_grammar import LETTERS, NOTHING, SCRAP, spellings  # noqa: E402 -- same

FILE = ROOT / "models" / "vectors" / "words.json"
SPELLED = (0, 5, 10, 11, 17, 20, 99, 100, 111, 235, 999, 1000, 2024, 12_345, 99_999)
STEPS = 48
DIGITS = 6
"""Decimals kept: both sides count in 64 bits, and differ in the last few."""


def main() -> None:
    """Write the file."""
    FILE.write_text(vectors(), encoding="utf-8")


def vectors() -> str:
    """Return the file's text."""
    spelled = {str(number): [list(each) for each in spellings(words_of(number))] for number in SPELLED}
    lines = [_line(*case) for case in cases(np.random.default_rng(2024))]
    return json.dumps({"letters": LETTERS, "spelled": spelled, "lines": lines}, separators=(",", ":")) + "\n"


def cases(rng: np.random.Generator) -> Iterator[tuple[str, int, np.ndarray]]:
    """Yield a name, the most the field holds, and logits, for everything that reading tells apart."""
    texts = (
        ("usual", 999, "SERATUSDUAPULUHTIGA"), ("short", 999, "DUA"), ("zero otherwise", 999, "NIHIL"),
        ("abbreviated", 999, "TIGAPLHLIMA"), ("the same letter twice", 999, "SERATUSSATU"),
        ("a letter missing", 999, "SEMBLANBELAS"), ("no number", 999, "SAMPANG"), ("empty", 999, ""),
        ("one box", 9, "TUJUH"), ("five boxes", 99_999, "DUARIBUTIGARATUS"),
    )  # fmt: skip
    for name, most, text in texts:
        yield name, most, written(rng, [LETTERS.find(sign) % (SCRAP + 1) for sign in text], 7.0)
    yield "digits", 999, written(rng, [SCRAP] * 3, 7.0)
    yield "struck, then a number", 999, written(rng, [SCRAP] * 4 + [LETTERS.index(s) for s in "ENAM"], 7.0)
    for number in range(4):
        text = words_of(int(rng.integers(1000))).replace(" ", "")[: STEPS // 2 - 1]
        yield f"faint {number}", 999, written(rng, [LETTERS.index(sign) for sign in text], 3.0)


def written(rng: np.random.Generator, signs: list[int], sure: float) -> np.ndarray:
    """Make up what the network says of a line with *signs* on it."""
    logits = rng.normal(0, 0.7, (STEPS, NOTHING + 1))
    best = np.full(STEPS, NOTHING)
    best[1 : 1 + 2 * len(signs) : 2] = signs
    logits[np.arange(STEPS), best] += sure
    return np.round(logits, 2).astype(np.float32)


def _line(name: str, most: int, logits: np.ndarray) -> dict[str, Any]:
    found = score_words(logits[None], most)[0]
    expected = None
    if found is not None:
        expected = {"value": int(found.argmax()), "probability": round(float(found.max()), DIGITS)}
    # As decimal numbers of two digits, whatever the 32 bits between them say.
    given = [[round(float(each), 2) for each in step] for step in logits]
    return {"name": name, "most": most, "logits": given, "expected": expected}


if __name__ == "__main__":
    main()
