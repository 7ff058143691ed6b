"""Measures what reading a 12-megapixel photo of a tagged page costs, beside unpacking the same file.

In: nothing; a page of each family is filled in and photographed. Out: ``Figure``s. Invariant: processor time
of one thread, ours and OpenCV's full-size colour JPEG decode taking turns in the same run; memory and start-
up are those of a ``sirekap read`` process of its own.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import cv2
import numpy as np

from sirekap.actions.open_election import open_election, shipped_election
from sirekap.election.figure import Figure
from sirekap.forms.catalogue import form_for
from sirekap.forms.draw import draw
from sirekap.forms.heading import heading_for
from sirekap.forms.model import Form
from sirekap.reading.decode import decode
from sirekap.reading.find_fiducials import find_tags
from sirekap.reading.fuse import read_fields
from sirekap.reading.identify import identify, read_code, tag_ids, whole_pages
from sirekap.reading.lay_fields import lay_fields
from sirekap.reading.lay_flat import lay_flat
from sirekap.reading.quality import refuse_unclear
from sirekap.reading.read_photo import Reader, open_reader, read_photo
from sirekap.reading.score_marks import score_marks
from sirekap.rehearsal.conditions import Conditions
from sirekap.rehearsal.fill import fill_page, print_page
from sirekap.rehearsal.night import make_night
from sirekap.rehearsal.photograph import photograph

ROUNDS = 15
STARTS = 7
PAGE = 2
"""The page with the votes, in both families."""
ORDINARY = Conditions(
    long_side=4000, tilt=6, creases=2, crease_mm=2, curl_mm=4, light=0.8, falloff=0.1, defocus=0.5, noise=3
)
"""A 12-megapixel photo taken with some care."""

BARE = "import os; os.environ['ORT_DISABLE_TELEMETRY'] = '1'; import cv2, onnxruntime"
"""What any program that reads with these two libraries takes to begin."""

METER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""Runs a program from a small process: what a process holds counts as held by its child until that begins."""


def bench() -> Iterator[Figure]:
    """Yield the figures of both families, then those of the process."""
    cv2.setNumThreads(1)
    photos = {family: rehearsed(family) for family in ("sirekap-1", "kpu-2024")}
    reader, forms = open_reader(), [form for form, _ in photos.values()]
    for family, (form, data) in photos.items():
        ours, theirs = side_by_side(data, forms, reader)
        name = "read_time" if family == "sirekap-1" else "read_time_kpu_2024"
        ratio = median(one / other for one, other in zip(ours, theirs, strict=True))
        yield Figure(name, median(ours), "s", min(ours), max(ours), "jpeg_decode", ratio)
        yield Figure(name.replace("read_time", "jpeg_decode"), median(theirs), "s", min(theirs), max(theirs))
        yield from steps(data, form, forms, reader)
    yield from process_figures(photos["sirekap-1"][1])


def rehearsed(family: str) -> tuple[Form, bytes]:
    """Return the form and a photo of its filled-in page PAGE."""
    election = open_election(shipped_election())
    form = form_for(election.contests[0], family, election.voter_cap)
    code = sorted(election.stations)[3]
    own = make_night(election, election.contests[0], form, 5, [code]).stations[code]
    book = draw(form, heading_for(election, own.station), election.id)
    page = form.pages[PAGE - 1]
    picture = fill_page(np.random.default_rng(1), print_page(book, PAGE - 1), page, own.sheet)
    return form, photograph(picture, (page.width, page.height), ORDINARY, np.random.default_rng(7)).jpeg


def side_by_side(data: bytes, forms: list[Form], reader: Reader) -> tuple[list[float], list[float]]:
    """Return the seconds of each round: reading the photo, and unpacking it in colour at full size."""
    packed = np.frombuffer(data, np.uint8)
    rounds = [
        (
            seconds(lambda: read_photo(data, forms, reader)),
            seconds(lambda: cv2.imdecode(packed, cv2.IMREAD_COLOR)),
        )
        for _ in range(ROUNDS + 2)
    ]
    ours, theirs = zip(*rounds[2:], strict=True)
    return list(ours), list(theirs)


def steps(data: bytes, form: Form, forms: list[Form], reader: Reader) -> Iterator[Figure]:
    """Yield where the time goes: each step on its own, on what the steps before it give."""
    photo, page = decode(data), form.pages[PAGE - 1]
    sighting = find_tags(photo, tag_ids(forms), whole_pages(forms))
    flat = lay_flat(photo, page, sighting)
    placement = identify(photo, forms, reader.fitted).placement
    parts: dict[str, Callable[[], object]] = {
        "decode": lambda: decode(data),
        "judge_clarity": lambda: refuse_unclear(photo),
        "find_tags": lambda: find_tags(photo, tag_ids(forms), whole_pages(forms)),
        "lay_flat": lambda: lay_flat(photo, page, sighting),
        "read_code": lambda: read_code(photo, page, flat.matrix),
        "lay_fields": lambda: lay_fields(photo, page, flat),
        "score_marks": lambda: score_marks(photo, placement, reader.model, reader.fitted.thresholds),
        "read_fields": lambda: read_fields(photo, placement, reader.model, reader.fitted),
    }
    for name, part in parts.items():
        taken = [seconds(part) for _ in range(ROUNDS)]
        yield Figure(f"step_{name}_{form.family}", median(taken), "s", min(taken), max(taken))


def process_figures(data: bytes) -> Iterator[Figure]:
    """Yield the most memory of a ``sirekap read`` process, and its processor time before any work."""
    with tempfile.TemporaryDirectory() as folder:
        photo, nothing = Path(folder, "photo.jpg"), Path(folder, "nothing.jpg")
        photo.write_bytes(data)
        nothing.write_bytes(b"refused at once")
        _, memory = process("-m", "sirekap", "read", "--json", str(photo))
        yield Figure("memory", memory, "MB")
        starts = [process("-m", "sirekap", "read", "--json", str(nothing))[0] for _ in range(STARTS)]
        bare = [process("-c", BARE)[0] for _ in range(STARTS)]
    ratio = median(starts) / median(bare)
    yield Figure("start_up", median(starts), "s", min(starts), max(starts), "bare_import", ratio)
    yield Figure("bare_import", median(bare), "s", min(bare), max(bare))


def process(*words: str) -> tuple[float, float]:
    """Run Python with *words* to its end; return its processor seconds and its most memory, MB."""
    meter, env = [sys.executable, "-c", METER, sys.executable, *words], with_sources()
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once, not at every start
    pipe = subprocess.PIPE
    told = subprocess.run(meter, stdout=pipe, check=True, env=env)  # noqa: S603 -- our own program
    taken, most = (float(each) for each in told.stdout.split())
    return taken, most / (1e6 if sys.platform == "darwin" else 1e3)


def with_sources() -> dict[str, str]:
    """Return the environment of a process that must find the program as this one did."""
    sources = str(Path(__file__).resolve().parents[2])
    return os.environ | {"PYTHONPATH": os.pathsep.join((sources, os.environ.get("PYTHONPATH", "")))}


def seconds(part: Callable[[], object]) -> float:
    """Return the processor time of one call."""
    began = time.process_time()
    part()
    return time.process_time() - began
