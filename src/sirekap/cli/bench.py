"""``sirekap bench NAME``: measure one part, and print figures.

A part measures itself in ``sirekap.NAME.bench``, or one side of it in ``sirekap.PART.bench_NAME``.
``reading`` needs real photos and their truth, and trains a reader for every fold, so it runs from a checkout
and brings the recipe in ``models/``.
"""

import importlib
import importlib.util
import inspect
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

if TYPE_CHECKING:
    from sirekap.election.figure import Figure
    from sirekap.reading.bench import Outcome

ROOT = Path(__file__).resolve().parents[3]

RELIABILITY = "reliability-real.svg"
"""The picture that ``bench reading --write PAGE`` puts beside PAGE."""


class Measured(Protocol):
    """What ``models.folds`` brings back from reading photos whose truth is known."""

    @property
    def outcomes(self) -> "Sequence[Outcome]":
        """A field each."""
        ...

    @property
    def seconds(self) -> Sequence[float]:
        """A photo each."""
        ...


class BenchError(ValueError):
    """Nothing can be measured so; ``say`` tells what to do, by language (``id``, ``en``)."""

    def __init__(self, indonesian: str, english: str) -> None:
        """Keep both sentences; the English one is the exception's text."""
        super().__init__(english)
        self.say = {"id": f"bench: {indonesian}", "en": f"bench: {english}"}


def bench(
    name: Annotated[str, typer.Argument(help="What to measure: election, reading, ...")],
    truth: Annotated[
        Path | None, typer.Option(help="reading: CSV with file, field, value, box_text.")
    ] = None,
    photos: Annotated[
        Path | None, typer.Option(help="reading: folder of the photos, else beside TRUTH.")
    ] = None,
    folds: Annotated[int, typer.Option(min=3, help="reading: number of folds.")] = 5,
    limit: Annotated[
        int | None, typer.Option(min=10, help="reading, rehearsed, batch: only so many photos.")
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option(
            help="reading: page that compares readers (MD) and, beside it, reliability-real.svg; "
            "rehearsed: reliability diagram (SVG); roundtrip: log to go on from after a break (JSON lines)."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Measure one part of the program; every figure comes with what it rests on."""
    if name == "reading":
        figures: Iterable[Figure] = _reading(truth, photos, folds, limit, write)
    else:
        figures = _by_name(name, {"limit": limit, "picture": write, "log": write})
    for figure in figures:
        print(json.dumps(figure.as_json()) if as_json else _line(figure), flush=True)


def _reading(
    truth: Path | None, photos: Path | None, folds: int, limit: int | None, page: Path | None
) -> "list[Figure]":
    if truth is None or not truth.is_file():
        raise BenchError(
            f"beri --truth TRUTH.csv, tabel isi foto yang sebenarnya; {truth or 'tidak ada'} bukan berkas",
            f"give --truth TRUTH.csv, what is written on the photos; {truth or 'none'} is no file",
        )
    if not (ROOT / "models" / "folds.py").exists():
        raise BenchError(
            "resep pelatihan pembaca tidak terpasang; jalankan dari salinan repositori",
            "the recipe that trains a reader for every fold is not installed; run this from a checkout",
        )
    if importlib.util.find_spec("torch") is None:
        raise BenchError(
            "pustaka pelatihan tidak ada; ./sirekap bench reading --truth ... memasangnya sendiri",
            "the training library is missing; ./sirekap bench reading --truth ... brings it by itself",
        )
    sys.path.insert(0, str(ROOT))
    measure = importlib.import_module("models.folds").measure
    with _progress() as say:
        still, turned = measure(truth, photos, count=folds, limit=limit, say=say)
    return _told(still, turned, page)


def _told(still: "Measured", turned: "Measured", page: Path | None) -> "list[Figure]":
    """Return the figures; write the comparison of readers, and how honest ours is, where it was asked for."""
    from sirekap.reading import bench, comparison, reliability  # noqa: PLC0415 -- so that --help stays fast

    taken = bench.figures(still.outcomes, still.seconds)
    moved = bench.moved_figures(turned.outcomes, turned.seconds, taken)
    if page is not None:
        page.write_text(comparison.comparison_page(taken + moved), encoding="utf-8")
        seen = reliability.promises(still.outcomes)
        picture = reliability.reliability_svg(seen, "Real photos of 2024, none of them trained on")
        page.with_name(RELIABILITY).write_text(picture, encoding="utf-8")
    honesty = reliability.honesty_figures(still.outcomes)
    return taken + honesty + bench.doubt_figures(still.outcomes) + moved


def _by_name(name: str, asked: Mapping[str, object]) -> "Iterable[Figure]":
    """Run the bench *name* with what was *asked* for, as far as it takes it."""
    known = _known()
    if name not in known:
        raise BenchError(
            f"tidak ada pengukuran bernama {name!r}; pilih salah satu: {', '.join(sorted(known))}",
            f"there is no bench named {name!r}; choose one of: {', '.join(sorted(known))}",
        )
    measure: Callable[..., Iterable[Figure]] = importlib.import_module(known[name]).bench
    taken = inspect.signature(measure).parameters
    return measure(**{key: value for key, value in asked.items() if value is not None and key in taken})


def _known() -> dict[str, str]:
    """Return the module of every bench, by name."""
    packages = Path(__file__).resolve().parents[1]
    whole = {path.parent.name: f"sirekap.{path.parent.name}.bench" for path in packages.glob("*/bench.py")}
    parts = {
        path.stem.removeprefix("bench_"): f"sirekap.{path.parent.name}.{path.stem}"
        for path in packages.glob("*/bench_*.py")
    }
    return {name: module for name, module in (whole | parts).items() if name != "cli"}


class _progress:  # noqa: N801 -- used as a word: with _progress() as say
    """A line that turns on a terminal and nothing in a pipe."""

    def __enter__(self) -> Callable[[str], None]:
        from rich.console import Console  # noqa: PLC0415 -- so that --help stays fast

        console = Console(stderr=True)
        self.status = console.status("preparing") if console.is_terminal else None
        if self.status is None:
            return lambda _: None
        self.status.start()
        return self.status.update

    def __exit__(self, *error: object) -> None:
        if self.status is not None:
            self.status.stop()


def _line(figure: "Figure") -> str:
    bounds = "" if figure.lower is None else f"  [{figure.lower:.4g}, {figure.upper:.4g}]"
    beside = "" if figure.against is None else f"  {figure.ratio:.3g} times {figure.against}"
    return f"{figure.figure}: {figure.value:.6g} {figure.unit}{bounds}{beside}"
