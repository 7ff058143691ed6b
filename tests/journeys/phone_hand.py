"""The hands that hold a phone in a test: they tap what a person would tap, and count it."""

from contextlib import contextmanager

import cv2
import numpy as np
import zxingcpp
from playwright.sync_api import expect
from tests.journeys.film import film_code, film_pages
from tests.journeys.site_stage import OPTIONS, browser_program

SIZE = {"width": 412, "height": 915}


class Phone:
    """One browser profile with a camera of its own."""

    def __init__(self, page, film, folder, address):
        self.page = page
        self._film = film
        self._folder = folder
        self._address = address
        self.taps = 0

    def open(self, *parts):
        """Go to a screen by its address, as a link does."""
        self.page.goto(f"{self._address}/hp/#/{'/'.join(parts)}")

    def tap(self, name, **more):
        """Tap a button by its words."""
        self.taps += 1
        self.page.get_by_role("button", name=name, **more).first.click()

    def see_pages(self, photos):
        """Put the pages of a form before the camera."""
        film_pages(photos, self._film, self._folder)

    def see_screen(self, other):
        """Put another phone's code before the camera."""
        film_code(other.page.locator(".qr").first.screenshot(), self._film, self._folder)

    def see_text(self, text):
        """Put a printed code before the camera."""
        film_code(printed(text), self._film, self._folder)

    def install(self, station):
        """Open the link of the station, and wait until everything is on the phone."""
        self.open("tps", station)
        self.page.locator("[data-packet]").wait_for()
        expect(self.page.get_by_text("Terpasang. Bisa dipakai tanpa sinyal.")).to_be_visible(timeout=60_000)

    def activate(self, voucher):
        """Scan the paper voucher; needs no network."""
        self.see_text(voucher)
        self.tap("Pindai QR voucher")
        self.tap("Ya, ini saya")
        self.tap("Tanpa PIN")
        self.page.get_by_role("button", name="Foto halaman").wait_for()

    def type_number(self, number):
        """Key one number on the pad."""
        pad = self.page.query_selector("dialog.pad")
        for digit in str(number):
            self.taps += 1
            self.page.locator(".keys").get_by_role("button", name=digit, exact=True).click()
        self.tap("Pakai")
        pad.wait_for_element_state("hidden")


def printed(text):
    """Return a QR code as a PNG, as a voucher has it."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    picture = np.asarray(zxingcpp.write_barcode_to_image(code, scale=8))
    return cv2.imencode(".png", cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))[1].tobytes()


@contextmanager
def phone(playwright, folder, address, size=None):
    """Open a browser with a profile and a film of its own; a second time it is the same phone, on again."""
    folder.mkdir(exist_ok=True)
    film = folder / "film.mjpeg"
    if not film.exists():
        film_code(printed("NOTHING YET"), film, folder)
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    context = playwright.chromium.launch_persistent_context(
        str(folder / "profile"),
        executable_path=browser_program(),
        args=[*OPTIONS, *camera, f"--use-file-for-fake-video-capture={film}"],
        viewport=size or SIZE,
        locale="id-ID",
    )
    context.set_default_timeout(40_000)
    page = context.pages[0] if context.pages else context.new_page()
    try:
        yield Phone(page, film, folder, address)
    finally:
        context.close()
