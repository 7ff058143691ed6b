"""What the fake camera of a browser sees: pages in a shaking hand, or codes on another phone's screen.

Chromium opens the file anew each time a page asks for the camera, so one browser can be shown one film after
another: a film is replaced under its name.
"""

import subprocess
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

FRAMES = 60
"""Of each page: enough for the phone to see it still, take it and read it before the next."""
SHAKE = 2.5
"""Pixels by which a resting hand moves from frame to frame."""
QUALITY = 88
CODE_SIZE = (1280, 960)


def film_pages(photos, to, folder):
    """Film *photos* one after the other as a hand holds them, with a blurred move between two."""
    rng = np.random.default_rng(7)
    pages = [cv2.imread(str(each)) for each in photos]
    frames = []
    for page, after in pairwise([*pages, pages[0]]):
        frames += [shaken(page, rng) for _ in range(FRAMES)]
        frames += [cv2.GaussianBlur(cv2.addWeighted(page, 0.5, after, 0.5, 0), (0, 0), 9)] * 2
    write_film(frames, to, folder)


def film_code(screenshot, to, folder):
    """Film a phone's screen that shows a code, from a hand's width away."""
    screen = cv2.imdecode(np.frombuffer(screenshot, np.uint8), cv2.IMREAD_COLOR)
    width, height = CODE_SIZE
    scale = min(0.94 * width / screen.shape[1], 0.94 * height / screen.shape[0])
    shown = cv2.resize(screen, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = np.full((height, width, 3), 70, np.uint8)
    top, left = (height - shown.shape[0]) // 2, (width - shown.shape[1]) // 2
    frame[top : top + shown.shape[0], left : left + shown.shape[1]] = shown
    rng = np.random.default_rng(8)
    write_film([shaken(frame, rng) for _ in range(6)], to, folder)


def shaken(picture, rng):
    """Return the picture as a hand that holds still would hold it."""
    height, width = picture.shape[:2]
    across, down = rng.normal(0, SHAKE, 2)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.normal(0, 0.05), 1)
    turn[:, 2] += across, down
    return cv2.warpAffine(picture, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


def write_film(frames, to, folder):
    """Write the frames as motion JPEG, and put the film in place whole."""
    for at, frame in enumerate(frames):
        cv2.imwrite(str(folder / f"frame-{at:03d}.jpg"), frame, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    made = folder / "made.mjpeg"
    command = ["ffmpeg", "-y", "-v", "error", "-framerate", "10", "-i", str(folder / "frame-%03d.jpg")]
    subprocess.run([*command, "-c", "copy", str(made)], check=True)
    for each in Path(folder).glob("frame-*.jpg"):
        each.unlink()
    made.replace(to)
