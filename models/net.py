"""The digit network: its shape, its training and its export. The only file that needs torch."""

import copy
import io
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from models.boxes import WIDE, Boxes, damaged, plain
from torch import nn

from sirekap.reading.model import CLASSES
from sirekap.reading.score_digits import VIEWS, normalised

Say = Callable[[str], object]

ZERO, CROSS = CLASSES.index("0"), CLASSES.index("x")
ZERO_OR_CROSS = len(CLASSES)
"""Label of a box known to hold a 0 or an X, not which."""


BATCH, FEWEST = 128, 16
COUNTED_BATCHES = 24
"""Batches from which a blended network counts what its layers give."""


class Net(nn.Module):
    """About 110,000 weights: five convolutions and one linear layer over what they found where."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 24, 5, 2, 2, bias=False), nn.BatchNorm2d(24), nn.ReLU(inplace=True),
            *_block(24, 40), nn.MaxPool2d(2),
            *_block(40, 56), *_block(56, 56), nn.MaxPool2d(2),
            *_block(56, 64), nn.Flatten(), nn.Dropout(0.3), nn.Linear(64 * 25, len(CLASSES)),
        )  # fmt: skip

    def forward(self, crops: torch.Tensor) -> torch.Tensor:
        """Map (n, 1, 40, 40) to logits."""
        return self.layers(crops)


def _block(inward: int, outward: int) -> tuple[nn.Module, ...]:
    return nn.Conv2d(inward, outward, 3, 1, 1, bias=False), nn.BatchNorm2d(outward), nn.ReLU(inplace=True)


@dataclass(frozen=True)
class Replay:
    """Boxes learned before, of which some are shown again in every epoch, others each time."""

    wides: np.ndarray
    labels: np.ndarray
    count: int


NOTHING_AGAIN = Replay(np.empty((0, WIDE, WIDE), np.uint8), np.empty(0, np.int64), 0)


def train(
    net: Net,
    boxes: Boxes,
    *,
    replay: Replay = NOTHING_AGAIN,
    epochs: int,
    peak: float,
    rng: np.random.Generator,
    say: Say = print,
) -> Net:
    """Train *net* in place."""
    net.to(memory_format=torch.channels_last)  # a quarter less time on a processor
    optimiser = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=0.02)
    steps = math.ceil((len(boxes[1]) + replay.count) / BATCH)
    rates = torch.optim.lr_scheduler.OneCycleLR
    schedule = rates(optimiser, peak, epochs=epochs, steps_per_epoch=steps, pct_start=0.2)
    for epoch in range(epochs):
        net.train()
        total, seen = 0.0, 0
        for wides, labels in _batches(boxes, replay, rng):
            crops = np.stack([damaged(rng, wide) for wide in wides])
            shown = torch.from_numpy(normalised(crops)).to(memory_format=torch.channels_last)
            loss = loss_of(net(shown), torch.from_numpy(labels))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total, seen = total + float(loss.detach()) * len(labels), seen + len(labels)
        say(f"  epoch {epoch + 1}/{epochs} loss {total / seen:.4f}")
    net.eval()
    return net.to(memory_format=torch.contiguous_format)


def _batches(boxes: Boxes, replay: Replay, rng: np.random.Generator) -> Iterator[Boxes]:
    """Yield an epoch's batches, shuffled; a rest too small to count a spread on is left out."""
    wides, labels = boxes
    again = rng.choice(len(replay.labels), replay.count, replace=False)
    order = rng.permutation(len(labels) + replay.count)
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        if len(chosen) < FEWEST:
            continue
        own, old = chosen[chosen < len(labels)], again[chosen[chosen >= len(labels)] - len(labels)]
        yield (
            np.concatenate([wides[own], replay.wides[old]]),
            np.concatenate([labels[own], replay.labels[old]]),
        )


def blended(
    networks: Sequence[Net], wides: Sequence[np.ndarray] | np.ndarray, rng: np.random.Generator
) -> Net:
    """Return the mean of networks that went on from the same one, each with other boxes.

    As good as asking all of them, at the price of one (Wortsman and others, "Model soups", 2022). What batch
    normalisation has counted is no mean of theirs: it is counted anew on *wides*.
    """
    states = [each.state_dict() for each in networks]
    mean = copy.deepcopy(networks[0])
    mean.load_state_dict(
        {
            name: torch.stack([state[name].float() for state in states]).mean(0).to(value.dtype)
            for name, value in states[0].items()
        }
    )
    norms = [layer for layer in mean.modules() if isinstance(layer, nn.BatchNorm2d)]
    for layer in norms:
        layer.reset_running_stats()
        layer.momentum = None  # counts a plain mean over all batches
        layer.train()
    with torch.no_grad():
        for _ in range(COUNTED_BATCHES):
            chosen = rng.choice(len(wides), BATCH)
            mean(torch.from_numpy(normalised(np.stack([damaged(rng, wides[k]) for k in chosen]))))
    return mean.eval()


def loss_of(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Cross entropy with a little smoothing, where one label means "0 or X"."""
    shares = torch.log_softmax(logits, 1)
    either = torch.logsumexp(shares[:, [ZERO, CROSS]], 1)
    unsure = labels == ZERO_OR_CROSS
    picked = shares.gather(1, torch.where(unsure, 0, labels)[:, None])[:, 0]
    return -(0.97 * torch.where(unsure, either, picked) + 0.03 * shares.mean(1)).mean()


def looks(net: Net, wides: Sequence[np.ndarray] | np.ndarray) -> np.ndarray:
    """Return the logits of every view that the reader has of each box, shape (n, views, classes)."""
    crops = np.stack([plain(wide, view) for wide in wides for view in VIEWS])
    with torch.no_grad():
        return net(torch.from_numpy(normalised(crops))).numpy().reshape(len(wides), len(VIEWS), -1)


def export(net: Net) -> bytes:
    """Return the ONNX bytes of *net*, batch size free."""
    net.eval()
    out = io.BytesIO()
    torch.onnx.export(
        net, (torch.zeros(1, 1, 40, 40),), out, dynamo=False, opset_version=18, input_names=["crops"],
        output_names=["logits"], dynamic_axes={"crops": {0: "n"}, "logits": {0: "n"}},
    )  # fmt: skip
    return out.getvalue()
