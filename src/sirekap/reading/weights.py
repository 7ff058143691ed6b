"""Brings the trained model and the fitted numbers that the project ships.

In: nothing but the package's own data files. Out: the page's model ready to look, and the fitted numbers.
In a checkout they lie in ``models/``; in an installed package in ``sirekap/_ship/models``.
"""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sirekap.reading.fitted import Fitted, parse_fitted
from sirekap.reading.locate import Locator
from sirekap.reading.page_model import Network, PageModel, Seen
from sirekap.reading.placement import Pixels
from sirekap.reading.runtime import open_session
from sirekap.reading.score_tally import CellNetwork
from sirekap.reading.score_words import LineNetwork

WEIGHTS = "page.onnx"
CELLS = "tally.onnx"
LINES = "words.onnx"
LOCATOR = "locator.onnx"
FITTED = "fitted.json"


def models_folder() -> Path:
    """Return the folder with the model's files; FileNotFoundError names both places it may lie in."""
    package = Path(__file__).resolve().parents[1]
    places = (package / "_ship" / "models", package.parents[1] / "models")
    for place in places:
        if (place / WEIGHTS).exists():
            return place
    raise FileNotFoundError(
        f"{WEIGHTS} is missing: looked in {places[0]} and {places[1]}; ./sirekap train makes it anew"
    )


@cache
def learned() -> str:
    """Return the SHA-256, in hexadecimal, of every file that training writes: another reader has another."""
    names = (WEIGHTS, CELLS, LINES, LOCATOR, FITTED)
    return hashlib.sha256(b"".join((models_folder() / name).read_bytes() for name in names)).hexdigest()


@cache
def load_model() -> PageModel:
    """Return the shipped model, on one thread: readers run side by side, not inside each other."""
    folder = models_folder()
    page = page_model((folder / WEIGHTS).read_bytes(), load_fitted().temperature)
    cells, lines = ((folder / name).read_bytes() for name in (CELLS, LINES))
    return replace(page, cells=cell_network(cells), lines=line_network(lines))


@cache
def load_fitted() -> Fitted:
    """Return the shipped fitted numbers."""
    return parse_fitted((models_folder() / FITTED).read_text(encoding="utf-8"))


def page_model(onnx: bytes, temperature: float) -> PageModel:
    """Return a page's model from the bytes of its graph."""
    return PageModel(_network(onnx), temperature)


def cell_network(onnx: bytes) -> CellNetwork:
    """Return the network that counts strokes from the bytes of its graph."""
    session = open_session(onnx)

    def run(cells: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(session.run(["logits"], {"cells": cells})[0], np.float32)

    return run


def line_network(onnx: bytes) -> LineNetwork:
    """Return the network that reads lines of words from the bytes of its graph."""
    session = open_session(onnx)

    def run(lines: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(session.run(["logits"], {"lines": lines})[0], np.float32)

    return run


def load_locator() -> Locator:
    """Return the shipped locator; its weights are brought when a photo first needs them."""
    return _lazy_locator


@cache
def _shipped_locator() -> Locator:
    return locator_of((models_folder() / LOCATOR).read_bytes())


def _lazy_locator(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    return _shipped_locator()(pictures)


def locator_of(onnx: bytes) -> Locator:
    """Return a locator from the bytes of its graph."""
    session = open_session(onnx)

    def run(pictures: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(session.run(["landmarks"], {"pictures": pictures})[0], np.float32)

    return run


def _network(onnx: bytes) -> Network:
    session = open_session(onnx)

    def run(photo: Pixels, boxes: NDArray[np.float32], bubbles: NDArray[np.float32]) -> Seen:
        logits, ink = session.run(["logits", "ink"], {"photo": photo, "boxes": boxes, "bubbles": bubbles})
        return Seen(logits, ink)

    return run
