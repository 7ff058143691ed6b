"""After signing: numbers corrected and a photo withdrawn on the phone, and what becomes of both elsewhere."""

import pypdfium2
import pytest
from playwright.sync_api import expect
from tests.journeys.phone_stage import phone_stage
from tests.journeys.test_phone import activate, eventually, home
from tests.journeys.test_phone_files import SIZE, phone, saved, signed

VOTES, INVALID = "votes.1", "invalid"
RIGHT = {VOTES: 31, INVALID: 17}
"""Numbers that no sample has."""
WITHDRAWN = 2


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with phone_stage(tmp_path_factory.mktemp("corrected")) as opened:
        yield opened


@pytest.fixture(scope="module")
def officer(browser, stage):
    return signed(browser, stage)


@pytest.fixture(scope="module")
def claims(officer, stage):
    """The result, then its two corrections, one after the other."""
    first = officer.locator("[data-kept]").get_attribute("data-kept")
    return [first, *(correct(officer, stage, field) for field in RIGHT)]


@pytest.fixture(scope="module")
def copy(officer, stage, claims, tmp_path_factory):
    """The copy that checks itself, made after the corrections."""
    officer.goto(f"{home(stage)}#/salinan")
    officer.get_by_role("button", name="Daftarkan penerima").click()
    officer.get_by_role("button", name="Serahkan salinan").click()
    (file,) = saved(officer, "Bagikan berkas yang memeriksa dirinya", tmp_path_factory.mktemp("copy"))
    return file


def correct(page, stage, field):
    """Correct one number with a reason; return the claim."""
    page.goto(f"{home(stage)}#/betulkan/ppwp")
    places = [each.name for form_page in stage.night.form.pages for each in form_page.fields]
    rows = page.locator(".field-value")
    expect(rows).to_have_count(len(places))
    rows.nth(places.index(field)).click()
    for digit in str(RIGHT[field]):
        page.locator(".keys").get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Pakai").click()
    page.fill("#reason", "Salah baca.")
    page.get_by_role("button", name="Tanda tangani pembetulan").click()
    expect(page.get_by_role("heading", name="Pembetulan")).to_be_visible()
    return page.url.split("/")[-1]


def test_every_number_can_be_corrected_again_and_the_pages_stay_signed(officer, stage, claims):
    assert len(set(claims)) == 3
    officer.goto(f"{home(stage)}#/")
    expect(officer.locator(".tile-signed")).to_have_count(len(stage.night.form.pages))
    expect(officer.get_by_role("button", name="Lihat kiriman")).to_be_visible()


def test_the_second_officer_is_asked_for_all_that_was_corrected(officer, stage, claims):
    officer.goto(f"{home(stage)}#/kedua")
    officer.get_by_role("button", name="Saya petugas pertama").click()
    expect(officer.locator(".qr")).to_be_visible()
    assert officer.url.endswith(claims[-1])


def test_a_copy_shows_the_corrected_numbers_and_says_that_it_holds(browser, stage, copy, claims):
    context = browser.new_context(viewport=SIZE, offline=True)
    page = context.new_page()
    page.goto(copy.as_uri())
    expect(page.locator(".verdict")).to_contain_text("SAMA dengan yang ditandatangani")
    shown = page.inner_text("main")
    assert all(each in shown for each in claims)
    values = [each.split("\t")[-1].strip() for each in page.locator("tr").all_inner_texts()]
    assert {str(each) for each in RIGHT.values()} <= set(values)
    context.close()


def test_the_salinan_names_every_word_that_its_numbers_rest_on(officer, stage, copy, claims, tmp_path):
    (file,) = saved(officer, "Bagikan C.HASIL SALINAN", tmp_path)
    document = pypdfium2.PdfDocument(file.read_bytes())
    text = document[0].get_textpage().get_text_range()
    assert all(f"SIREKAP {each}" in text for each in claims)
    expect(officer.get_by_role("heading", name="Pembetulan")).to_have_count(2)


def test_a_courier_brings_the_corrections_with_the_copy(browser, stage, copy, claims):
    page = phone(browser, stage, stage.neighbour)
    activate(page, stage, stage.courier_code)
    page.goto(f"{home(stage)}#/bawa")
    page.locator("input[accept*=html]").set_input_files(copy)
    page.locator(f'[data-kept="{claims[0]}"]').wait_for()
    eventually(lambda: {each.id for each in stage.held()} == set(claims))
    expect(page.get_by_role("button", name="Terkirim")).to_be_visible(timeout=60_000)
    page.context.close()


def test_a_page_whose_photo_is_withdrawn_is_photographed_and_checked_again(officer, stage, claims):
    signed_pages = officer.locator(".tile-signed")
    officer.goto(f"{home(stage)}#/tarik/ppwp")
    officer.get_by_label(f"Foto halaman {WITHDRAWN}").check()
    officer.fill("#reason", "Foto kabur.")
    officer.get_by_role("button", name="Tanda tangani penarikan").click()
    expect(officer.get_by_role("heading", name="Penarikan foto")).to_be_visible()
    officer.goto(f"{home(stage)}#/")
    expect(officer.locator(".tile-not-taken")).to_have_count(1)
    expect(signed_pages).to_have_count(len(stage.night.form.pages) - 1)
    officer.goto(f"{home(stage)}#/foto/ppwp/{WITHDRAWN}")
    officer.locator(".shutter-row input[type=file]").set_input_files(stage.photos[WITHDRAWN - 1])
    officer.locator(f'[data-kept="ppwp/{WITHDRAWN}"]').wait_for()
    officer.goto(f"{home(stage)}#/")
    expect(officer.locator(".tile-to-check")).to_have_count(1)
    expect(signed_pages).to_have_count(len(stage.night.form.pages) - 1)
