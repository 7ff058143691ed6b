"""Words on a line as a hand writes them, what was struck out before them among it.

In: a random generator, a writer, ``Words``, the cells or the line. Out: strokes in page millimetres.
Invariant: what does not fit is written narrower, never left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sirekap.forms.model import Rect
from sirekap.rehearsal.glyph_shapes import FREE_DIGITS, Path, Shape
from sirekap.rehearsal.handwriting import Writer, choose, curve, place, write
from sirekap.rehearsal.letter_shapes import ADVANCE, CAPITALS, SMALL
from sirekap.rehearsal.line_hand import Case

FILLED = 0.97
"""Share of a line that writing may take."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a line: ``text`` in capitals or digits, and before it what was struck out."""

    text: str
    struck: str = ""


NO_WORDS = Words("")


def write_words(rng: np.random.Generator, writer: Writer, words: Words, cells: Sequence[Rect]) -> list[Path]:
    """Write a letter a cell, or along the line where only one cell is given."""
    if not cells:
        return []
    if len(cells) == 1:
        return _along(rng, writer, words, cells[0])
    paths: list[Path] = []
    for letter, cell in zip(words.text, cells, strict=False):
        paths += _sign(rng, writer, letter, cell.grown(-0.16 * min(cell.width, cell.height)))
    return paths


def _along(rng: np.random.Generator, writer: Writer, words: Words, line: Rect) -> list[Path]:
    """Write along a line: the struck part first, then the text."""
    hand = writer.line
    struck = _cased(rng, words.struck, hand.case)
    signs = _cased(rng, f"{words.struck} {words.text}".strip(), hand.case) if struck else ""
    signs = signs or _cased(rng, words.text, hand.case)
    if not signs:
        return []
    height = min(writer.letter_height, line.height * 0.72)
    room = np.array([hand.gap if sign == " " else hand.pitch * ADVANCE.get(sign, 1.0) for sign in signs])
    squeeze = min(1.0, FILLED * line.width / (height * float(room.sum())))
    room = room * height * squeeze
    left = line.left + 0.01 * line.width + max(FILLED * line.width - room.sum(), 0) * rng.uniform(0, 0.35)
    starts = left + np.concatenate([[0], np.cumsum(room)])
    base = line.top + (line.height - height) * rng.uniform(0.35, 0.65)
    along = (starts - starts[0]) / line.width
    tops = base + hand.climb * (starts - starts[0]) + hand.bow * height * np.sin(np.pi * along)
    paths: list[Path] = []
    before: Path | None = None
    for sign, start, wide, top in zip(signs, starts, room, tops, strict=False):
        cell = Rect(
            float(start),
            float(top + rng.normal(0, hand.wobble) * height),
            float(wide * hand.width),
            float(height * rng.normal(1, 0.05)),
        )
        written = _sign(rng, writer, sign, cell)
        if before is not None and written and sign in SMALL and rng.random() < hand.joined:
            paths.append(curve(np.stack([before[-1], written[0][0]]).astype(np.float32)))
        paths += written
        before = written[-1] if written and sign in SMALL else None
    if struck:
        end = float(starts[len(struck)])
        paths += _strike(rng, Rect(float(starts[0]), float(base), end - float(starts[0]), height))
    return paths


def _cased(rng: np.random.Generator, text: str, case: Case) -> str:
    if case is Case.SMALL:
        return text.lower()
    if case is Case.FIRST_CAPITAL:
        return text.title()
    if case is Case.MIXED:
        return "".join(each.lower() if rng.random() < 0.3 else each for each in text)
    return text


def _strike(rng: np.random.Generator, over: Rect) -> list[Path]:
    """Draw one to three lines through what is struck out."""
    paths = []
    for _ in range(int(rng.integers(1, 4))):
        x = np.linspace(over.left - 0.1 * over.height, over.right, 5)
        y = over.top + over.height * (0.5 + rng.normal(0, 0.12) + rng.normal(0, 0.05, 5))
        paths.append(curve(np.stack([x, y], axis=1).astype(np.float32)))
    return paths


def _sign(rng: np.random.Generator, writer: Writer, sign: str, cell: Rect) -> list[Path]:
    variants = _variants(sign)
    if not variants:
        return []
    strokes = write(rng, choose(rng, variants, writer, sign.upper()), writer)
    return place(strokes, (cell.left, cell.top, cell.width, cell.height))


def _variants(sign: str) -> tuple[Shape, ...]:
    for table in (CAPITALS, SMALL, FREE_DIGITS):
        if sign in table:
            return table[sign]
    return ()
