"""Every screen of a small phone: without a fault that axe finds, none wider than it, in the guide."""

import json
from pathlib import Path

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

AXE = Path(__file__).parents[2] / "screens" / "node_modules" / "axe-core" / "axe.min.js"
SCREENS, PARTY_SCREENS = 29, 5


def test_no_screen_has_a_fault_that_axe_finds(tmp_path):
    size = SIZES["small"]
    with (
        sync_playwright() as playwright,
        phone_stage(tmp_path, blot=DOUBTFUL) as stage,
        opened_page(playwright, stage, size) as page,
    ):
        look_at(page, tour(page, stage), SCREENS)


def test_no_screen_of_a_party_contest_has_a_fault_that_axe_finds(tmp_path):
    with (
        sync_playwright() as playwright,
        bare_stage(tmp_path, NATIONAL) as stage,
        plain_page(playwright, SIZES["small"]) as page,
    ):
        look_at(page, party_tour(page, stage), PARTY_SCREENS)


def look_at(page, screens, count):
    """Look at each screen: for faults, for its width, for its pictures in the guide."""
    seen, faults = [], []
    for screen in screens:
        seen.append(screen)
        faults += [(screen, *each) for each in axe(page)]
        too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert too_wide <= 0, f"{screen} is {too_wide} px wider than the phone"
    assert faults == [], "\n".join(map(str, faults))
    assert len(set(seen)) == count
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
