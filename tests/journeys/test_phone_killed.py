"""What was shown as kept is there again, at whatever moment the phone dies.

``SIREKAP_PHONE_KILLS=50`` kills it as often as the issue asks; a few in the suite.
``SIREKAP_PHONE_KILLS_SEED=12`` draws other moments: a run in pieces does not die at the same ones again.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import time
import urllib.request
from contextlib import suppress

import pytest
from playwright.sync_api import Error, sync_playwright
from tests.journeys.claims_night import free_port
from tests.journeys.phone_hand import Phone
from tests.journeys.phone_stage import phone_stage
from tests.journeys.site_stage import OPTIONS, browser_program

KILLS = int(os.environ.get("SIREKAP_PHONE_KILLS", "2"))
SEED = int(os.environ.get("SIREKAP_PHONE_KILLS_SEED", "11"))
SHORTEST, LONGEST = 2.0, 22.0
"""Seconds after opening between which the phone dies."""

WATCH = """
window.shown = [];
new MutationObserver(() => {
  for (const each of document.querySelectorAll('[data-kept]')) {
    const said = each.dataset.photo ? `photo ${each.dataset.photo}` : `claim ${each.dataset.kept}`;
    if (!window.shown.includes(said)) { window.shown.push(said); console.log(`SHOWN ${said}`); }
  }
}).observe(document, {subtree: true, childList: true, attributes: true});
"""

HELD = """
async (name) => {
  const asked = (request) => new Promise((done, fail) => {
    request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error);
  });
  const base = await asked(indexedDB.open(name));
  const all = (store) => asked(base.transaction(store).objectStore(store).getAll());
  const [photos, pages, claims] = [await all('photos'), await all('pages'), await all('claims')];
  base.close();
  return JSON.stringify({
    photos: photos.filter((each) => each.rendition.byteLength > 0).map((each) => each.sha256),
    pages: pages.map((each) => each.photo),
    claims: claims.map((each) => ({id: each.id, photos: each.photos, bytes: each.signed.length})),
  });
}
"""


class MortalPhone:
    """A browser as a process of its own, which can be killed like a phone whose battery is taken out."""

    def __init__(self, profile):
        self._profile = profile
        self._port = free_port()
        options = [*OPTIONS, "--headless=new", f"--remote-debugging-port={self._port}"]
        self._process = subprocess.Popen(
            [browser_program(), *options, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self._port}/json/version").close()
            except OSError:
                assert time.monotonic() < until, "the browser does not open"
                time.sleep(0.1)
            else:
                break

    @property
    def address(self):
        return f"http://127.0.0.1:{self._port}"

    def kill(self):
        """Kill every process of it at once: nothing is flushed, nothing said goodbye."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with phone_stage(tmp_path_factory.mktemp("killed")) as opened:
        yield opened


def test_nothing_shown_as_kept_is_lost_when_the_phone_dies(stage, tmp_path):
    chance = random.Random(SEED)
    profile, shown = tmp_path / "profile", set()
    with sync_playwright() as playwright:
        activated(playwright, stage, profile)
        for kill in range(KILLS):
            die_at_work(playwright, stage, profile, chance.uniform(SHORTEST, LONGEST), shown)
            held = look_again(playwright, stage, profile)
            there = {f"photo {each}" for each in held["photos"]}
            there |= {f"claim {each['id']}" for each in held["claims"]}
            assert shown <= there, f"after {kill + 1} kills: {shown - there}"
            assert set(held["pages"]) <= set(held["photos"])
            for claim in held["claims"]:
                assert set(claim["photos"]) <= set(held["photos"])
                assert claim["bytes"] > 0
    assert shown, "the phone never showed anything as kept before it died"


def activated(playwright, stage, profile):
    """Prepare the phone once."""
    mortal = MortalPhone(profile)
    browser, page = connect(playwright, mortal)
    phone = Phone(page, None, None, stage.address.rstrip("/"))
    phone.install(stage.station)
    page.get_by_role("button", name="Ketik kodenya").click()
    page.fill("#code", stage.codes[0])
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Ya, ini saya").click()
    page.get_by_role("button", name="Tanpa PIN").click()
    page.get_by_role("button", name="Foto halaman").wait_for()
    browser.close()
    mortal.kill()


def connect(playwright, mortal):
    browser = playwright.chromium.connect_over_cdp(mortal.address)
    page = browser.contexts[0].pages[0]
    page.set_default_timeout(60_000)
    return browser, page


def die_at_work(playwright, stage, profile, after, shown):
    """Photograph, check and sign as fast as one can until the phone dies; note what it showed as kept."""
    mortal = MortalPhone(profile)
    _, page = connect(playwright, mortal)
    page.on("console", lambda said: said.text.startswith("SHOWN") and shown.add(said.text[6:]))
    page.add_init_script(WATCH)
    dead_at = time.monotonic() + after
    try:
        for step in work(page, stage, dead_at):
            if time.monotonic() > dead_at:
                break
            step()
    except Error:
        pass
    with suppress(Error):
        page.evaluate("1")
    mortal.kill()


def work(page, stage, dead_at):
    """Yield one small act after another, none longer than the phone has to live."""
    left = lambda: max(1, 1000 * (dead_at - time.monotonic()))  # noqa: E731 -- milliseconds for each wait
    for at, photo in enumerate(stage.photos):
        yield lambda at=at: page.goto(f"{stage.address}hp/#/foto/ppwp/{at + 1}", timeout=left())
        yield lambda photo=photo: page.locator("input[type=file]").set_input_files(photo, timeout=left())
        done = page.locator("[data-kept]").or_(page.get_by_role("button", name="Pakai foto baru"))
        yield lambda done=done: done.first.wait_for(timeout=left())
        again = page.get_by_role("button", name="Pakai foto baru")
        yield lambda again=again: again.count() and again.click(timeout=left())
    for number in (1, 2, 3):
        yield lambda number=number: page.goto(f"{stage.address}hp/#/periksa/ppwp/{number}", timeout=left())
        yield lambda: page.get_by_role("button", name="Semua sama").click(timeout=left())
    while True:
        yield lambda: page.goto(f"{stage.address}hp/#/simpan/ppwp", timeout=left())
        yield lambda: page.get_by_role("button", name="Tanda tangani").click(timeout=left())
        yield lambda: page.locator("[data-kept]").wait_for(timeout=left())


def look_again(playwright, stage, profile):
    """Switch the phone on again and return what it holds, and that its program opens."""
    mortal = MortalPhone(profile)
    browser, page = connect(playwright, mortal)
    page.goto(f"{stage.address}hp/")
    page.locator(".tiles").wait_for()
    held = json.loads(page.evaluate(HELD, f"sirekap-{stage.system.election.id[:16]}"))
    browser.close()
    mortal.kill()
    shutil.rmtree(profile / "Crashpad", ignore_errors=True)
    return held
