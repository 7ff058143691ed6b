"""Every screen of a small phone: without a fault that axe finds, none wider than it, in the guide."""

import json
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.journeys.phone_stage import phone_stage
from tests.journeys.phone_tour import DOUBTFUL, PICTURES, SIZES, opened_page, tour

AXE = Path(__file__).parents[2] / "screens" / "node_modules" / "axe-core" / "axe.min.js"
SCREENS = 29


def test_no_screen_has_a_fault_that_axe_finds(tmp_path):
    size = SIZES["small"]
    seen, faults = [], []
    with (
        sync_playwright() as playwright,
        phone_stage(tmp_path, blot=DOUBTFUL) as stage,
        opened_page(playwright, stage, size) as page,
    ):
        for screen in tour(page, stage):
            seen.append(screen)
            faults += [(screen, *each) for each in axe(page)]
            too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert too_wide <= 0, f"{screen} is {too_wide} px wider than the phone"
    assert faults == [], "\n".join(map(str, faults))
    assert len(set(seen)) == SCREENS
    pictures = [PICTURES / f"{each}-{width}.png" for each in seen for width, _ in SIZES.values()]
    missing = [each.name for each in pictures if not each.exists()]
    assert missing == [], "python -m tests.journeys.phone_pictures"


def axe(page):
    """Return what axe finds: rule, and where."""
    page.evaluate(AXE.read_text())
    found = json.loads(page.evaluate("axe.run().then(found => JSON.stringify(found.violations))"))
    return [
        (each["id"], node["target"], node.get("failureSummary", "")[:200])
        for each in found
        for node in each["nodes"]
    ]
