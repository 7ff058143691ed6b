"""Take the pictures of the officers' guide again: ``python -m tests.journeys.phone_pictures``.

In: the program as built. Out: ``docs/phone/SCREEN-WIDTH.png``, every screen at both sizes, in few colours.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from tests.journeys.phone_stage import phone_stage
from tests.journeys.phone_tour import DOUBTFUL, PICTURES, SIZES, opened_page, tour

COLOURS = 64


def main():
    PICTURES.mkdir(exist_ok=True)
    for size in SIZES.values():
        with (
            sync_playwright() as playwright,
            tempfile.TemporaryDirectory() as folder,
            phone_stage(Path(folder), blot=DOUBTFUL) as stage,
            opened_page(playwright, stage, size) as page,
        ):
            take(page, stage, size[0])


def take(page, stage, width):
    for screen in tour(page, stage):
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(COLOURS).save(PICTURES / f"{screen}-{width}.png", optimize=True)


if __name__ == "__main__":
    main()
