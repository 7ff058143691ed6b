"""What a phone hands over as files: a copy that checks itself, the SALINAN, photos; and who takes them in."""

import hashlib
import re
from base64 import urlsafe_b64encode
from contextlib import contextmanager

import cv2
import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import expect
from tests.journeys.phone_stage import phone_stage
from tests.journeys.test_phone import activate, home, prepare

CONTEST = "ppwp"
SIZE = {"width": 360, "height": 640}
PAGES = (1, 2, 3)


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with phone_stage(tmp_path_factory.mktemp("files")) as opened:
        yield opened


def phone(browser, stage, station=None):
    context = browser.new_context(viewport=SIZE, locale="id-ID")
    context.set_default_timeout(40_000)
    return prepare(stage, context, station)


def signed(browser, stage):
    """Return a phone on which a whole sample is signed with no network, and which never gets one again."""
    page = phone(browser, stage)
    activate(page, stage)
    page.context.set_offline(True)
    practise(page, stage)
    return page


@pytest.fixture(scope="module")
def officer(browser, stage):
    return signed(browser, stage)


@pytest.fixture(scope="module")
def claim(officer):
    return officer.locator("[data-kept]").get_attribute("data-kept")


@pytest.fixture(scope="module")
def copy(officer, stage, claim, tmp_path_factory):
    """The copy that checks itself, as it was saved for a witness."""
    officer.goto(f"{home(stage)}#/salinan")
    officer.get_by_role("button", name="Daftarkan penerima").click()
    officer.get_by_role("button", name="Serahkan salinan").click()
    folder = tmp_path_factory.mktemp("copy")
    (file,) = saved(officer, "Bagikan berkas yang memeriksa dirinya", folder)
    return file


def practise(page, stage):
    """Do the whole flow on the sample pages: read, check, sign; leave the screen that says it is kept."""
    page.goto(f"{home(stage)}#/latihan")
    page.get_by_role("button", name="Pakai sebagai foto").click()
    expect(page.get_by_text("3 halaman contoh tersimpan")).to_be_visible(timeout=60_000)
    page.goto(f"{home(stage)}#/")
    page.get_by_role("button", name="Periksa angka").click()
    for number in PAGES:
        page.get_by_role("heading", name=f"Periksa halaman {number}").wait_for()
        page.get_by_role("button", name="Semua sama dengan kertas").click()
    page.get_by_role("button", name="Tanda tangani & simpan").click()
    page.locator("[data-kept]").wait_for()


def saved(page, name, folder, count=1):
    """Tap a button that saves files; return where they lie."""
    files = []

    def take(file):
        files.append(file)
        return len(files) == count

    with page.expect_download(take):
        page.get_by_role("button", name=name).click()
    for each in files:
        each.save_as(folder / each.suggested_filename)
    return [folder / each.suggested_filename for each in files]


def changed(copy):
    """Return the copy with one photo exchanged for another picture, beside it."""
    picture = cv2.imencode(".jpg", np.full((40, 40, 3), 200, np.uint8))[1].tobytes()
    text = re.sub(r'("jpeg":")[^"]+', rf"\g<1>{encoded(picture)}", copy.read_text(), count=1)
    file = copy.with_name("changed.html")
    file.write_text(text)
    return file


