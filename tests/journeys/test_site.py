"""A reader's way through the public site, in a real browser, over a public folder of an invented night."""

import gzip
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.journeys.site_stage import (
    AGAIN,
    AWAITED,
    CHECKED,
    CONFIRMED,
    DOUBTFUL,
    PHOTOGRAPHED,
    QUIET,
    Quietly,
    lay_out,
    night,
    served,
)
from tests.publication.invented import ELECTION, FORM, ROOT, STATIONS, result

from sirekap.record.context import fields_of
from sirekap.record.model import Section

BELOW = "some/where"
WORDS = (ROOT / "screens" / "site" / "src" / "words.ts", ROOT / "screens" / "kit" / "src" / "words.ts")
WIDTHS = (360, 768, 1280)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("public")
    lay_out(place / BELOW, night())
    return place


@pytest.fixture(scope="module")
def address(folder):
    with served(folder) as at:
        yield f"{at}/{BELOW}/"


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown = context.new_page()
    shown.set_default_timeout(15_000)
    expect.set_options(timeout=15_000)
    troubles = []
    shown.on(
        "console", lambda line: troubles.append(line.text) if line.type in {"error", "warning"} else None
    )
    shown.on("pageerror", lambda error: troubles.append(str(error)))
    shown.troubles = troubles
    yield shown
    context.close()


def place(code):
    """Return the part of the address that names a region or station."""
    return "#/" + "/".join(code[:length] for length in (2, 4, 6, 10, 13) if length <= len(code))


def go(page, address, code):
    page.goto("about:blank")
    page.goto(address + place(code))
    page.locator("h1").wait_for()


def spoken(number):
    return f"{number:,}".replace(",", ".")


def document(folder, code, tree="pemilu/hhcw"):
    path = place(code).removeprefix("#/")
    return json.loads((folder / BELOW / tree / "ppwp" / f"{path}.json").read_text("utf-8"))


def test_a_station_that_voted_again_says_so(page, address):
    go(page, address, AGAIN)
    expect(page.locator(".facts")).to_contain_text("Angka dari")
    expect(page.locator(".facts")).to_contain_text("Pemungutan suara ulang (PSU)")
    go(page, address, AWAITED)
    expect(page.locator(".facts")).to_contain_text("Menunggu angka dari")
    expect(page.locator(".facts")).to_contain_text("Pemungutan suara ulang (PSU)")
    go(page, address, CONFIRMED)
    expect(page.locator(".facts")).not_to_contain_text("ngka dari")


def test_a_reader_goes_from_the_first_page_down_to_a_station_and_up_to_the_nation(page, address):
    page.goto(address)
    for name in ("SAMPANG", "SRESEH", "TAMAN"):
        expect(page.locator("h1")).to_have_text(name)
        page.locator(".parts a").get_by_text(
            {"SAMPANG": "SRESEH", "SRESEH": "TAMAN"}.get(name, "TPS 001")
        ).click()
    expect(page.locator("h1")).to_contain_text("TPS 001")
    page.get_by_role("navigation", name="Anda di sini").get_by_role("link", name="Indonesia").click()
    expect(page.locator("h1")).to_have_text("Indonesia")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("TPS 001")
    assert page.troubles == []


def test_a_regions_numbers_are_those_of_its_document_with_the_stations_they_rest_on(page, address, folder):
    held = document(folder, "3527")
    go(page, address, "3527")
    for ticket in ELECTION.contests[0].tickets:
        row = page.locator(".votes tbody tr").nth(ticket.number - 1)
        expect(row).to_contain_text(ticket.names[0])
        expect(row.locator(".count").first).to_have_text(spoken(held["chart"][str(ticket.kpu_id)]))
    progress = held["progres"]
    said = f"Dari {progress['progres']} TPS yang terkonfirmasi, di antara {progress['total']} TPS."
    expect(page.get_by_text(said)).to_be_visible()
    names = page.locator(".parts tbody th").all_inner_texts()
    assert sorted(names) == ["PANGARENGAN", "SRESEH"]


