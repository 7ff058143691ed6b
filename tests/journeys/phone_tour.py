"""A walk past every screen of the phone, as an officer meets them; for axe and for the guide's pictures."""

from contextlib import contextmanager
from pathlib import Path

from tests.journeys.film import film_pages
from tests.journeys.site_stage import OPTIONS, browser_program
from tests.journeys.test_phone import activate, home

DOUBTFUL = "invalid"
PARTY = "pdpr"
FIVE_FORMS = 150_000
"""Milliseconds in which the server draws five contests' copies for the first phone that asks."""
NATIONAL = Path(__file__).parents[2] / "elections" / "rehearsal-sampang-national"
SIZES = {"small": (360, 640), "large": (412, 915)}
PICTURES = Path(__file__).parents[2] / "docs" / "phone"


@contextmanager
def opened_page(playwright, stage, size):
    """Open a page of that size, with the first page of the form before its camera."""
    film = stage.photos[0].with_suffix(".mjpeg")
    film_pages(stage.photos[:1], film, film.parent)
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    browser = playwright.chromium.launch(
        executable_path=browser_program(),
        args=[*OPTIONS, *camera, f"--use-file-for-fake-video-capture={film}"],
    )
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, locale="id-ID", bypass_csp=True)
    page.set_default_timeout(30_000)
    yield page
    browser.close()


@contextmanager
def plain_page(playwright, size):
    """Open a page of that size without a camera."""
    browser = playwright.chromium.launch(executable_path=browser_program(), args=list(OPTIONS))
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, locale="id-ID", bypass_csp=True)
    page.set_default_timeout(30_000)
    yield page
    browser.close()


def party_tour(page, stage):
    """Yield the name of each screen that looks otherwise where parties stand, practised on a sample."""
    page.goto(f"{home(stage)}#/tps/{stage.station}")
    page.locator("[data-packet]").wait_for(timeout=FIVE_FORMS)
    page.get_by_text("Terpasang. Bisa dipakai tanpa sinyal.").wait_for()
    activate(page, stage)
    yield "party-home"
    page.goto(f"{home(stage)}#/latihan")
    sample = page.locator("section").nth(1)  # the first contest is the presidential one
    sample.get_by_role("button", name="Tunjukkan di layar ini").click()
    sample.get_by_role("button", name="Halaman berikut").click()
    page.get_by_alt_text("Contoh halaman 2").wait_for()
    page.get_by_alt_text("Contoh halaman 2").scroll_into_view_if_needed()
    yield "practice"
    sample.get_by_role("button", name="Pakai halaman 2 sebagai foto").click()
    page.get_by_text("Halaman contoh 2 tersimpan.").wait_for()
    page.goto(f"{home(stage)}#/periksa/{PARTY}/2")
    page.locator(".field canvas").first.wait_for()
    page.wait_for_timeout(400)
    yield "party-check"
    page.get_by_role("button", name="Semua sama dengan kertas").click()
    page.get_by_role("button", name="Tanda tangani & simpan").wait_for()
    yield "party-sign"
    page.get_by_role("button", name="Tanda tangani & simpan").click()
    claim = page.locator("[data-kept]").get_attribute("data-kept")
    page.goto(f"{home(stage)}#/kiriman/{claim}")
    page.locator(".qr").wait_for()
    yield "party-submission"


def tour(page, stage):
    """Yield the name of each screen while it is shown."""
    yield from before(page, stage)
    yield from capturing(page, stage)
    yield from checking(page, stage)
    yield from afterwards(page, stage)


def before(page, stage):
    page.goto(home(stage))
    page.get_by_text("Terpasang. Bisa dipakai tanpa sinyal.").wait_for()
    yield "start"
    page.goto(f"{home(stage)}#/bantuan")
    page.get_by_role("heading", name="Bantuan").wait_for()
    yield "help"
    page.goto(f"{home(stage)}#/tps/{stage.station}")
    page.locator("[data-packet]").wait_for()
    page.get_by_role("button", name="Pindai QR voucher").click()
    page.locator(".scanner").wait_for()
    yield "scan-voucher"
    page.get_by_role("button", name="Kembali").click()
    page.get_by_role("button", name="Ketik kodenya").click()
    yield "type-voucher"
    page.fill("#code", stage.codes[0])
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("button", name="Ya, ini saya").wait_for()
    yield "who"
    page.get_by_role("button", name="Ya, ini saya").click()
    page.locator("#pin").wait_for()
    yield "pin"
    page.get_by_role("button", name="Tanpa PIN").click()
    page.get_by_role("button", name="Foto halaman").wait_for()
    yield "home"


def capturing(page, stage):
    page.get_by_role("button", name="Foto halaman").click()
    page.locator(".outline .found").wait_for()
    yield "camera"
    page.locator('[data-kept="ppwp/1"]').wait_for()
    for at, photo in enumerate(stage.photos):
        if at == 0:
            continue
        page.locator("input[type=file]").set_input_files(photo)
        page.locator(f'[data-kept="ppwp/{at + 1}"]').wait_for()
    yield "all-taken"


def checking(page, stage):
    page.get_by_role("button", name="Periksa angka").click()
    for form_page in stage.night.form.pages:
        page.get_by_role("heading", name=f"Periksa halaman {form_page.number}").wait_for()
        page.locator(".field canvas").first.wait_for()
        page.wait_for_timeout(400)
        if form_page.number == 2:
            yield "check"
        if any(each.name == DOUBTFUL for each in form_page.fields):
            yield "check-doubtful"
            page.get_by_role("button", name="Periksa 1 angka dulu").click()
            page.wait_for_timeout(300)
            yield "pad"
            wrong = str(stage.written[DOUBTFUL] + 1)
            for digit in wrong:
                page.locator(".keys").get_by_role("button", name=digit, exact=True).click()
            page.get_by_role("button", name="Pakai").click()
            page.locator(".findings").wait_for()
            yield "rules"
            page.locator(f'[id="field-{DOUBTFUL}"] .field-value').click()
            for digit in str(stage.written[DOUBTFUL]):
                page.locator(".keys").get_by_role("button", name=digit, exact=True).click()
            page.get_by_role("button", name="Pakai").click()
        page.get_by_role("button", name="Semua sama dengan kertas").click()
    page.get_by_role("button", name="Tanda tangani & simpan").wait_for()
    yield "sign"
    page.get_by_role("button", name="Tanda tangani & simpan").click()
    page.locator("[data-kept]").wait_for()
    yield "kept"


def afterwards(page, stage):
    claim = page.locator("[data-kept]").get_attribute("data-kept")
    shown = {
        "home-signed": "",
        "outbox": "kiriman",
        "submission": f"kiriman/{claim}",
        "second": "kedua",
        "ask-second": f"kedua/minta/{claim}",
        "scan-request": "kedua/pindai",
        "scan-answer": f"kedua/jawaban/{claim}",
        "carry": "bawa",
        "correct": "betulkan/ppwp",
        "withdraw": "tarik/ppwp",
        "incidents": "kejadian",
        "copies": "salinan",
    }
    for name, address in shown.items():
        page.goto(f"{home(stage)}#/{address}")
        page.wait_for_timeout(700)
        yield name
    yield from notes(page, stage)


def notes(page, stage):
    page.goto(f"{home(stage)}#/kejadian")
    page.get_by_role("button", name="Catat kejadian").click()
    yield "incident"
    page.goto(f"{home(stage)}#/salinan")
    page.reload()
    page.get_by_role("button", name="Daftarkan penerima").click()
    page.get_by_role("button", name="Serahkan salinan").click()
    page.locator(".qr").wait_for()
    yield "give-copy"
