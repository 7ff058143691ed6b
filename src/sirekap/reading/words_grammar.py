"""Which letters may stand on a line of words: every number up to a field's most, in every usual spelling.

In: the letters a network knows, the most a field holds. Out: a ``Grammar``: the number of hundreds as letters
read forwards, what is left as letters read backwards, each a tree that shares what numbers have in common.
Invariant: gaps between words are not letters, so SERATUSDUA and SERATUS DUA are one; a number's spellings
weigh 1 together. How likely a line is, ``score_words`` works out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sirekap.forms.number_words import words_of

LETTERS = "ABDEGHIJKLMNOPRSTU"
"""All letters that numbers up to a million are written with, in the order of the network's classes."""

SCRAP = len(LETTERS)
"""Class of a sign that is no letter of a number: a digit, a letter struck out, a scribble."""

NOTHING = SCRAP + 1
"""Class of no sign at all, between signs and where the line is empty."""

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "NOL": ("KOSONG", "NIHIL"),
    "SEPULUH": ("SATUPULUH",),
    "BELAS": ("BLS",),
    "PULUH": ("PLH",),
    "SERATUS": ("SATURATUS",),
    "RATUS": ("RTS",),
    "SERIBU": ("SATURIBU",),
}
"""Other words for the same, and abbreviations. A letter more or less needs no entry: it costs little."""

UNUSUAL = 0.01
"""Weight of each other spelling of a word; at most one word of a part is spelled so."""

Spelling = tuple[str, float]
"""Letters without gaps, and their weight among the spellings of the same number."""


@dataclass(frozen=True)
class Tree:
    """Spellings that share their beginnings. Node 0 is the empty one; parents stand before children.

    ``parent``, ``letter`` and ``again`` (whether a node's letter is its parent's) have one entry a node;
    the letter of node 0 is ``NOTHING``.
    """

    parent: NDArray[np.intp]
    letter: NDArray[np.intp]
    again: NDArray[np.bool_]


@dataclass(frozen=True)
class Ends:
    """Where spellings end: ``node[k]`` spells ``number[k]`` with ``weight[k]``."""

    node: NDArray[np.intp]
    number: NDArray[np.intp]
    weight: NDArray[np.float64]


@dataclass(frozen=True)
class Grammar:
    """All numbers from 0 to ``most``: number = 100 * head + tail.

    ``heads`` runs forwards and ends with its last letter; ``tails`` runs backwards, so its nodes end with
    the first letter. A head of 0 and a tail of 0 have no letters, but 0 itself has: it is among the tails
    as number 0 and never follows a head.
    """

    most: int
    heads: Tree
    head_ends: Ends
    tails: Tree
    tail_ends: Ends


def spellings(words: str) -> Iterator[Spelling]:
    """Yield the usual spelling of *words* and those with one word spelled otherwise, gaps left out."""
    parts = words.split()
    others = [
        "".join([*parts[:place], other, *parts[place + 1 :]])
        for place, word in enumerate(parts)
        for other in SPELLINGS.get(word, ())
    ]
    yield "".join(parts), 1 - UNUSUAL * len(others)
    yield from ((other, UNUSUAL) for other in others)


@lru_cache(maxsize=4)
def grammar(most: int) -> Grammar:
    """Return the grammar of the numbers from 0 to *most*, at least 99."""
    heads = {head: _head_spellings(head) for head in range(1, most // 100 + 1)}
    tails = {tail: tuple(spellings(words_of(tail))) for tail in range(min(most, 99) + 1)}
    backwards = {tail: tuple((text[::-1], weight) for text, weight in each) for tail, each in tails.items()}
    return Grammar(most, *_tree(heads), *_tree(backwards))


def _head_spellings(head: int) -> tuple[Spelling, ...]:
    """Return the spellings of so many hundreds; from a thousand on the usual one alone, to keep it small."""
    words = words_of(100 * head)
    return tuple(spellings(words)) if head < 10 else ((words.replace(" ", ""), 1.0),)


def _tree(numbers: Mapping[int, Sequence[Spelling]]) -> tuple[Tree, Ends]:
    parent, letter = [0], [NOTHING]
    children: dict[tuple[int, str], int] = {}
    ends: list[tuple[int, int, float]] = []
    for number, each in numbers.items():
        for text, weight in each:
            node = 0
            for sign in text:
                if (node, sign) not in children:
                    children[node, sign] = len(parent)
                    parent.append(node)
                    letter.append(LETTERS.index(sign))
                node = children[node, sign]
            ends.append((node, number, weight))
    parents, letters = np.array(parent), np.array(letter)
    again = letters == letters[parents]
    again[0] = False
    node_of, number_of, weights = zip(*ends, strict=True) if ends else ((), (), ())
    ended = Ends(np.array(node_of, np.intp), np.array(number_of, np.intp), np.array(weights, np.float64))
    return Tree(parents, letters, again), ended
