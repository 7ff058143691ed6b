"""The network that reads letters along a line of words: its shape, its training, its export.

In: a seed. Out: the bytes of an ONNX graph. Invariant: it learns from drawn lines alone (``words_lines``),
and is told what stands there, not where (Connectionist Temporal Classification). Its weights are kept in
eight bits each. The temperature that makes its numbers honest is fitted on lines it has not seen, and is part
of the last layer: what the graph gives needs no other number beside it.
"""

import io
import math
from collections.abc import Sequence

import cv2
import numpy as np
import onnx
import torch
from models.net import Say
from models.words_lines import Line, draw_lines, pictures_of
from onnx import helper, numpy_helper
from torch import nn

from sirekap.reading.runtime import open_session
from sirekap.reading.score_words import score_words
from sirekap.reading.words_grammar import NOTHING
from sirekap.reading.words_line import LINE, normalised

STEPS = LINE[0] // 4
"""Steps along a line: one for four pixels, less than half of the narrowest letter."""

CLASSES = NOTHING + 1
MOST = 999
TEMPERATURES = np.geomspace(0.6, 4, 14)
LINES, EPOCHS = 10_000, 8
HELD_OUT = 1_000
"""Lines that are kept from the network, to fit the temperature."""


class WordsNet(nn.Module):
    """About 84,000 weights: four convolutions down to one row of steps, two along it, one layer."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.Sequential(
            *_block(1, 16, 5, 2, 2), *_block(16, 24, 3, 2, 1), *_block(24, 40, 3, 1, 1), nn.MaxPool2d((2, 1)),
            *_block(40, 48, 3, 1, 1), *_block(48, 64, (4, 1), 1, 0), nn.Dropout(0.1),
        )  # fmt: skip
        self.near = nn.Sequential(*_block(64, 64, (1, 5), 1, (0, 2)))
        self.far = nn.Sequential(*_block(64, 64, (1, 5), 1, (0, 4), (1, 2)))
        self.last = nn.Conv2d(64, CLASSES, 1)

    def forward(self, lines: torch.Tensor) -> torch.Tensor:
        """Map (n, 1, 32, 384) to logits (n, 96, classes)."""
        seen = self.down(lines)
        seen = seen + self.near(seen)
        seen = seen + self.far(seen)
        return self.last(seen).squeeze(2).transpose(1, 2)


def _block(
    inward: int,
    outward: int,
    size: int | tuple[int, int],
    stride: int,
    pad: int | tuple[int, int],
    dilation: int | tuple[int, int] = 1,
) -> tuple[nn.Module, ...]:
    conv = nn.Conv2d(inward, outward, size, stride, pad, dilation, bias=False)
    return conv, nn.BatchNorm2d(outward), nn.ReLU(inplace=True)


def make_words(rng: np.random.Generator, say: Say = print) -> bytes:
    """Draw lines, train, fit the temperature: the bytes of the graph."""
    lines, held = draw_lines(rng, LINES), draw_lines(rng, HELD_OUT)
    say(f"lines of words: {len(lines)}")
    net = words_network(lines, EPOCHS, rng, say)
    temperature = fit_temperature(export(net), held)
    say(f"  temperature {temperature}")
    return export(softened(net, temperature))


def softened(net: WordsNet, temperature: float) -> WordsNet:
    """Divide what *net* gives by *temperature*, in its last layer."""
    with torch.no_grad():
        net.last.weight /= temperature
        net.last.bias /= temperature
    return net


def words_network(lines: Sequence[Line], epochs: int, rng: np.random.Generator, say: Say = print) -> WordsNet:
    """Train on drawn lines, each moved, bent and inked a little otherwise each time it is seen."""
    net = WordsNet()
    optimiser = torch.optim.AdamW(net.parameters(), lr=0.005, weight_decay=0.02)
    batch = 32
    steps = math.ceil(len(lines) / batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, 0.005, epochs=epochs, steps_per_epoch=steps, pct_start=0.2
    )
    pictures = pictures_of(lines)
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for start in range(0, len(lines), batch):
            if start == 0:
                order = rng.permutation(len(lines))
            chosen = order[start : start + batch]
            seen = torch.from_numpy(normalised(np.stack([varied(rng, pictures[k]) for k in chosen])))
            loss = loss_of(net(seen), [lines[k].signs for k in chosen])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(chosen)
        say(f"  epoch {epoch + 1}/{epochs} loss {total / len(lines):.4f}")
    return net.eval()


def loss_of(logits: torch.Tensor, signs: Sequence[tuple[int, ...]]) -> torch.Tensor:
    """Return the mean surprise at what stands on each line, wherever it may stand."""
    shares = torch.log_softmax(logits, 2).transpose(0, 1)
    wanted = torch.tensor([sign for each in signs for sign in each], dtype=torch.long)
    lengths = torch.tensor([len(each) for each in signs])
    steps = torch.full((len(signs),), shares.shape[0])
    return nn.functional.ctc_loss(
        shares, wanted, steps, lengths, blank=NOTHING, reduction="mean", zero_infinity=True
    )


def varied(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Move, stretch, slant, thin or thicken, fade and soil a line's picture a little."""
    wide, high = rng.uniform(0.86, 1.06), rng.uniform(0.8, 1.15)
    slant, middle = rng.normal(0, 0.12), LINE[1] / 2
    down = middle - high * middle + rng.normal(0, 1.5)
    onto = np.array([[wide, slant, rng.uniform(-2, 6) - slant * middle], [0, high, down]])
    moved = cv2.warpAffine(picture, onto, LINE, flags=cv2.INTER_LINEAR)
    if rng.random() < 0.25:
        kernel = np.ones((2, 2), np.uint8)
        moved = (cv2.dilate if rng.random() < 0.5 else cv2.erode)(moved, kernel)
    if rng.random() < 0.2:
        moved = cv2.GaussianBlur(moved, (0, 0), float(rng.uniform(0.4, 1.1)))
    faded = (moved / 255.0) ** rng.uniform(0.6, 1.6) * rng.uniform(0.7, 1.1)
    faded += rng.standard_normal(moved.shape, np.float32) * rng.uniform(0, 0.06)
    return (np.clip(faded, 0, 1) * 255).astype(np.uint8)


