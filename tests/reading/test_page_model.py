"""The page's graph cuts what it is told to cut, measures ink, and is the same however it is asked."""

import cv2
import numpy as np
import pytest
from models.page_graph import FINER, SPREAD, page_graph
from onnx import TensorProto, helper
from tests.reading.page import as_photo

from sirekap.forms.model import Rect
from sirekap.reading.patches import box_squares, bubble_squares
from sirekap.reading.score_digits import CROP
from sirekap.reading.weights import load_model, page_model

BOX = Rect(20, 10, 11, 12)
MATRIX = np.array([[4.0, 0.6, 30.0], [-0.4, 4.2, 40.0], [0.0003, 0.0002, 1.0]])


def scene():
    """A picture with something everywhere, soft enough that a quarter pixel makes no great difference."""
    noise = np.random.default_rng(4).integers(0, 255, (40, 50), dtype=np.uint8)
    return cv2.resize(noise, (250, 200), interpolation=cv2.INTER_CUBIC)


def copying_network():
    """A digit network that answers with the crop it was given, pixel by pixel."""
    shapes = ["n", 1, CROP, CROP], ["n", CROP * CROP]
    ends = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in zip(("crops", "logits"), shapes, strict=True)
    ]
    graph = helper.make_graph([helper.make_node("Flatten", ["crops"], ["logits"])], "g", ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    return model.SerializeToString()


def test_the_graph_cuts_what_the_matrix_says_and_normalises_it():
    square = box_squares([BOX], MATRIX, [(0, 0, 0)])[0]
    side = CROP * FINER
    steps = (np.arange(side) + 0.5) / side
    points = np.stack([*np.meshgrid(steps, steps), np.ones((side, side))])
    x, y, depth = np.einsum("ij,jrc->irc", square, points).astype(np.float32)
    taken = cv2.remap(scene().astype(np.float32), x / depth, y / depth, cv2.INTER_LINEAR)
    crop = taken.reshape(CROP, FINER, CROP, FINER).mean(axis=(1, 3))
    expected = (crop - crop.mean()) / (crop.std() + SPREAD)
    seen = page_model(page_graph(copying_network()), 1.0).look(as_photo(scene()), square[None])
    assert np.abs(seen.logits.reshape(CROP, CROP) - expected).max() < 0.05


def test_the_same_network_gives_the_same_graph():
    assert page_graph(copying_network()) == page_graph(copying_network())


@pytest.mark.parametrize("turn", range(4))
def test_a_turned_photo_gives_the_same_numbers(turn):
    straight = load_model().look(as_photo(scene()), *both(MATRIX))
    turned = np.ascontiguousarray(np.rot90(scene(), turn))
    last = {0: np.eye(3), 1: [[0, 1, 0], [-1, 0, 249], [0, 0, 1]], 2: [[-1, 0, 249], [0, -1, 199], [0, 0, 1]]}
    last[3] = [[0, -1, 199], [1, 0, 0], [0, 0, 1]]
    seen = load_model().look(as_photo(turned), *both(np.array(last[turn]) @ MATRIX))
    assert np.abs(seen.logits - straight.logits).max() < 1e-3
    assert np.abs(seen.ink - straight.ink).max() < 1e-5


def both(matrix):
    bubbles = [[Rect(22, 10, 4.5, 4.3), Rect(22, 16, 4.5, 4.3)]]
    return box_squares([BOX], matrix, [(0, 0, 0)]), bubble_squares(bubbles, np.stack([matrix] * 2))


def test_where_a_piece_lies_in_the_photo_changes_nothing():
    wide = np.pad(scene(), ((60, 30), (90, 10)), constant_values=255)
    moved = np.array([[1, 0, 90], [0, 1, 60], [0, 0, 1]]) @ MATRIX
    one, other = (
        load_model().look(as_photo(scene()), *both(MATRIX)),
        load_model().look(as_photo(wide), *both(moved)),
    )
    assert np.abs(one.logits - other.logits).max() < 1e-3


@pytest.mark.parametrize(("level", "ink"), [(200, 0.0), (100, 0.5), (20, 0.9)])
def test_ink_is_how_dark_the_disc_is_against_the_paper_beside_it(level, ink):
    page = np.full((120, 120), 200, np.uint8)
    cv2.circle(page, (60, 60), 9, level, -1)
    page = (page * np.linspace(0.9, 1, 120)).astype(np.uint8)
    bubble = [[Rect(51.5, 51.5, 18, 18)]]
    seen = load_model().look(as_photo(page), np.zeros((0, 3, 3)), bubble_squares(bubble, np.eye(3)[None]))
    assert seen.ink == pytest.approx([ink], abs=0.03)


def test_a_mark_outside_the_photo_is_answered_for_and_no_error():
    off = np.array([[1, 0, 4000], [0, 1, -3000], [0, 0, 1]]) @ MATRIX
    seen = load_model().look(as_photo(scene()), *both(off))
    assert np.isfinite(seen.logits).all()
    assert np.isfinite(seen.ink).all()
