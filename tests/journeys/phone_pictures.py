"""Take the pictures of the officers' guide again: ``python -m tests.journeys.phone_pictures``.

In: the program as built. Out: ``docs/phone/SCREEN-WIDTH.png``, every screen at both sizes, in few colours.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright
from tests.journeys.phone_stage import bare_stage, phone_stage
from tests.journeys.phone_tour import (
    DOUBTFUL,
    NATIONAL,
    PICTURES,
    SIZES,
    opened_page,
    party_tour,
    plain_page,
    tour,
)

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
            take(page, tour(page, stage), size[0])
        with (
            sync_playwright() as playwright,
            tempfile.TemporaryDirectory() as folder,
            bare_stage(Path(folder), NATIONAL) as stage,
            plain_page(playwright, size) as page,
        ):
            take(page, party_tour(page, stage), size[0])


def take(page, screens, width):
    for screen in screens:
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(COLOURS).save(PICTURES / f"{screen}-{width}.png", optimize=True)


if __name__ == "__main__":
    main()
