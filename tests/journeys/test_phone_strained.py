"""A phone under strain: hardly any room left, letters twice as large, an officer who reads English."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.journeys.phone_hand import phone
from tests.journeys.phone_stage import bare_stage, phone_stage
from tests.journeys.test_phone import activate, home
from tests.rehearsal.rehearsed import FOLDER

SMALL = {"width": 360, "height": 640}
SCREENS = Path(__file__).parents[2] / "screens"
WORDS = [*(SCREENS / "phone" / "src" / "words").glob("*.ts"), *(SCREENS / "kit" / "src").glob("words.ts")]
SAYING = re.compile(r"id: '((?:[^'\\]|\\.)+)',\s*en: '((?:[^'\\]|\\.)+)'")
BEFORE = ("latihan", "", "foto", "periksa/ppwp/1", "periksa/ppwp/2", "simpan/ppwp")
AFTER = (
    *("kiriman", "kedua", "kedua/pindai", "bawa", "cocokkan", "salinan", "kejadian", "bantuan"),
    *("betulkan/ppwp", "tarik/ppwp"),
)
SPARE = 60_000
"""Bytes left on the phone: less than one photo."""
FORGETS = 4000
"""Milliseconds after which the browser no longer goes by the room that it saw while the page was open."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with phone_stage(tmp_path_factory.mktemp("strained")) as opened:
        yield opened


@pytest.fixture(scope="module")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def page(stage, playwright, tmp_path_factory):
    folder = tmp_path_factory.mktemp("phone") / "one"
    with phone(playwright, folder, stage.address.rstrip("/"), SMALL) as one:
        one.install(stage.station)
        activate(one.page, stage)
        yield one.page


@pytest.fixture(scope="module")
def talk(page):
    return page.context.new_cdp_session(page.context.new_page())


def test_the_browser_finds_nothing_against_installing_it(page):
    talk = page.context.new_cdp_session(page)
    assert talk.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifest = talk.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert manifest["url"].endswith("/hp/manifest.webmanifest")


def test_a_phone_without_room_says_so_and_loses_nothing_that_was_kept(stage, page, talk):
    photograph(page, stage, 1)
    page.locator('[data-kept="ppwp/1"]').wait_for()
    origin = stage.address.rstrip("/")
    page.goto("about:blank")
    page.wait_for_timeout(FORGETS)
    used = talk.send("Storage.getUsageAndQuota", {"origin": origin})["usage"]
    talk.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + SPARE})
    photograph(page, stage, 2)
    expect(page.locator(".not-kept")).to_contain_text("penyimpanan ponsel penuh", timeout=40_000)
    page.reload()
    page.goto(f"{home(stage)}#/")
    expect(page.locator(".tile-to-check")).to_have_count(1)
    expect(page.locator(".tile-not-taken")).to_have_count(2)
    talk.send("Storage.overrideQuotaForOrigin", {"origin": origin})
    photograph(page, stage, 2)
    page.locator('[data-kept="ppwp/2"]').wait_for()
    expect(page.locator(".not-kept")).to_have_count(0)


def photograph(page, stage, number):
    page.goto(f"{home(stage)}#/foto/ppwp/{number}")
    page.locator(".shutter-row input[type=file]").set_input_files(stage.photos[number - 1])


def test_every_screen_speaks_english_and_holds_letters_twice_as_large(stage, page):
    page.evaluate("localStorage.setItem('sirekap.language', 'en')")
    page.goto(f"{home(stage)}#/latihan")
    page.reload()
    page.add_style_tag(content="html { font-size: 200% }")
    page.get_by_role("button", name="Use as photos").click()
    expect(page.get_by_text("3 sample pages are kept")).to_be_visible(timeout=60_000)
    faults = looked_at(page, stage, BEFORE)
    for number in (1, 2, 3):
        page.goto(f"{home(stage)}#/periksa/ppwp/{number}")
        page.get_by_role("button", name="All as on the paper").click()
    page.get_by_role("button", name="Sign and keep").click()
    claim = page.locator("[data-kept]").get_attribute("data-kept")
    faults += looked_at(page, stage, [f"kiriman/{claim}", *AFTER])
    assert faults == []


def looked_at(page, stage, addresses):
    """Return what is wrong at each address: wider than the screen, or Indonesian."""
    found = []
    said = {one for file in WORDS for one, other in SAYING.findall(file.read_text()) if one != other}
    for each in addresses:
        page.goto(f"{home(stage)}#/{each}")
        page.wait_for_timeout(300)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{each}: {over} px too wide")
        lines = {line.strip() for line in page.inner_text("body").splitlines()}
        found += [f"{each}: {line}" for line in lines & said]
    assert page.get_attribute("html", "lang") == "en"
    return found


def test_where_the_election_forbids_it_no_photo_is_picked_from_a_file(playwright, tmp_path):
    election = tmp_path / "election"
    shutil.copytree(FOLDER, election)
    settings = election / "election.toml"
    settings.write_text(
        settings.read_text().replace("practice = true", "practice = true\nphotos_from_files = false")
    )
    with (
        bare_stage(tmp_path / "data", election) as stage,
        phone(playwright, tmp_path / "phone", stage.address.rstrip("/"), SMALL) as one,
    ):
        one.install(stage.station)
        activate(one.page, stage)
        one.tap("Foto halaman")
        expect(one.page.get_by_role("button", name="Ambil foto")).to_be_enabled()
        expect(one.page.locator("input[type=file]")).to_have_count(0)
