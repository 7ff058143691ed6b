"""The phone's reader in a real browser, on a bare page, so that it can be tested and measured there.

In: forms, photos. Out: what the reader in the page says. Invariant: the program under ``screens/kit`` is
built by the same tool as the app and runs in its worker as there; the server is on loopback only. Needs a
checkout with its browser packages, Playwright and a Chromium.
"""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sirekap.forms.model import Form
from sirekap.reading.weights import models_folder
from sirekap.rehearsal.phone_reader import QR, ROOT, WORDS, node

if TYPE_CHECKING:
    from playwright.sync_api import Page

BUILD = ROOT / "screens" / "kit" / "stage" / "build.mjs"
RUNTIME = ROOT / "screens" / "node_modules" / "onnxruntime-web" / "dist"
OPTIONS = ("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoBrowserError(RuntimeError):
    """There is no Chromium to measure in."""

    say: Mapping[str, str] = {
        "id": "Tidak ada Chromium. Pasang, atau sebut programnya dalam SIREKAP_BROWSER.",
        "en": "There is no Chromium. Install one, or name its program in SIREKAP_BROWSER.",
    }


class PhoneStage:
    """A page of a browser that holds the phone's reader; photos are told by name."""

    def __init__(self, page: "Page", folder: Path) -> None:
        self._page = page
        self._folder = folder
        self._cdp = page.context.new_cdp_session(page)

    def put(self, name: str, photo: bytes) -> None:
        """Lay a photo where the page finds it as ``/name``."""
        (self._folder / name).write_bytes(photo)

    def read(self, name: str) -> Mapping[str, Any]:
        """Let the worker read a photo from its file on."""
        return self._call("read", f"/{name}")

    def render(self, name: str) -> Mapping[str, Any]:
        """Let the worker make what is published of a photo: ``jpeg`` in base 64, ``sha256``."""
        return self._call("render", f"/{name}")

    def advise(self, names: Sequence[str], apart: int = 100) -> Sequence[Mapping[str, Any]]:
        """Let the worker say of live frames, so many milliseconds *apart*, what to do."""
        found: Sequence[Mapping[str, Any]] = self._page.evaluate(
            "([names, apart]) => window.stage.advise(names, apart)", [[f"/{each}" for each in names], apart]
        )
        return found

    def read_here(self, name: str) -> Mapping[str, Any]:
        """Read on the page itself, which throttling slows: ``unpacking`` and ``whole`` in seconds."""
        return self._call("readHere", f"/{name}")

    def frame_time(self, name: str, times: int) -> float:
        """Return the milliseconds of one live frame, looked at on the page itself."""
        lasted: float = self._page.evaluate(
            "([name, times]) => window.stage.adviseHere(name, times)", [f"/{name}", times]
        )
        return lasted

    def steps_here(self, name: str) -> Mapping[str, float]:
        """Return the milliseconds of each step of reading a photo on the page itself."""
        return self._call("stepsHere", f"/{name}")

    def throttle(self, times: float) -> None:
        """Slow the page's processor down so many times."""
        self._cdp.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def memory(self) -> tuple[float, float]:
        """Return the most megabytes that the page's process held so far, and what one without a page holds.

        Both with the browser's program files as far as they are mapped. On Linux alone.
        """
        browser = self._page.context.browser
        if browser is None:
            raise RuntimeError("the page has no browser")
        told = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
        # The browser keeps a process ready that has shown nothing; the page's is by far the largest.
        peaks = [_peak(each["id"]) for each in told if each["type"] == "renderer"]
        return max(peaks), min(peaks)

    def _call(self, what: str, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._page.evaluate(
            "([what, name]) => window.stage[what](name)", [what, name]
        )
        return found


@contextmanager
def open_stage(forms: Sequence[Form]) -> Iterator[PhoneStage]:
    """Build the page, serve it, open it in Chromium, and let it open the reader for *forms*."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only tests and benches bring it

    program = browser()
    with TemporaryDirectory() as place:
        folder = Path(place)
        _set(folder, forms)
        with _served(folder) as address, sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=program, args=list(OPTIONS))
            page = chromium.new_page()
            page.goto(address)
            page.wait_for_function("window.stage !== undefined")
            page.evaluate("() => window.stage.open()")
            yield PhoneStage(page, folder)
            chromium.close()


def _peak(process: int) -> float:
    """Return the most megabytes that a process has held in memory."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    said = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(said.split()[1]) / 1024


def browser() -> str:
    """Return the program of a Chromium; raise NoBrowserError."""
    found = os.environ.get("SIREKAP_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise NoBrowserError(NoBrowserError.say["en"])
    return found


def _set(folder: Path, forms: Sequence[Form]) -> None:
    subprocess.run([node(), BUILD, folder], cwd=ROOT / "screens", check=True)  # noqa: S603 -- our own program
    told = [{"hash": form.hash, "form": form.canonical().decode()} for form in forms]
    (folder / "forms.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "words.txt").symlink_to(WORDS)
    (folder / "models").symlink_to(models_folder())
    (folder / "runtime").symlink_to(RUNTIME)
    (folder / "qr").symlink_to(QR.parent)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word on standard error."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Let nothing be kept: another photo may come under the same name within the same second."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
