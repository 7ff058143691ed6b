"""A real browser for every journey of a file."""

import pytest
from playwright.sync_api import sync_playwright
from tests.journeys.site_stage import OPTIONS, browser_program


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_program(), args=list(OPTIONS))
        yield started
        started.close()
