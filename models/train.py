"""Train the digit network and the locator anew and fit what reading needs: ``./sirekap train [--real DIR]``.

Without ``--real`` they learn from our own synthetic boxes and rehearsed pages alone, and the fitted numbers
that need photos (crop, habits, thresholds) are kept from the present ``fitted.json``. With ``--real`` they go
on with the real photos under DIR, and all numbers are fitted again. Writes ``page.onnx``, ``locator.onnx``,
``tally.onnx``, ``words.onnx``, ``fitted.json`` and ``checksums.json``.
"""

import argparse
import hashlib
import json
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import cv2  # noqa: E402 -- the checkout must be on the path first
import numpy as np  # noqa: E402 -- same
import torch  # noqa: E402 -- same
from models import counted as counting  # noqa: E402 -- same
from models import locator as locators  # noqa: E402 -- same
from models import net as nets  # noqa: E402 -- same
from models import tally, words  # noqa: E402 -- same
from models.boxes import Boxes  # noqa: E402 -- same
from models.fitting import fit_agreement  # noqa: E402 -- same
from models.page_graph import page_graph  # noqa: E402 -- same
from models.pages import rehearsed_boxes  # noqa: E402 -- same
from models.recipe import (  # noqa: E402 -- same
    BaseDigits,
    Recipe,
    base_digits,
    base_locator,
    make_digits,
    make_locator,
    other_crops,
    prepare_all,
)
from models.samples import (  # noqa: E402 -- same
    OTHER_CROPS,
    TRUTH,
    Sample,
    presidential_form,
    read_samples,
    vote_page,
)

from sirekap.reading.fitted import Habits, dump_fitted, parse_fitted  # noqa: E402 -- same
from sirekap.reading.weights import CELLS, FITTED, LINES, LOCATOR, WEIGHTS  # noqa: E402 -- same

TALLY_GRIDS, TALLY_EPOCHS = 240, 8
PARTS = ("all", "digits", "locator", "tally", "words", "counted", "agreement")


def main() -> None:
    """Train, fit, write."""
    options = arguments()
    start = time.monotonic()
    samples = read_samples(options.real / TRUTH) if options.real else None
    made: dict[str, bytes] = {}
    with ProcessPoolExecutor(options.threads, get_context("spawn"), one_thread) as pool:
        if options.part in ("all", "digits"):  # begun first, since most rests on it
            learning = pool.submit(base_digits, Recipe(), options.seed, boxes(options, pool))
        others = begin_others(samples, options, pool)
        if options.part in ("all", "digits"):
            made |= digits(samples, learning, options, pool)
        elif options.part == "agreement":
            made[FITTED] = agreement(samples or [], pool)
        made |= {name: each.result() for name, each in others.items()}
        write(options.out, made)
        if options.part in ("all", "counted"):
            write(options.out, {FITTED: counted_errors(options.out, pool)})
    print(f"wrote {options.out} in {time.monotonic() - start:.0f} s")


def one_thread() -> None:
    """Keep a process to one thread: they work side by side."""
    cv2.setNumThreads(1)
    torch.set_num_threads(1)


def begin_others(
    samples: list[Sample] | None, options: argparse.Namespace, pool: Executor
) -> dict[str, Future[bytes]]:
    """Begin to make the networks beside the digit network that are asked for."""
    begun = {}
    if options.part in ("all", "locator"):
        begun[LOCATOR] = pool.submit(locator, samples, options)
    if options.part in ("all", "tally"):
        begun[CELLS] = pool.submit(cells, options.seed)
    if options.part in ("all", "words"):
        begun[LINES] = pool.submit(lines, options.seed)
    return begun


def boxes(options: argparse.Namespace, pool: Executor) -> list[Boxes]:
    """Return what the base network learns from besides synthetic boxes."""
    cut = rehearsed_boxes(Recipe().pages, options.seed, partial(pool.map, chunksize=4))
    return [cut, other_crops(options.real / OTHER_CROPS)] if options.real else [cut]


