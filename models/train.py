"""Train the digit model anew and fit what reading needs: ``./sirekap train [--real DIR]``.

Without ``--real`` the network learns from our own synthetic boxes alone, and the fitted numbers that need
photos (crop, habits, thresholds) are kept from the present ``fitted.json``. With ``--real`` it goes on
with the real boxes under DIR, and all numbers are fitted again. Writes ``page.onnx``, ``tally.onnx``,
``fitted.json`` and ``checksums.json``.
"""

import argparse
import hashlib
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402 -- the checkout must be on the path first
import numpy as np  # noqa: E402 -- same
import torch  # noqa: E402 -- same
from models import net as nets  # noqa: E402 -- same
from models import tally  # noqa: E402 -- same
from models.page_graph import page_graph  # noqa: E402 -- same
from models.recipe import Recipe, base_network, make_reader, other_crops, prepare_all  # noqa: E402 -- same
from models.samples import OTHER_CROPS, TRUTH, Sample, read_samples  # noqa: E402 -- same

from sirekap.reading.fitted import dump_fitted, parse_fitted  # noqa: E402 -- same
from sirekap.reading.weights import CELLS, FITTED, WEIGHTS  # noqa: E402 -- same

TALLY_GRIDS, TALLY_EPOCHS = 240, 8


def main() -> None:
    """Train, fit, write."""
    options = arguments()
    start = time.monotonic()
    cv2.setNumThreads(1)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    recipe = Recipe()
    other = other_crops(options.real / OTHER_CROPS) if options.real else None
    base = base_network(recipe, rng, other)
    if options.real:
        network, fitted = make_reader(prepared(options.real), base, recipe, rng)
    else:
        network = base[0].eval()
        fitted = replace(
            parse_fitted((ROOT / "models" / FITTED).read_text(encoding="utf-8")), temperature=1.0
        )
    files = {WEIGHTS: page_graph(nets.export(network)), FITTED: dump_fitted(fitted).encode()}
    cells = tally.tally_network(TALLY_GRIDS, TALLY_EPOCHS, np.random.default_rng(options.seed))
    write(options.out, files | {CELLS: tally.export(cells)})
    print(f"wrote {options.out} in {time.monotonic() - start:.0f} s")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="sirekap train", description=__doc__)
    parser.add_argument(
        "--real", type=Path, help="folder with real forms: truth, corners, photos, other crops"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "models", help="where to write (default: models)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if options.real and not (options.real / TRUTH).exists():
        print(
            f"sirekap train: {options.real / TRUTH} is missing; give the folder that holds it",
            file=sys.stderr,
        )
        sys.exit(2)
    return options


def prepared(folder: Path) -> list[Sample]:
    """Read and place all real samples."""
    samples = read_samples(folder / TRUTH)
    prepare_all(samples)
    print(f"placed {len(samples)} photos")
    return samples


def write(out: Path, files: dict[str, bytes]) -> None:
    """Write the files and their checksums."""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    (out / "checksums.json").write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
