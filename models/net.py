"""The digit network: its shape, its training and its export. The only file that needs torch."""

import io
import math
from collections.abc import Callable, Sequence

import numpy as np
import torch
from models.boxes import damaged, plain
from torch import nn

from sirekap.reading.model import CLASSES
from sirekap.reading.score_digits import VIEWS, normalised

Say = Callable[[str], object]

ZERO, CROSS = CLASSES.index("0"), CLASSES.index("x")
ZERO_OR_CROSS = len(CLASSES)
"""Label of a box known to hold a 0 or an X, not which."""


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


def train(
    net: Net,
    wides: Sequence[np.ndarray] | np.ndarray,
    labels: np.ndarray,
    *,
    epochs: int,
    peak: float,
    rng: np.random.Generator,
    say: Say = print,
) -> Net:
    """Train *net* in place on wide crops."""
    net.to(memory_format=torch.channels_last)  # a quarter less time on a processor
    optimiser = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=0.02)
    batch = 128
    steps = math.ceil(len(wides) / batch)
    rates = torch.optim.lr_scheduler.OneCycleLR
    schedule = rates(optimiser, peak, epochs=epochs, steps_per_epoch=steps, pct_start=0.2)
    for epoch in range(epochs):
        net.train()
        total = 0.0
        order = rng.permutation(len(wides))
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            if len(chosen) < 16:
                continue
            crops = np.stack([damaged(rng, wides[k]) for k in chosen])
            seen = torch.from_numpy(normalised(crops)).to(memory_format=torch.channels_last)
            loss = loss_of(net(seen), torch.from_numpy(labels[chosen]))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(chosen)
        say(f"  epoch {epoch + 1}/{epochs} loss {total / len(order):.4f}")
    net.eval()
    return net.to(memory_format=torch.contiguous_format)


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
