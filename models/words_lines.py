"""Lines of words to learn from: numbers, other letters, digits, struck words, nothing; drawn, then seen.

In: a random generator. Out: pictures as ``reading.words_line`` cuts them, and the classes written on each.
Invariant: every line is drawn by our own generator of handwriting; no photo and no font is in it. The same
generator state gives the same lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from sirekap.forms.model import Rect
from sirekap.forms.number_words import words_of
from sirekap.reading.placement import Photo
from sirekap.reading.words_grammar import LETTERS, SCRAP, SPELLINGS
from sirekap.reading.words_line import line_of
from sirekap.rehearsal.handwriting import draw_writer
from sirekap.rehearsal.ink import Picture, lay_ink
from sirekap.rehearsal.written_words import Words, write_words

DRAWN = 6.0
"""Pixels a millimetre at which lines are drawn."""

AROUND = 5.0
"""Millimetres of paper around the room."""

ROOMS = ((152.0, 32.7), (152.0, 30.5), (152.0, 8.5), (151.5, 23.9), (108.0, 16.5), (40.0, 13.0))
"""Width and height of the rooms for words on both families' forms, millimetres."""

ASTRAY = 0.7
"""Millimetres by which a room is placed wrongly, spread."""

KINDS = (
    ("number", 0.66),
    ("letters", 0.16),
    ("slip", 0.06),
    ("digits", 0.04),
    ("struck", 0.06),
    ("empty", 0.02),
)


@dataclass(frozen=True)
class Line:
    """A line's picture, None where the cutter sees no writing, and what stands on it."""

    picture: np.ndarray | None
    kind: str
    number: int
    signs: tuple[int, ...]


def draw_line(rng: np.random.Generator) -> Line:
    """Draw one line, see it roughly and cut it."""
    kind = KINDS[int(rng.choice(len(KINDS), p=[share for _, share in KINDS]))][0]
    number = draw_number(rng)
    words = written(rng, kind, number)
    room = ROOMS[int(rng.choice(len(ROOMS), p=(0.42, 0.2, 0.1, 0.14, 0.08, 0.06)))]
    picture, area = blank(rng, room)
    writer = draw_writer(rng)
    lay_ink(rng, picture, write_words(rng, writer, words, (area,)), writer.pen, DRAWN)
    photo, matrix = seen_roughly(rng, picture)
    return Line(line_of(photo, (area,), matrix), kind, number, signs_of(words))


def draw_number(rng: np.random.Generator) -> int:
    """Draw a number up to 999, short ones as often as long ones."""
    return int(rng.integers(10 ** int(rng.choice((1, 2, 3), p=(0.15, 0.3, 0.55)))))


def written(rng: np.random.Generator, kind: str, number: int) -> Words:
    """Return what stands on a line of one *kind*."""
    usual = words_of(number)
    if kind == "number":
        return Words(spelled(rng, usual))
    if kind == "slip":
        return Words(slipped(rng, usual))
    if kind == "digits":
        return Words(str(number).rjust(3, "0") if rng.random() < 0.5 else str(number))
    if kind == "struck":
        return Words(usual, words_of(draw_number(rng)).split()[0])
    if kind == "letters":
        lengths = rng.integers(1, 9, int(rng.integers(1, 5)))
        return Words(" ".join("".join(rng.choice(list(LETTERS), length)) for length in lengths))
    return Words("")


def spelled(rng: np.random.Generator, words: str) -> str:
    """Spell one word otherwise, or leave gaps out, now and then."""
    parts = words.split()
    place = int(rng.integers(len(parts)))
    if rng.random() < 0.12:
        others = SPELLINGS.get(parts[place], ())
        parts[place] = others[int(rng.integers(len(others)))] if others else parts[place]
    return ("" if rng.random() < 0.05 else " ").join(parts)


def slipped(rng: np.random.Generator, words: str) -> str:
    """Leave a letter out, write one twice or another one."""
    place = int(rng.integers(len(words)))
    instead = ("", words[place] * 2, LETTERS[int(rng.integers(len(LETTERS)))])[int(rng.integers(3))]
    return words[:place] + instead + words[place + 1 :]


def signs_of(words: Words) -> tuple[int, ...]:
    """Return the classes that stand on a line: scrap for every struck letter and every digit."""
    struck = [SCRAP for sign in words.struck if sign != " "]
    text = [LETTERS.find(sign) % (SCRAP + 1) for sign in words.text if sign != " "]
    return (*struck, *text)


def blank(rng: np.random.Generator, room: tuple[float, float]) -> tuple[Picture, Rect]:
    """Draw empty paper with the rules that may stand around a room; return it and the room."""
    area = Rect(AROUND, AROUND, *room)
    size = (round((room[1] + 2 * AROUND) * DRAWN), round((room[0] + 2 * AROUND) * DRAWN))
    picture = np.full((*size, 3), rng.integers(225, 250), np.uint8)
    for edge, away in ((area.left, -1), (area.right, 1)):
        if rng.random() < 0.5:
            x = round((edge + away * rng.uniform(0.3, 2.5)) * DRAWN)
            cv2.line(picture, (x, 0), (x, size[0]), (40, 40, 40), int(rng.integers(1, 4)))
    for edge, away in ((area.top, -1), (area.bottom, 1)):
        if rng.random() < 0.5:
            y = round((edge + away * rng.uniform(0.3, 2.5)) * DRAWN)
            cv2.line(picture, (0, y), (size[1], y), (40, 40, 40), int(rng.integers(1, 4)))
    for _ in range(int(rng.integers(0, 3))):
        x, y = int(rng.integers(size[1])), int(rng.integers(size[0]))
        cv2.circle(picture, (x, y), int(rng.integers(1, 4)), (90, 90, 90), -1)
    return picture, area


def seen_roughly(rng: np.random.Generator, picture: Picture) -> tuple[Photo, np.ndarray]:
    """Shrink, blur, light and place the room a little wrongly: a photo, and the matrix from millimetres."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    shrink = float(rng.uniform(0.5, 0.95))
    small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), float(rng.uniform(0.3, 1.7)))
    light = np.linspace(*rng.uniform(0.35, 1.0, 2), blurred.shape[1], dtype=np.float32)[None, :]
    noise = rng.standard_normal(blurred.shape, np.float32) * np.float32(rng.uniform(0.5, 9))
    noisy = blurred * light + noise
    turn = float(rng.normal(0, 0.006))
    scale = DRAWN * shrink
    shift = rng.normal(0, ASTRAY, 2)
    matrix = scale * np.array([[1, -turn, shift[0]], [turn, 1, shift[1]], [0, 0, 1 / scale]])
    return Photo("", np.clip(noisy, 0, 255).astype(np.uint8)), matrix


def draw_lines(rng: np.random.Generator, count: int) -> list[Line]:
    """Draw *count* lines that the cutter sees writing on."""
    lines: list[Line] = []
    while len(lines) < count:
        line = draw_line(rng)
        if line.picture is not None:
            lines.append(line)
    return lines


def pictures_of(lines: Sequence[Line]) -> np.ndarray:
    """Return the pictures, (n, 32, 384)."""
    return np.stack([line.picture for line in lines])
