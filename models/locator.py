"""The locator: its shape, training and export. It sees a photo, very small, and says where a page lies.

In: scenes, each a grey picture and where the corners of the page's box groups lie in it. Out: a network
whose heat maps name these corners, the page being upright. Invariant: every picture is turned,
shifted, scaled, bent and lit anew each time it is seen, far beyond what any way of cropping does, so that
framing cannot be what the network learns. It is coarse by design; ``sirekap.reading.refine`` does the rest.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn.functional import interpolate

from sirekap.reading.locate import SIDE, framed, normalised

Say = Callable[[str], object]

STRIDE = 4
"""Pixels of the input a cell of the heat maps spans."""

CELLS = SIDE // STRIDE
_STEPS = (torch.arange(CELLS, dtype=torch.float32) + 0.5) / CELLS
_ACROSS, _DOWN = _STEPS.repeat(CELLS), _STEPS.repeat_interleave(CELLS)

BLOB = 1.0 / CELLS
"""Spread of the blob a map is taught to show at its landmark: one cell."""

KEPT = 2
"""A scene is kept so much larger than the network's input, to be bent without getting soft."""


@dataclass(frozen=True)
class Scene:
    """A grey picture and the landmarks in it, pixels, shape (n, 2), in the order of ``landmarks``."""

    pixels: np.ndarray
    points: np.ndarray


class LocatorNet(nn.Module):
    """About 170,000 weights: down to an eighth of an eighth, and back up to a quarter, a map a landmark."""

    def __init__(self, landmarks: int) -> None:
        super().__init__()
        self.fine = nn.Sequential(*_step(1, 16, 2), *_step(16, 24, 2))
        self.middle = nn.Sequential(*_step(24, 48, 2), *_step(48, 56, 1))
        self.coarse = nn.Sequential(*_step(56, 72, 2), *_step(72, 72, 1), *_step(72, 56, 1))
        self.joined = nn.Sequential(*_step(56, 32, 1))
        self.side = nn.Conv2d(24, 32, 1)
        self.maps = nn.Sequential(*_step(32, 32, 1), nn.Conv2d(32, landmarks, 1))

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        """Map (n, 1, SIDE, SIDE) to (n, landmarks, 3): x and y from 0 to 1, and how peaked the map is."""
        return located(self.seen(pictures))

    def seen(self, pictures: torch.Tensor) -> torch.Tensor:
        """Map pictures to the logits of the heat maps, (n, landmarks, CELLS * CELLS)."""
        fine = self.fine(pictures)
        middle = self.middle(fine)
        coarse = interpolate(self.coarse(middle), scale_factor=2.0, mode="bilinear")
        joined = interpolate(self.joined(middle + coarse), scale_factor=2.0, mode="bilinear")
        return self.maps(joined + self.side(fine)).flatten(2)


def located(maps: torch.Tensor) -> torch.Tensor:
    """Return the middle of every map and how far it spreads about it."""
    shares = torch.softmax(maps, 2)
    x, y = (shares * _ACROSS).sum(2), (shares * _DOWN).sum(2)
    spread = (shares * (_ACROSS**2 + _DOWN**2)).sum(2) - x**2 - y**2
    return torch.stack([x, y, spread], 2)


def _step(inward: int, outward: int, stride: int) -> tuple[nn.Module, ...]:
    return (
        nn.Conv2d(inward, outward, 3, stride, 1, bias=False),
        nn.BatchNorm2d(outward),
        nn.ReLU(inplace=True),
    )


def train(
    net: LocatorNet,
    scenes: Sequence[Scene],
    *,
    epochs: int,
    peak: float,
    rng: np.random.Generator,
    say: Say = print,
) -> LocatorNet:
    """Train *net* in place on *scenes*."""
    small = [_kept(scene) for scene in scenes]
    batch = 16
    steps = len(small) // batch
    optimiser = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, peak, epochs=epochs, steps_per_epoch=steps, pct_start=0.2
    )
    for epoch in range(epochs):
        net.train()
        total = 0.0
        order = rng.permutation(len(small))[: steps * batch].reshape(steps, batch)
        for chosen in order:
            seen = [moved(rng, small[k]) for k in chosen]
            pictures = normalised(np.stack([each.pixels for each in seen]))
            wanted = torch.from_numpy(
                np.stack([(each.points + 0.5) / SIDE for each in seen]).astype(np.float32)
            )
            loss = loss_of(net.seen(torch.from_numpy(pictures)), wanted)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        say(f"  locator, epoch {epoch + 1}/{epochs} loss {total / steps:.4f}")
    net.eval()
    return net


