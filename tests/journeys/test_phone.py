"""An officer's phone in a real browser: installed, activated, photographed, checked, signed, sent."""

import time
from contextlib import contextmanager

import cv2
import pytest
from playwright.sync_api import expect
from tests.journeys.phone_stage import phone_stage


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with phone_stage(tmp_path_factory.mktemp("phone")) as opened:
        yield opened


@pytest.fixture
def context(browser):
    opened = browser.new_context(viewport={"width": 360, "height": 640}, locale="id-ID")
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


def home(stage):
    return f"{stage.address.rstrip('/')}/hp/"


def prepare(stage, context, station=None):
    """Install the program and fetch a station's packet, ours by default, by the link that names it."""
    page = context.new_page()
    page.goto(f"{home(stage)}#/tps/{station or stage.station}")
    page.locator("[data-packet]").wait_for()
    expect(page.get_by_text("Terpasang. Bisa dipakai tanpa sinyal.")).to_be_visible(timeout=60_000)
    return page


def activate(page, stage, code=None):
    """Type a voucher's code, the first officer's where none is told; leave the PIN out."""
    page.get_by_role("button", name="Ketik kodenya").click()
    page.fill("#code", code or stage.codes[0])
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Ya, ini saya").click()
    page.get_by_role("button", name="Tanpa PIN").click()
    page.get_by_role("button", name="Foto halaman").wait_for()


def type_page(page, fields, written):
    """Key every number of a page in the order in which the pad asks for them."""
    page.locator(".action .main").click()
    for field in fields:
        page.locator("dialog.pad").wait_for()
        pad = page.query_selector("dialog.pad")
        if written.get(field) is None:
            page.get_by_role("button", name="Kotak kosong").click()
        else:
            for digit in str(written[field]):
                page.locator(".keys").get_by_role("button", name=digit, exact=True).click()
            page.get_by_role("button", name="Pakai").click()
        pad.wait_for_element_state("hidden")  # it goes once the number is kept; the next is another one
    expect(page.locator("dialog.pad")).to_have_count(0)


def test_a_voucher_of_nobody_is_answered_with_what_to_do(stage, context):
    page = prepare(stage, context)
    page.get_by_role("button", name="Ketik kodenya").click()
    page.fill("#code", "AAAAA-AAAAA")
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("alert")).to_contain_text("26 huruf dan angka")


def test_practice_is_told_from_the_real_thing_at_every_moment(stage, context):
    page = prepare(stage, context)
    expect(page.locator(".practice-band")).to_contain_text("LATIHAN")
    assert page.evaluate("document.documentElement.classList.contains('practice')")


def test_the_installed_program_opens_without_a_network(stage, context):
    page = prepare(stage, context)
    context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Aktifkan ponsel ini")).to_be_visible()
    page.get_by_role("button", name="Ketik kodenya").click()
    page.fill("#code", stage.codes[1])
    page.get_by_role("button", name="Lanjut").click()
    expect(page.get_by_role("alert")).to_contain_text("Pindai kode QR")


def test_a_form_typed_by_hand_without_a_network_is_kept_and_arrives_when_it_comes(stage, context):
    page = prepare(stage, context)
    activate(page, stage)
    context.set_offline(True)
    photograph_unread(page, stage)
    page.get_by_role("button", name="Periksa angka").click()
    for form_page in stage.night.form.pages:
        page.get_by_role("heading", name=f"Periksa halaman {form_page.number}").wait_for()
        type_page(page, [each.name for each in form_page.fields], stage.written)
        page.get_by_role("button", name="Semua sama dengan kertas").click()
    page.get_by_role("button", name="Tanda tangani & simpan").click()
    kept = page.locator("[data-kept]").get_attribute("data-kept")
    assert stage.held() == []
    page.reload()
    expect(page.get_by_role("button", name="1 menunggu")).to_be_visible()
    with no_page_open(page) as wake:
        context.set_offline(False)
        wake()
        eventually(lambda: [each.id for each in stage.held()] == [kept])
        # The worker sends claims and what goes with them; photos wait for a page.
        eventually(lambda: len(receipt_of(stage, kept)["missing"]) == len(stage.photos))
    expect(page.get_by_role("button", name="Terkirim")).to_be_visible()
    (held,) = stage.held()
    assert held.id == kept
    receipt = receipt_of(stage, kept)
    assert receipt["missing"] == []
    assert len(receipt["held"]) == len(stage.photos)


def receipt_of(stage, claim):
    return stage.api(f"claims/{stage.station}/{claim}/receipt")


@contextmanager
def no_page_open(page):
    """Leave the program, which is back at the end; give what wakes its worker, as browsers do for a line."""
    address = page.url
    talk = page.context.new_cdp_session(page)
    found = []
    talk.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    talk.send("ServiceWorker.enable")
    page.goto("about:blank")

    def wake():
        worker = next(each for each in found if each["scopeURL"].endswith("/hp/"))
        origin = worker["scopeURL"].removesuffix("/hp/")
        event = {"origin": origin, "registrationId": worker["registrationId"], "tag": "outbox"}
        talk.send("ServiceWorker.dispatchSyncEvent", {**event, "lastChance": False})

    yield wake
    page.goto(address)


def eventually(true):
    """Wait until something is true, half a minute at most."""
    until = time.monotonic() + 30
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


def photograph_unread(page, stage):
    """Give photos that nobody's reader can read, and keep them: the numbers are typed from the paper."""
    page.get_by_role("button", name="Foto halaman").click()
    for photo in stage.photos:
        blurred = photo.with_name(f"blurred-{photo.name}")
        cv2.imwrite(str(blurred), cv2.GaussianBlur(cv2.imread(str(photo)), (0, 0), 25))
        page.locator("input[type=file]").set_input_files(blurred)
        page.get_by_role("button", name="Simpan sebagai halaman").click()
        page.locator("[data-kept]").wait_for()
