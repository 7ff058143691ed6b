"""The network that counts strokes in a tally cell: its shape, its synthetic cells, its training.

In: a seed. Out: the bytes of an ONNX graph. Invariant: all cells are drawn by our own generator of
handwriting on the grids of both families; no photo is needed, and none is in it.
"""

import io
import math

import cv2
import numpy as np
import torch
from models.net import Say
from models.samples import presidential_contest
from torch import nn

from sirekap.forms.catalogue import form_for
from sirekap.forms.model import Form, Rect, Tally
from sirekap.reading.score_tally import CELL, CLASSES, cells_of, normalised
from sirekap.rehearsal.handwriting import draw_writer
from sirekap.rehearsal.ink import Picture, lay_ink
from sirekap.rehearsal.marks import strike_tally

DENSITY = 6.0
"""Pixels a millimetre at which grids are drawn."""

AROUND = 6.0
"""Millimetres of paper drawn around a grid."""

ASTRAY = 0.5
"""Millimetres by which a grid is placed wrongly, spread of each corner."""


class CellNet(nn.Module):
    """About 10,500 weights: two convolutions and one linear layer."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 10, 5, 1, 2, bias=False), nn.BatchNorm2d(10), nn.ReLU(inplace=True),
            nn.MaxPool2d(2),
            nn.Conv2d(10, 20, 3, 1, 1, bias=False), nn.BatchNorm2d(20), nn.ReLU(inplace=True),
            nn.MaxPool2d(2),
            nn.Flatten(), nn.Dropout(0.2), nn.Linear(20 * 7 * 10, CLASSES),
        )  # fmt: skip

    def forward(self, cells: torch.Tensor) -> torch.Tensor:
        """Map (n, 1, 28, 40) to logits."""
        return self.layers(cells)


def tally_network(grids: int, epochs: int, rng: np.random.Generator, say: Say = print) -> CellNet:
    """Draw *grids* grids and train on their cells."""
    cells, labels = synthetic_cells(rng, grids)
    say(f"tally cells: {len(cells)}")
    net = CellNet()
    optimiser = torch.optim.AdamW(net.parameters(), lr=0.004, weight_decay=0.02)
    batch = 128
    steps = math.ceil(len(cells) / batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.004, epochs=epochs, steps_per_epoch=steps)
    inputs, wanted = torch.from_numpy(normalised(cells)), torch.from_numpy(labels)
    for epoch in range(epochs):
        net.train()
        total = 0.0
        for chosen in torch.from_numpy(rng.permutation(len(cells))).split(batch):
            if len(chosen) < 16:
                continue
            loss = nn.functional.cross_entropy(net(inputs[chosen]), wanted[chosen], label_smoothing=0.02)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(chosen)
        say(f"  epoch {epoch + 1}/{epochs} loss {total / len(cells):.4f}")
    return net.eval()


def synthetic_cells(rng: np.random.Generator, grids: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw grids, photograph them roughly, and cut them into cells: (cells, labels)."""
    tallies = [field.tally for form in forms() for field in form.fields() if field.tally is not None]
    cells, labels = [], []
    for number in range(grids):
        tally = tallies[int(rng.integers(len(tallies)))]
        picture, here = blank_grid(rng, tally)
        known = (counted if number % 3 == 0 else mixed)(rng, picture, here)
        seen, matrix = seen_roughly(rng, picture, here)
        cells.append(cells_of(seen, here, matrix))
        labels.append(known)
    return np.concatenate(cells), np.concatenate(labels)


def forms() -> tuple[Form, Form]:
    """Return both families' presidential forms."""
    contest = presidential_contest()
    return form_for(contest, "kpu-2024"), form_for(contest, "sirekap-1")