def test_a_confirmed_station_shows_each_number_beside_its_boxes_on_the_photo(page, address, folder):
    go(page, address, CONFIRMED)
    chart = document(folder, CONFIRMED)["chart"]
    rows = page.locator(".sheet-numbers.tickets tbody tr")
    for index, ticket in enumerate(ELECTION.contests[0].tickets):
        expect(rows.nth(index).locator(".figure")).to_have_text(str(chart[str(ticket.kpu_id)]))
        expect(rows.nth(index).locator("canvas")).to_be_visible()
    expect(page.locator(".page-photo img")).to_have_count(3)
    numbers = document(folder, CONFIRMED, "sirekap")["administration"]
    figures = page.locator(".sheet-numbers.rows .figure").all_inner_texts()
    assert figures == [spoken(numbers[name]) for name in fields_of(FORM, Section.ADMINISTRATION)]
    assert page.troubles == []


def test_the_crop_beside_a_number_shows_ink_also_where_the_photo_is_upside_down(page, address):
    go(page, address, CHECKED)
    canvas = page.locator(".sheet-numbers.tickets canvas").first
    canvas.scroll_into_view_if_needed()
    dark = """canvas => {
      const pen = canvas.getContext('2d')
      const dots = pen.getImageData(0, 0, canvas.width, canvas.height).data
      let upper = 0, lower = 0
      for (let at = 0; at < dots.length; at += 4) {
        const blue = dots[at + 3] > 0 && dots[at + 2] - dots[at] > 60
        if (blue) at / 4 / canvas.width < canvas.height / 2 ? upper++ : lower++
      }
      return [upper, lower]
    }"""
    page.wait_for_function(f"canvas => ({dark})(canvas)[1] > 20", arg=canvas.element_handle())
    upper, lower = canvas.evaluate(dark)
    assert lower > upper, "numbers are drawn in the lower half of their boxes"


def test_a_number_that_is_not_confirmed_stays_unsaid_while_its_photo_is_open(page, address):
    for code, says in ((DOUBTFUL, "Meragukan, diperiksa ulang"), (CHECKED, "Sedang diperiksa")):
        go(page, address, code)
        expect(page.locator(".section-head .state").first).to_have_text(says)
        expect(page.locator(".sheet-numbers.tickets .waiting").first).to_have_text("sedang diperiksa")
        expect(page.locator(".sheet-numbers.tickets .figure")).to_have_count(0)
        expect(page.locator(".page-photo img").first).to_be_visible()


def test_a_station_nothing_has_come_from_says_so(page, address):
    go(page, address, QUIET)
    expect(page.locator(".no-photo")).to_have_count(3)
    expect(page.get_by_text("Belum ada yang diterima")).to_be_visible()
    go(page, address, PHOTOGRAPHED)
    expect(page.locator(".no-photo")).to_have_count(2)


def test_a_contradiction_of_the_paper_is_said_with_its_rules(page, address):
    go(page, address, CONFIRMED)
    notice = page.locator(".contradictions")
    expect(notice).to_contain_text("R6")
    expect(notice).to_contain_text("R8")
    go(page, address, CONFIRMED[:10])
    expect(page.locator(".parts .mark")).to_have_text("kertas bertentangan")


def test_a_photo_opens_at_the_number_and_closes_with_escape(page, address):
    go(page, address, CONFIRMED)
    page.locator(".sheet-numbers .crop").first.click()
    expect(page.locator("dialog .framed")).to_be_in_viewport()
    width = page.locator("dialog .sheet").bounding_box()["width"]
    page.get_by_role("button", name="Perbesar").click()
    page.wait_for_function(f"document.querySelector('dialog .sheet').getBoundingClientRect().width > {width}")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.locator(".page-photo button").first.press("Enter")
    expect(page.locator("dialog .sheet")).to_be_visible()


def pairs():
    """Return every Indonesian text of the catalogues with its English one."""
    found = []
    for file in WORDS:
        text = file.read_text("utf-8")
        quoted = r"""(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")"""
        for a, b, c, d in re.findall(rf"id:\s*{quoted},\s*en:\s*{quoted}", text):
            found.append(((a or b), (c or d)))
    return found


def test_the_catalogues_say_everything_in_both_languages():
    texts = pairs()
    declared = sum(len(re.findall(r"\bid: ", file.read_text("utf-8"))) for file in WORDS)
    assert len(texts) == declared > 60
    assert all(indonesian and english for indonesian, english in texts)