def digits(
    samples: list[Sample] | None,
    learning: Future[BaseDigits],
    options: argparse.Namespace,
    pool: Executor,
) -> dict[str, bytes]:
    """Make the digit network and the fitted numbers."""
    present = parse_fitted((ROOT / "models" / FITTED).read_text(encoding="utf-8"))
    if samples is None:
        network, fitted = learning.result()[0], replace(present, temperature=1.0)
    else:
        placed = prepare_all(samples, partial(pool.map, chunksize=8))
        print(f"placed {len(placed)} photos")
        network, fitted = make_digits(placed, learning.result(), Recipe(), options.seed, pool.map)
        fitted = replace(fitted, habits=keep_errors(fitted.habits, present.habits))
    return {WEIGHTS: page_graph(nets.export(network)), FITTED: dump_fitted(fitted).encode()}


def keep_errors(habits: Habits, present: Habits) -> Habits:
    """Keep what was counted on rehearsed pages: real photos show no tally that is read, and no words."""
    return replace(habits, **{f"{kind}_error": present.error_of(kind) for kind in counting.KINDS})


def counted_errors(out: Path, pool: Executor) -> bytes:
    """Count on rehearsed pages how often tallies, row sums and words say another number."""
    fitted = parse_fitted((out / FITTED).read_text(encoding="utf-8"))
    habits = counting.fit_counted(fitted.habits, out, pool.map)
    return dump_fitted(replace(fitted, habits=habits)).encode()


def agreement(samples: list[Sample], pool: Executor) -> bytes:
    """Fit the least agreements of page and field anew and keep all else: they rest on the places alone."""
    prepared = prepare_all(samples, partial(pool.map, chunksize=8))
    placed = [sample for sample in prepared if sample.crops]
    least, field = fit_agreement(placed, vote_page(presidential_form()))
    present = parse_fitted((ROOT / "models" / FITTED).read_text(encoding="utf-8"))
    thresholds = replace(present.thresholds, agreement=least, field_agreement=field)
    return dump_fitted(replace(present, thresholds=thresholds)).encode()


def locator(samples: list[Sample] | None, options: argparse.Namespace) -> bytes:
    """Make the locator."""
    base = base_locator(Recipe(), options.seed)
    made = base[0] if samples is None else make_locator(samples, base, Recipe(), options.seed)
    return locators.export(made)


def cells(seed: int) -> bytes:
    """Make the network that counts strokes."""
    torch.manual_seed(seed)
    return tally.export(tally.tally_network(TALLY_GRIDS, TALLY_EPOCHS, np.random.default_rng(seed)))


def lines(seed: int) -> bytes:
    """Make the network that reads numbers in words."""
    torch.manual_seed(seed)
    return words.make_words(np.random.default_rng([seed, *b"words"]))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="sirekap train", description=__doc__)
    parser.add_argument(
        "--real", type=Path, help="folder with real forms: truth, corners, photos, other crops"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "models", help="where to write (default: models)")
    parser.add_argument(
        "--part",
        choices=PARTS,
        default="all",
        help="make one part alone: it comes out the same as in the whole (default: all)",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="processes that train side by side (2)")
    options = parser.parse_args()
    if options.part == "agreement" and not options.real:
        parser.error("--part agreement needs --real DIR: agreements are fitted on real photos")
    if options.real and not (options.real / TRUTH).exists():
        print(
            f"sirekap train: {options.real / TRUTH} is missing; give the folder that holds it",
            file=sys.stderr,
        )
        sys.exit(2)
    return options


def write(out: Path, files: dict[str, bytes]) -> None:
    """Write the files, and the checksums of all that belong together."""
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
    present = [name for name in sorted((WEIGHTS, LOCATOR, CELLS, LINES, FITTED)) if (out / name).exists()]
    sums = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in present}
    (out / "checksums.json").write_text(json.dumps(sums, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