def blank_grid(rng: np.random.Generator, tally: Tally) -> tuple[Picture, Tally]:
    """Draw an empty grid in the middle of a piece of paper: picture, moved grid."""
    grid = Rect(AROUND, AROUND, tally.grid.width, tally.grid.height)
    size = (round((grid.height + 2 * AROUND) * DENSITY), round((grid.width + 2 * AROUND) * DENSITY))
    picture = np.full((*size, 3), rng.integers(225, 250), np.uint8)
    shade = (int(rng.integers(120, 215)),) * 3
    left, top, right, bottom = (
        round(each * DENSITY) for each in (grid.left, grid.top, grid.right, grid.bottom)
    )
    for x in np.linspace(left, right, tally.columns + 1).round().astype(int).tolist():
        cv2.line(picture, (x, top), (x, bottom), shade, int(rng.integers(1, 3)))
    for y in np.linspace(top, bottom, tally.rows + 1).round().astype(int).tolist():
        cv2.line(picture, (left, y), (right, y), shade, int(rng.integers(1, 3)))
    return picture, Tally(grid, tally.columns, tally.rows, tally.marks, ())


def counted(rng: np.random.Generator, picture: Picture, tally: Tally) -> np.ndarray:
    """Strike a grid as officials do, with a line over what stays unused; return the class of every cell."""
    cells = tally.columns * tally.rows
    count = int(min(rng.integers(0, cells * tally.marks + 1), rng.integers(0, cells * tally.marks + 1)))
    writer = draw_writer(rng)
    lay_ink(rng, picture, strike_tally(rng, writer, tally, count), writer.pen, DENSITY)
    return np.clip(count - np.arange(cells) * tally.marks, 0, tally.marks).astype(np.int64)


def mixed(rng: np.random.Generator, picture: Picture, tally: Tally) -> np.ndarray:
    """Strike any number in every cell, so that part-filled cells are seen often; return the classes."""
    writer = draw_writer(rng)
    wide, high = tally.grid.width / tally.columns, tally.grid.height / tally.rows
    strokes = rng.integers(0, tally.marks + 1, tally.columns * tally.rows)
    paths = []
    for cell, count in enumerate(strokes.tolist()):
        row, column = divmod(cell, tally.columns)
        at = Rect(tally.grid.left + column * wide, tally.grid.top + row * high, wide, high)
        if count:
            paths += strike_tally(rng, writer, Tally(at, 1, 1, tally.marks, ()), count)
    lay_ink(rng, picture, paths, writer.pen, DENSITY)
    return strokes.astype(np.int64)


def seen_roughly(rng: np.random.Generator, picture: Picture, tally: Tally) -> tuple[np.ndarray, np.ndarray]:
    """Blur, shade and place the grid a little wrongly: grey pixels, matrix from millimetres."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    shrink = float(rng.uniform(0.55, 1.0))
    small = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(small, (0, 0), float(rng.uniform(0.3, 1.5)))
    light = np.linspace(*rng.uniform(0.45, 1.0, 2), blurred.shape[1])[None, :]
    noisy = blurred * light + rng.normal(0, rng.uniform(0.5, 7), blurred.shape)
    grid = tally.grid
    corners = np.array(
        [(grid.left, grid.top), (grid.right, grid.top), (grid.right, grid.bottom), (grid.left, grid.bottom)]
    )
    moved = (corners + rng.normal(0, ASTRAY, 2) + rng.normal(0, ASTRAY / 2, (4, 2))) * DENSITY * shrink
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), moved.astype(np.float32))
    return np.clip(noisy, 0, 255).astype(np.uint8), matrix.astype(np.float64)


def export(net: CellNet) -> bytes:
    """Return the ONNX bytes of *net*, batch size free."""
    out = io.BytesIO()
    torch.onnx.export(
        net, (torch.zeros(1, 1, CELL[1], CELL[0]),), out, dynamo=False, opset_version=18,
        input_names=["cells"], output_names=["logits"],
        dynamic_axes={"cells": {0: "n"}, "logits": {0: "n"}},
    )  # fmt: skip
    return out.getvalue()