def loss_of(maps: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """How unlike a blob at its landmark each map is, and how far its middle lies off; none outside counts."""
    inside = ((wanted > 0) & (wanted < 1)).all(2).float()
    away = (_ACROSS - wanted[..., :1]) ** 2 + (_DOWN - wanted[..., 1:]) ** 2
    blob = torch.softmax(-away / (2 * BLOB**2), 2)
    unlike = -(blob * torch.log_softmax(maps, 2)).sum(2)
    off = torch.sqrt(((located(maps)[..., :2] - wanted) ** 2).sum(2) + 1e-5)
    return ((unlike + 10 * off) * inside).sum() / inside.sum().clamp(min=1)


def _kept(scene: Scene) -> Scene:
    pixels, matrix = framed(scene.pixels, SIDE * KEPT)
    points = np.column_stack([scene.points, np.ones(len(scene.points))]) @ matrix.T
    return Scene(pixels, points[:, :2])


def moved(rng: np.random.Generator, scene: Scene) -> Scene:
    """Return what the network sees of a kept scene: turned, elsewhere, bent, lit otherwise."""
    matrix = _anyhow(rng)
    edge = int(rng.choice([cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT, cv2.BORDER_REFLECT], p=[0.3, 0.5, 0.2]))
    pixels = cv2.warpPerspective(
        scene.pixels, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=edge,
        borderValue=(float(rng.uniform(0, 255)),),
    )  # fmt: skip
    mapped = np.column_stack([scene.points, np.ones(len(scene.points))]) @ matrix.T
    return Scene(_lit(rng, pixels), mapped[:, :2] / mapped[:, 2:])


def _anyhow(rng: np.random.Generator) -> np.ndarray:
    """Draw a matrix from a kept scene to the network's input."""
    turn = np.deg2rad(rng.normal(0, 5))
    scale = np.exp(rng.uniform(np.log(0.6), np.log(1.15))) / KEPT
    stretch = np.diag(np.exp(rng.normal(0, 0.04, 2)))
    linear = scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ stretch
    middle = np.full(2, (SIDE * KEPT - 1) / 2)
    shift = np.full(2, (SIDE - 1) / 2) + rng.uniform(-0.16, 0.16, 2) * SIDE
    matrix = np.eye(3)
    matrix[:2, :2], matrix[:2, 2] = linear, shift - linear @ middle
    matrix[2, :2] = rng.normal(0, 0.06, 2) / (SIDE * KEPT)
    centre = np.array([[1, 0, middle[0]], [0, 1, middle[1]], [0, 0, 1]])
    tilt = np.eye(3)
    tilt[2, :2] = matrix[2, :2]
    flat = matrix.copy()
    flat[2, :2] = 0
    return flat @ centre @ tilt @ np.linalg.inv(centre)


def _lit(rng: np.random.Generator, pixels: np.ndarray) -> np.ndarray:
    grey = pixels.astype(np.float32)
    if rng.random() < 0.4:
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.3, 1.0))
    slope = np.linspace(-1, 1, SIDE, dtype=np.float32) * rng.uniform(-0.35, 0.35)
    grey *= 1 + (slope[:, None] if rng.random() < 0.5 else slope[None, :])
    if rng.random() < 0.25:
        edge = int(rng.integers(SIDE))
        shade = grey[:, edge:] if rng.random() < 0.5 else grey[edge:]
        shade *= rng.uniform(0.4, 0.9)
    grey = 255 * (np.clip(grey, 0, 255) / 255) ** rng.uniform(0.6, 1.6)
    grey += rng.standard_normal(grey.shape, np.float32) * np.float32(rng.uniform(0, 8))
    return np.clip(grey, 0, 255).astype(np.uint8)


def export(net: LocatorNet) -> bytes:
    """Return the ONNX bytes of *net*, batch size free."""
    net.eval()
    out = io.BytesIO()
    torch.onnx.export(
        net, (torch.zeros(1, 1, SIDE, SIDE),), out, dynamo=False, opset_version=18, input_names=["pictures"],
        output_names=["landmarks"], dynamic_axes={"pictures": {0: "n"}, "landmarks": {0: "n"}},
    )  # fmt: skip
    return out.getvalue()