@pytest.mark.parametrize("code", ["3527", CONFIRMED[:10], CONFIRMED, DOUBTFUL, QUIET])
def test_nothing_stays_untranslated_and_the_language_is_remembered(page, address, code):
    go(page, address, code)
    page.get_by_role("button", name="English").click()
    page.reload()
    page.locator("h1").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    indonesian = {text for text, english in pairs() if text != english and "{" not in text and len(text) > 2}
    fetched = "path => fetch(path).then(answer => answer.text())"
    data = json.loads(page.evaluate(fetched, "sirekap/election.json"))
    form = json.loads(page.evaluate(fetched, f"sirekap/ppwp/forms/{FORM.hash[:16]}.json"))
    indonesian |= {state["says"]["id"] for state in data["states"]} | {data["labels"]["unofficial"]["id"]}
    indonesian |= {field["row"]["id"] for field in form["fields"]} - {"DPT"}
    indonesian |= {rule["says"]["id"] for rule in data["rules"]}
    shown = {line.strip() for line in page.locator("body").inner_text().splitlines()}
    language_button = {"Indonesia"}
    assert (shown & indonesian) - language_button == set()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_page_is_wider_than_the_screen(page, address, width, language):
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(f"localStorage.setItem('sirekap.language', '{language}')")
    for code in ("", "3527", CONFIRMED[:10], CONFIRMED, DOUBTFUL, QUIET):
        page.goto("about:blank")
        page.goto(address + (place(code) if code else "#/0"))
        page.locator("h1").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = page.evaluate(
            """() => [...document.querySelectorAll('main *')].filter(each =>
                 each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== 'visible'
                 && !each.closest('.unseen') && !each.closest('thead')).map(each => each.className)"""
        )
        assert cut == []


def test_new_numbers_appear_by_themselves_and_are_announced(page, address, folder):
    page.clock.install()
    go(page, address, "3527")
    before = document(folder, "3527")["progres"]["progres"]
    held = night() | {code: result(code, "confirmed", "confirmed") for code in STATIONS[40:45]}
    lay_out(folder / BELOW, held)
    try:
        page.clock.run_for(6_000)
        expect(page.get_by_text(f"{before + 5} dari 60 TPS terkonfirmasi", exact=True)).to_be_visible()
        expect(page.locator("[aria-live=polite]")).to_have_text(
            f"Diperbarui: {before + 5} dari 60 TPS terkonfirmasi."
        )
    finally:
        lay_out(folder / BELOW, night())


def test_when_loading_fails_the_numbers_stay_and_are_marked_as_old_until_it_works_again(page, address):
    page.clock.install()
    go(page, address, "3527")
    numbers = page.locator(".votes").inner_text()
    Quietly.broken.set()
    try:
        page.clock.run_for(6_000)
        expect(page.locator(".stale")).to_contain_text("Pembaruan gagal")
        assert page.locator(".votes").inner_text() == numbers
    finally:
        Quietly.broken.clear()
    page.clock.run_for(15_000)
    expect(page.locator(".stale")).to_have_count(0)


def test_before_the_hour_of_publication_the_page_says_when_it_comes(page, tmp_path):
    hour = datetime(2100, 2, 14, 13, 0, tzinfo=UTC)
    lay_out(tmp_path, night(), replace(ELECTION, publish_not_before=hour, id="9" * 64))
    with served(tmp_path) as at:
        page.goto(at)
        expect(page.get_by_text("Angka dan foto dibuka mulai 14 Feb 2100 20.00 WIB.")).to_be_visible()
        expect(page.get_by_text("0 dari 60 TPS terkonfirmasi", exact=True)).to_be_visible()


def test_an_address_that_leads_nowhere_says_so_and_leads_back(page, address):
    page.goto(address + "#/98")
    page.get_by_text("Halaman ini tidak ada").wait_for()
    page.get_by_role("link", name="Ke awal").click()
    expect(page.locator("h1")).to_have_text("SAMPANG")


def test_a_keyboard_reaches_the_content_first_and_every_page_has_its_landmarks(page, address):
    page.goto(address)
    page.locator("h1").wait_for()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    for role in ("banner", "main", "contentinfo"):
        expect(page.get_by_role(role)).to_have_count(1)
    expect(page.get_by_text("Data C.HASIL, bukan hasil resmi")).to_be_visible()
    expect(page.get_by_text("Latihan: nama, angka dan foto di sini dikarang")).to_be_visible()


def test_the_first_screen_is_small(page, address):
    sizes = []
    page.on("response", lambda answer: sizes.append(len(gzip.compress(answer.body()))))
    page.goto(address)
    page.locator("h1").wait_for()
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 6
    assert sum(sizes) < 60_000
