"""The phone's fast loops give what OpenCV gives, at odd sizes and edges too, and are made from their source."""

import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.screens.node import KIT, PROGRAM, ROOT, run

SCRIPT = Path(__file__).with_name("kernel.mjs")


def told(values):
    return {"values": values.ravel().tolist(), "width": values.shape[1], "height": values.shape[0]}


@pytest.mark.parametrize(("width", "height", "side"), [(61, 47, 21), (64, 48, 15), (33, 90, 3), (130, 30, 29)])
def test_correlations_blur_and_paper_are_those_of_opencv(width, height, side):
    rng = np.random.default_rng(width)
    ink, print_ = (rng.random((height, width)).astype(np.float32) for _ in range(2))
    grey = rng.integers(0, 256, (height, width)).astype(np.uint8)
    far, wide, high = 3, width - 17, height - 13
    pattern = {"left": 5, "top": 4, "width": wide, "height": high, "x": 7, "y": 6, "far": far}
    found = run(
        SCRIPT,
        {
            "ink": told(ink),
            "print": told(print_),
            "pattern": pattern,
            "grey": told(grey),
            "sigma": 1.05,
            "side": side,
        },
    )
    seen = ink[6 - far : 6 + high + far, 7 - far : 7 + wide + far]
    scores = cv2.matchTemplate(seen, print_[4 : 4 + high, 5 : 5 + wide], cv2.TM_CCOEFF_NORMED)
    assert np.allclose(found["scores"], scores.ravel(), atol=1e-5)
    assert np.allclose(found["blurred"], cv2.GaussianBlur(ink, (0, 0), 1.05).ravel(), atol=1e-5)
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = cv2.blur(closed, (side, side)).astype(int)
    assert np.abs(np.array(found["paper"]) - paper.ravel()).max() <= 1
    assert np.mean(np.array(found["paper"]) != paper.ravel()) < 0.02


def test_the_kernels_bytes_are_made_from_their_source(tmp_path):
    made = tmp_path / "kernel-bytes.ts"
    program = ROOT / "screens" / "kit" / "kernel" / "make.mjs"
    subprocess.run([PROGRAM, program, made], check=True, cwd=ROOT / "screens")
    assert made.read_text() == (KIT / "reading" / "kernel-bytes.ts").read_text()
