"""A copy file as a witness opens it: from the disk, in a browser with no network."""

import subprocess
from contextlib import contextmanager

from playwright.sync_api import sync_playwright
from tests.journeys.site_stage import OPTIONS, browser_program
from tests.screens.node import PROGRAM, ROOT


def program(folder):
    """Build the program that stands inside a copy file; return its text."""
    file = folder / "program.js"
    subprocess.run(
        [PROGRAM, ROOT / "screens" / "kit" / "stage" / "build-copy.mjs", file],
        cwd=ROOT / "screens",
        check=True,
    )
    return file.read_text("utf-8")


@contextmanager
def opened(file):
    """Open a file from the disk with no network; yield the page once it has judged."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=list(OPTIONS))
        context = browser.new_context(offline=True)
        page = context.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector(".verdict")
        yield page
        browser.close()