def export(net: WordsNet) -> bytes:
    """Return the ONNX bytes of *net*, number of lines free, weights in eight bits."""
    out = io.BytesIO()
    torch.onnx.export(
        net.eval(), (torch.zeros(1, 1, LINE[1], LINE[0]),), out, dynamo=False, opset_version=18,
        input_names=["lines"], output_names=["logits"],
        dynamic_axes={"lines": {0: "n"}, "logits": {0: "n"}},
    )  # fmt: skip
    return in_eight_bits(out.getvalue())


def in_eight_bits(graph: bytes) -> bytes:
    """Keep the weights of convolutions as eight-bit numbers and a step a channel; runtimes unfold them."""
    model = onnx.load_from_string(graph)
    kept, nodes = [], []
    for each in model.graph.initializer:
        weights = numpy_helper.to_array(each)
        if weights.ndim != 4:
            kept.append(each)
            continue
        step = np.maximum(np.abs(weights).max(axis=(1, 2, 3)) / 127, 1e-12).astype(np.float32)
        levels = np.round(weights / step[:, None, None, None]).astype(np.int8)
        names = (f"{each.name}.levels", f"{each.name}.step")
        kept += [numpy_helper.from_array(levels, names[0]), numpy_helper.from_array(step, names[1])]
        nodes.append(helper.make_node("DequantizeLinear", names, [each.name], axis=0))
    old = list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(kept)
    model.graph.node.extend(nodes + old)
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


def logits_of(graph: bytes, lines: Sequence[Line]) -> np.ndarray:
    """Return what the exported graph says of *lines*: (n, 96, classes)."""
    session = open_session(graph)
    pictures = normalised(pictures_of(lines))
    parts = [session.run(["logits"], {"lines": pictures[k : k + 64]})[0] for k in range(0, len(lines), 64)]
    return np.concatenate(parts)


def fit_temperature(graph: bytes, lines: Sequence[Line]) -> float:
    """Find the temperature under which the numbers of lines the network has not seen surprise least."""
    numbers = [line for line in lines if line.kind == "number"]
    logits = logits_of(graph, numbers)

    def surprise(temperature: float) -> float:
        read = score_words(logits / temperature, MOST)
        said = [
            1 / (MOST + 1) if one is None else float(one[line.number])
            for one, line in zip(read, numbers, strict=True)
        ]
        return float(-np.log(np.maximum(said, 1e-6)).mean())

    return round(float(min(TEMPERATURES, key=surprise)), 4)
