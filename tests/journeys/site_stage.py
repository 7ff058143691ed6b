"""A public folder of an invented night, served on loopback, for a real browser to look at."""

import hashlib
import os
import shutil
import threading
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
from tests.publication.invented import CONTEST, ELECTION, FORM, NIGHT, STATIONS, places_in, result

from sirekap.publication.kpu import documents
from sirekap.publication.kpu_people import people_documents
from sirekap.publication.kpu_regions import region_lists
from sirekap.publication.own import own_documents, own_election_documents
from sirekap.publication.photos import photo_files
from sirekap.publication.site import site_files
from sirekap.reading.model import Corner
from sirekap.record.model import VersionKind

BUILT = Path(__file__).parents[2] / "src" / "sirekap" / "web" / "static" / "site"
DOTS = 8
"""Pixels a millimetre in the pictures of pages."""

CONFIRMED, DOUBTFUL, PHOTOGRAPHED, CHECKED = STATIONS[:4]
AGAIN = STATIONS[9]
"""A station that voted again."""

AWAITED = STATIONS[7]
"""A station where a re-vote was opened, of which nothing has come yet."""

QUIET = STATIONS[8]
"""A station nothing has come from."""


def night():
    """Return results in every state: most confirmed, one of them contradicting itself, some on the way."""
    held = {code: result(code, "confirmed", "confirmed") for code in STATIONS[9:40]}
    held[AGAIN] = replace(held[AGAIN], again=VersionKind.REVOTE)
    held[AWAITED] = replace(result(AWAITED, "expected", "expected", pages=()), again=VersionKind.REVOTE)
    held[CONFIRMED] = result(CONFIRMED, "confirmed", "confirmed", contradictions=("R6", "R8"))
    held[DOUBTFUL] = result(DOUBTFUL, "doubtful", "confirmed")
    held[PHOTOGRAPHED] = result(PHOTOGRAPHED, "photographed", "expected", pages=(2,))
    held[CHECKED] = result(CHECKED, "checked", "read")
    return held


@cache
def draw_page(number, written, *, upside_down=False):
    """Draw a page with its boxes and numbers; return its JPEG and where each field lies in it."""
    values = dict(written)
    page = next(each for each in FORM.pages if each.number == number)
    picture = np.full((round(page.height * DOTS), round(page.width * DOTS), 3), 236, np.uint8)
    for field in page.fields:
        digits = str(values.get(field.name, "")).rjust(len(field.boxes), "X")
        for box, digit in zip(field.boxes, digits, strict=True):
            left, top, right, bottom = (round(x * DOTS) for x in (box.left, box.top, box.right, box.bottom))
            cv2.rectangle(picture, (left, top), (right, bottom), (40, 40, 40), 2)
            cv2.putText(
                picture, digit, (left + 6, bottom - 8), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (150, 60, 20), 3
            )
    areas = {field.name: corners(field.area, page) for field in page.fields}
    if upside_down:
        picture = cv2.rotate(picture, cv2.ROTATE_180)
        areas = {name: tuple(Corner(1 - x, 1 - y) for x, y in quad) for name, quad in areas.items()}
    return cv2.imencode(".jpg", picture)[1].tobytes(), areas


def corners(area, page):
    """Return the corners of *area* in fractions of the page."""
    around = (
        (area.left, area.top),
        (area.right, area.top),
        (area.right, area.bottom),
        (area.left, area.bottom),
    )
    return tuple(Corner(x / page.width, y / page.height) for x, y in around)


def photographed(held):
    """Give each result real photos; return results, bytes by SHA-256, and the places of fields in them."""
    results, photos, areas = {}, {}, {}
    for code, each in held.items():
        shown = []
        for photo in each.photos:
            near = code in STATIONS[:4]
            values = {**(each.votes or {}), **(each.administration or {})} if near else {}
            data, places = draw_page(photo.page, tuple(values.items()), upside_down=code == CHECKED)
            sha256 = hashlib.sha256(data).hexdigest()
            photos[sha256], areas[sha256] = data, places
            shown.append(replace(photo, sha256=sha256))
        results[code] = replace(each, photos=tuple(shown))
    return results, photos, areas


def lay_out(folder, held, election=ELECTION, at=NIGHT):
    """Write the public folder of *held* as of *at* below *folder*."""
    results, photos, areas = photographed(held)
    built = {
        file.relative_to(BUILT).as_posix(): file.read_bytes() for file in BUILT.rglob("*") if file.is_file()
    }
    places = places_in(election)
    assert built, "the site is not built: run ./sirekap screens"
    files = [
        *((path, photos[sha256]) for path, sha256 in photo_files(CONTEST, results.values())),
        *region_lists([places]),
        *people_documents(election),
        *own_election_documents(election, [places]),
        *documents(places, results, at),
        *own_documents(places, results, at, areas),
        *site_files(built),
    ]
    for path, data in files:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


class Quietly(SimpleHTTPRequestHandler):
    """Serves files and keeps what was asked for; answers nothing but errors while ``broken``."""

    broken = threading.Event()

    def do_GET(self):
        if self.broken.is_set():
            self.send_error(503)
        else:
            super().do_GET()

    def log_message(self, *args):
        pass


@contextmanager
def served(folder):
    """Serve *folder* on loopback; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quietly, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def browser_program():
    """Return the browser to drive: the one named, or one that is installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
    found = os.environ.get("SIREKAP_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    assert found, "no browser: install Chromium, Chrome or Edge, or name one in SIREKAP_BROWSER"
    return found


OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
