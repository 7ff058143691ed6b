"""A person checks a station by hand, in a real browser, from the photo's sending to the public page."""

import json
import urllib.request

import pytest
from playwright.sync_api import expect
from tests.journeys.desk_stage import desk_stage

SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
MISTYPED = "votes.2"


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with desk_stage(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    context.close()


def sign_in(page, stage, who):
    """Follow the link an officer was given, and open the only station of their reach."""
    page.goto(f"{stage.address.rstrip('/')}/meja/#kode={stage.codes[who]}")
    page.locator(".stations a").first.click()
    page.locator(".fields").wait_for()


def row(page, field):
    return page.locator(f'[id="row-{field}"]')


def type_into(page, field, value):
    box = row(page, field)
    if value is None:
        box.get_by_role("checkbox").check()
    else:
        box.locator("input:not([type=checkbox])").fill(str(value))


def public(stage):
    code = stage.station
    path = "/".join(code[:end] for end in (2, 4, 6, 10, 13))
    with urllib.request.urlopen(f"{stage.address.rstrip('/')}/pemilu/hhcw/ppwp/{path}.json") as answer:  # noqa: S310 -- our own server on loopback
        return json.load(answer)


def test_a_wrong_code_is_answered_in_words(page, stage):
    page.goto(f"{stage.address.rstrip('/')}/meja/")
    page.fill("#code", "AAAAA-AAAAA")
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert len(page.get_by_role("alert").inner_text()) > 20


def test_a_person_takes_a_station_from_its_photos_to_the_public_page(page, stage, browser):
    sign_in(page, stage, 0)
    for file in stage.photos:
        page.locator("input[type=file]").set_input_files(file)
        page.wait_for_timeout(300)
    expect(page.locator(".photos li")).to_have_count(3)
    asks = page.locator(".field-ask", has_text="Cocokkan dengan foto")
    expect(asks.nth(20)).to_be_visible(timeout=120_000)
    expect(page.get_by_text("Sedang dibaca")).to_have_count(0, timeout=120_000)

    # The officer compares; one number is typed wrongly, all others as on the paper.
    for field, value in stage.written.items():
        type_into(page, field, value + 1 if field == MISTYPED else value)
    page.get_by_role("button", name="Kirim pemeriksaan").click()
    expect(page.get_by_text("Terkirim dan tersimpan.")).to_be_visible()
    assert public(stage)["status_suara"] is False

    # A second officer is asked to type that number blind, and sees neither value.
    other = browser.new_context(viewport={"width": 1280, "height": 900})
    second = other.new_page()
    sign_in(second, stage, 1)
    blind = row(second, MISTYPED)
    expect(blind.locator(".field-ask")).to_contain_text("Ketik tanpa melihat")
    assert blind.locator("input:not([type=checkbox])").input_value() == ""
    assert f"{stage.written[MISTYPED] + 1}" not in blind.inner_text()
    for each in second.locator(".field").all():
        if "Ketik tanpa melihat" in each.locator(".field-ask").inner_text():
            name = each.get_attribute("id").removeprefix("row-")
            type_into(second, name, stage.written[name])
    second.get_by_role("button", name="Kirim isian kedua").click()
    expect(second.get_by_text("Terkirim dan tersimpan.")).to_be_visible()
    other.close()

    # They differ: the first is asked again, and now types what the paper says.
    expect(row(page, MISTYPED).locator(".field-ask")).to_contain_text("Dua orang berbeda", timeout=20_000)
    again = page.locator(".field", has=page.locator(".field-ask", has_text="Dua orang berbeda"))
    for each in again.all():
        name = each.get_attribute("id").removeprefix("row-")
        type_into(page, name, stage.written[name])
    page.locator(".action button").click()
    expect(page.locator("dd.state-confirmed").first).to_be_visible(timeout=20_000)

    for _ in range(40):
        if public(stage)["status_suara"]:
            break
        page.wait_for_timeout(500)
    votes = public(stage)["chart"]
    assert sorted(value for value in votes.values() if value is not None) == sorted(
        value for field, value in stage.written.items() if field.startswith("votes.")
    )


@pytest.mark.parametrize("size", SIZES)
def test_no_page_of_the_desk_is_cut_off_or_left_untranslated(browser, stage, size):
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{stage.address.rstrip('/')}/meja/")
    page.locator("#code").wait_for()
    texts = {}
    for language, name in (("id", "Indonesia"), ("en", "English")):
        page.get_by_role("button", name=name).click()
        texts[language] = page.inner_text("main")
    assert texts["id"] != texts["en"]
    assert page.evaluate("document.documentElement.lang") == "en"
    sign_in(page, stage, 0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    english = set(page.inner_text("main").splitlines())
    page.get_by_role("button", name="Indonesia").click()
    indonesian = set(page.inner_text("main").splitlines())
    same = {line for line in english & indonesian if len(line) > 12 and line != line.upper()}
    # Place names, ballot names and the contest's name are the election's own, in one language.
    own = ("TPS", "Presiden dan Wakil Presiden", "←", "DPT")
    assert {line for line in same if not line.startswith(own)} == set()
    assert wrong == []
    context.close()