def encoded(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def test_the_whole_flow_is_practised_on_a_sample_with_no_paper_and_no_network(stage, officer, claim):
    expect(officer.get_by_role("button", name="1 menunggu")).to_be_visible()
    assert claim not in {each.id for each in stage.held()}


def test_a_witness_opens_the_copy_with_no_network_and_is_told_that_it_is_the_same(browser, copy, claim):
    context = browser.new_context(viewport=SIZE, offline=True)
    page = context.new_page()
    page.goto(copy.as_uri())
    expect(page.locator(".verdict")).to_contain_text("SAMA dengan yang ditandatangani")
    assert claim in page.inner_text("main")
    assert page.locator("img").count() == len(PAGES)
    context.close()


def test_the_hand_over_of_a_file_is_noted(officer, copy):
    officer.get_by_role("button", name="Sudah diterima: catat penyerahan").click()
    expect(officer.get_by_text("diserahkan ")).to_be_visible()


def test_the_salinan_is_saved_as_a_pdf_that_names_the_claim(officer, stage, copy, claim, tmp_path):
    officer.goto(f"{home(stage)}#/salinan")
    officer.get_by_role("button", name="Serahkan salinan").click()
    (file,) = saved(officer, "Bagikan C.HASIL SALINAN", tmp_path)
    document = pypdfium2.PdfDocument(file.read_bytes())
    text = "".join(each.get_textpage().get_text_range() for each in document)
    assert f"SIREKAP {claim}" in text
    assert "SALINAN" in text


def test_the_photos_are_saved_as_the_files_that_will_be_published(officer, stage, claim, tmp_path):
    officer.goto(f"{home(stage)}#/kiriman/{claim}")
    files = saved(officer, "Simpan foto saja", tmp_path, len(PAGES))
    assert {int(each.name.split("-hal-")[1][0]) for each in files} == set(PAGES)
    for each in files:
        assert hashlib.sha256(each.read_bytes()).hexdigest().startswith(each.stem[-8:])


def test_a_stranger_proves_a_copy_by_the_keys_of_this_phone_alone(browser, stage, copy, claim):
    page = phone(browser, stage)
    page.context.set_offline(True)
    page.goto(f"{home(stage)}#/cocokkan")
    page.locator("input[accept*=html]").set_input_files(copy)
    expect(page.locator(f'[data-proven="{claim}"]')).to_contain_text("terbukti", timeout=20_000)
    expect(page.locator("img.handed")).to_have_count(len(PAGES))
    page.get_by_role("button", name="Periksa salinan lain").click()
    page.locator("input[accept*=html]").set_input_files(changed(copy))
    expect(page.get_by_role("alert")).to_contain_text("bukan yang ditandatangani", timeout=20_000)
    page.context.close()


@contextmanager
def refused_at_first(page):
    """Let the server fail at the first claim that the page sends, and at that one alone."""
    first = []

    def answer(route):
        sent = route.request.post_data_buffer
        first.append(sent)
        if sent == first[0]:
            route.fulfill(status=500, body="")
        else:
            route.continue_()

    page.route("**/api/claims?*", answer)
    yield
    page.unroute("**/api/claims?*")


def test_a_courier_brings_a_whole_file_though_the_server_fails_at_the_couriers_own(
    browser, stage, copy, claim
):
    """The phone that made the file never sends; the courier signed before it took the file."""
    page = phone(browser, stage, stage.neighbour)
    # Of a browser that does not wake the worker: what that sends does not go by here.
    page.evaluate("delete ServiceWorkerRegistration.prototype.sync")
    activate(page, stage, stage.courier_code)
    page.context.set_offline(True)
    practise(page, stage)
    own = page.locator("[data-kept]").get_attribute("data-kept")
    page.goto(f"{home(stage)}#/bawa")
    page.locator("input[accept*=html]").set_input_files(copy)
    page.locator(f'[data-kept="{claim}"]').wait_for()
    assert claim not in {each.id for each in stage.held()}
    page.goto(f"{home(stage)}#/kiriman")
    with refused_at_first(page):
        page.context.set_offline(False)
        expect(page.get_by_text("Server belum dapat menerima sebagian")).to_be_visible(timeout=60_000)
        assert claim in {each.id for each in stage.held()}
        assert stage.held(stage.neighbour) == []
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Semua sudah diterima server.")).to_be_visible(timeout=60_000)
    assert [each.id for each in stage.held(stage.neighbour)] == [own]
    assert [each.id for each in stage.held()].count(claim) == 1
    receipt = stage.api(f"claims/{stage.station}/{claim}/receipt")
    assert receipt["missing"] == []
    assert len(receipt["held"]) == len(PAGES)
    noted_with_photos(page, stage)
    page.context.close()


def noted_with_photos(page, stage):
    """Note an event and an objection, each with a photo; both arrive with it."""
    for tap, text in (
        ("Catat kejadian", "Hujan lebat."),
        ("Catat keberatan saksi", "Surat suara."),
    ):
        page.goto(f"{home(stage)}#/kejadian")
        page.get_by_role("button", name=tap).click()
        page.fill("#text", text)
        page.locator("input[type=file]").set_input_files(__file__)
        expect(page.get_by_role("alert")).to_contain_text("terlalu besar atau bukan gambar")
        page.locator("input[type=file]").set_input_files(stage.photos[0])
        page.get_by_text("Foto terlampir").wait_for()
        page.get_by_role("button", name="Simpan").click()
        page.get_by_text(text).wait_for()
    page.goto(f"{home(stage)}#/kiriman")
    received(page, "Kejadian: Lainnya")
    received(page, "Keberatan Saksi")


def received(page, note):
    """Wait until the outbox says that the server has the note, which it takes only with its photo."""
    expect(page.locator(".claim", has_text=note)).to_contain_text("Diterima server", timeout=60_000)
