"""Brings the trained model and the fitted numbers that the project ships.

In: nothing but the package's own data files. Out: a digit model ready to score, and the fitted numbers.
In a checkout they lie in ``models/``; in an installed package in ``sirekap/_ship/models``.
"""

from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # the package ships no types
from numpy.typing import NDArray

from sirekap.reading.fitted import Fitted, parse_fitted
from sirekap.reading.score_digits import DigitModel, Network

WEIGHTS = "digits.onnx"
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
def load_model() -> DigitModel:
    """Return the shipped digit model, on one thread: readers run side by side, not inside each other."""
    return digit_model((models_folder() / WEIGHTS).read_bytes(), load_fitted().temperature)


@cache
def load_fitted() -> Fitted:
    """Return the shipped fitted numbers."""
    return parse_fitted((models_folder() / FITTED).read_text(encoding="utf-8"))


def digit_model(onnx: bytes, temperature: float) -> DigitModel:
    """Return a digit model from the bytes of an ONNX graph with one input and one output."""
    return DigitModel(_network(onnx), temperature)


def _network(onnx: bytes) -> Network:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(crops: NDArray[np.float32]) -> NDArray[np.float32]:
        return np.asarray(session.run(None, {name: crops})[0], np.float32)

    return run
