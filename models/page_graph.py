"""From the digit network to the one graph that ships: warp, crop, classify and measure ink, in one ONNX file.

In: the ONNX bytes of the digit network, (n, 1, 40, 40) normalised crops to logits. Out: the bytes of
``page.onnx``, which runs unchanged in Python and in a browser:

    photo    uint8    (height, width)   the grey photo, or a part of it
    boxes    float32  (n, 3, 3)         each from a crop's unit square to photo pixels
    bubbles  float32  (m, 3, 3)         each from a bubble's patch, a unit square, to photo pixels
    logits   float32  (n, classes)      what each box holds
    ink      float32  (m)               how dark each bubble's disc is against the paper beside it, 0 to 1

Pixels are counted from the middle of the first one; a unit square's corners are those of the crop. Invariant:
the same network bytes give the same graph bytes. Where boxes lie is not decided here.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from sirekap.reading.patches import DISC, PATCH_SIDE
from sirekap.reading.score_digits import CROP

OPSET = 18
FINER = 2
"""A crop is sampled so much finer and then averaged: a photo has more pixels than a crop."""
SPREAD = 4.0
"""Grey levels added to a crop's spread, so that noise on bare paper is not blown up."""
PAPER_POOL = 5
"""Samples a side of the little squares that are averaged before the lightest counts as paper."""
ONNX_VERSION = 10


def page_graph(digits: bytes) -> bytes:
    """Return the bytes of the page's graph around the digit network *digits*."""
    network = onnx.load_from_string(digits)
    graph = _Graph()
    grey = graph.photo()
    crops = graph.crops(grey, "boxes", CROP * FINER)
    crops = graph.node("AveragePool", [crops], kernel_shape=[FINER, FINER], strides=[FINER, FINER])
    graph.embed(network, graph.normalised(crops), "logits")
    graph.ink(graph.crops(grey, "bubbles", PATCH_SIDE))
    return graph.finished(network).SerializeToString(deterministic=True)


class _Graph:
    """Nodes and constants as they are laid down; names are counted, so the same steps give the same bytes."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def node(self, kind: str, inputs: list[str], output: str = "", **attributes: object) -> str:
        """Add a node with one output; return the output's name."""
        name = output or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def constant(self, value: object, kind: type = np.float32) -> str:
        """Add a constant; return its name."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, kind), name))
        return name

    def shape(self, *sides: int) -> str:
        """Add a shape; -1 is what is left, 0 what it was."""
        return self.constant(sides, np.int64)

    def photo(self) -> str:
        """Return the photo as (1, 1, height, width) numbers."""
        return self.node("Cast", [self.node("Unsqueeze", ["photo", self.shape(0, 1)])], to=TensorProto.FLOAT)

    def crops(self, grey: str, places: str, side: int) -> str:
        """Sample the unit square of every matrix in *places*: (n, 1, side, side)."""
        steps = (np.arange(side) + 0.5) / side
        down, across = np.meshgrid(steps, steps, indexing="ij")
        points = np.stack([across.ravel(), down.ravel(), np.ones(side * side)])
        seen = self.node("MatMul", [places, self.constant(points)])
        x, y, depth = (self._row(seen, k) for k in range(3))
        sides = self.node("Cast", [self.node("Shape", [grey])], to=TensorProto.FLOAT)
        grid = [self._across(x, depth, sides, 3), self._across(y, depth, sides, 2)]
        grid_at = self.node("Concat", [self._lifted(each) for each in grid], axis=2)
        laid = self.node("Reshape", [grid_at, self.shape(1, -1, side * side, 2)])
        taken = self.node("GridSample", [grey, laid], mode="bilinear", padding_mode="border", align_corners=0)
        return self.node("Reshape", [taken, self.shape(-1, 1, side, side)])

    def _row(self, seen: str, k: int) -> str:
        return self.node("Gather", [seen, self.constant(k, np.int64)], axis=1)

    def _lifted(self, each: str) -> str:
        return self.node("Unsqueeze", [each, self.shape(2)])

    def _across(self, place: str, depth: str, sides: str, axis: int) -> str:
        """Return pixels over depth as GridSample wants them: -1 and 1 are the photo's edges."""
        side = self.node("Gather", [sides, self.constant(axis, np.int64)], axis=0)
        flat = self.node("Div", [place, depth])
        doubled = self.node("Add", [self.node("Mul", [flat, self.constant(2)]), self.constant(1)])
        return self.node("Sub", [self.node("Div", [doubled, side]), self.constant(1)])

    def normalised(self, crops: str) -> str:
        """Return crops with mean 0 and spread 1, as the network learned them."""
        sides = self.shape(2, 3)
        level = self.node("Sub", [crops, self.node("ReduceMean", [crops, sides])])
        squares = self.node("ReduceMean", [self.node("Mul", [level, level]), sides])
        spread = self.node("Add", [self.node("Sqrt", [squares]), self.constant(SPREAD)])
        return self.node("Div", [level, spread])

    def ink(self, patches: str) -> None:
        """Add the ink of every patch's disc against the lightest paper of the patch."""
        pool = [PAPER_POOL, PAPER_POOL]
        soft = self.node("AveragePool", [patches], kernel_shape=pool, strides=[1, 1])
        paper = self.node("ReduceMax", [soft, self.shape(2, 3)])
        light = self.node("Div", [patches, self.node("Max", [paper, self.constant(1)])])
        dark = self.node(
            "Clip", [self.node("Sub", [self.constant(1), light]), self.constant(0), self.constant(1)]
        )
        weighted = self.node("Mul", [dark, self.constant(_disc())])
        self.node("ReduceSum", [weighted, self.shape(1, 2, 3)], "ink", keepdims=0)

    def embed(self, network: onnx.ModelProto, crops: str, output: str) -> None:
        """Lay the digit network's nodes down, its input being *crops*."""
        own = network.graph
        names = {own.input[0].name: crops, own.output[0].name: output}
        for weights in own.initializer:
            names[weights.name] = f"digits_{weights.name}"
            weights.name = names[weights.name]
            self.constants.append(weights)
        for node in own.node:
            for side in (node.input, node.output):
                for k, name in enumerate(side):
                    side[k] = names.setdefault(name, f"digits_{name}") if name else name
            node.name = f"digits_{node.name}"
            self.nodes.append(node)

    def finished(self, network: onnx.ModelProto) -> onnx.ModelProto:
        """Return the checked model."""
        classes = network.graph.output[0].type.tensor_type.shape.dim[1].dim_value
        inputs = [
            helper.make_tensor_value_info("photo", TensorProto.UINT8, ["height", "width"]),
            helper.make_tensor_value_info("boxes", TensorProto.FLOAT, ["n", 3, 3]),
            helper.make_tensor_value_info("bubbles", TensorProto.FLOAT, ["m", 3, 3]),
        ]
        outputs = [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", classes]),
            helper.make_tensor_value_info("ink", TensorProto.FLOAT, ["m"]),
        ]
        graph = helper.make_graph(self.nodes, "page", inputs, outputs, self.constants)
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=ONNX_VERSION,
            producer_name="sirekap",
        )
        onnx.checker.check_model(model, full_check=True)
        return model


def _disc() -> np.ndarray:
    """Return the disc's share of every sample of a patch, summing to 1; its edge is one sample soft."""
    steps = (np.arange(PATCH_SIDE) + 0.5) / PATCH_SIDE - 0.5
    away = np.hypot(*np.meshgrid(steps, steps)) * PATCH_SIDE
    inside = np.clip(DISC * PATCH_SIDE - away + 0.5, 0, 1)
    return inside / inside.sum()
