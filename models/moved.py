"""The same photo as if it had been taken or cropped otherwise: shifted and turned at random.

In: a photo's bytes and a random generator. Out: the bytes of a picture whose page lies elsewhere in its
frame. Invariant: nothing of the photo is cut off, since what is not in a photo cannot be read: the frame
grows by what the turn and the shift need, and what it adds is plain.
"""

import cv2
import numpy as np

SHIFT = 0.1
"""Part of the photo's width and height by which the page is shifted at most."""

TURN = 5.0
"""Degrees by which it is turned at most, about the photo's middle."""


def moved(data: bytes, rng: np.random.Generator) -> bytes:
    """Return *data* shifted and turned, as PNG, so that no second compression takes anything away."""
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    height, width = pixels.shape[:2]
    turn = np.deg2rad(rng.uniform(-TURN, TURN))
    shift = rng.uniform(-SHIFT, SHIFT, 2) * (width, height)
    linear = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ linear.T
    low, high = corners.min(axis=0), corners.max(axis=0)
    size = np.ceil(high - low + np.abs(shift)).astype(int)
    onto = np.column_stack([linear, np.maximum(shift, 0) - low])
    desk = rng.uniform(20, 235, 3)
    turned = cv2.warpAffine(
        pixels, onto, (int(size[0]), int(size[1])), flags=cv2.INTER_LINEAR, borderValue=desk.tolist()
    )
    return cv2.imencode(".png", turned)[1].tobytes()
