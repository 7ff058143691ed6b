"""The page that shows the catalogue of damage: every kind at every grade, as a picture, and what it costs.

In: a folder. Out: ``damage.md`` and a strip of pictures a kind in ``damage/``. Invariant: the table and the
pictures come from the same trials. To write it anew: ``python -m sirekap.rehearsal.damage_book docs``.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np

from sirekap.actions.open_election import open_election, shipped_election
from sirekap.rehearsal.damage import CATALOGUE, Damage
from sirekap.rehearsal.damage_trial import Case, Ground, Trial, cases, photo_of, try_all
from sirekap.rehearsal.ink import Picture

SEED = 4711
STATIONS = 3
"""Photos a grade, of which the first is shown."""
TALL = 300
QUALITY = 72

HEAD = """# What damage does to a reading

Every kind of damage that we can do to a page or its photo, in graded steps, and what the reader makes of it.
The pages are rehearsed: our own forms, invented numbers, synthetic hands and a synthetic camera.
A test holds the reader to one law: **every field is read right, or not accepted, or the photo is refused.**

Below each picture, from {stations} photos of that grade: the fields accepted, and the photos refused.
Fields that are read but not accepted go to a second person; nothing is lost by it but time.

To write this page anew: `python -m sirekap.rehearsal.damage_book docs`.
To measure more of it: `sirekap bench damage`.
"""


def write_book(folder: Path) -> None:
    """Try the whole catalogue on ``sirekap-1`` and write the page."""
    ground = Ground(open_election(shipped_election()), "sirekap-1")
    (folder / "damage").mkdir(parents=True, exist_ok=True)
    parts = [HEAD.format(stations=STATIONS)]
    for damage in CATALOGUE:
        wanted = cases(ground, STATIONS, SEED, [damage])
        trials = list(try_all(ground, wanted, os.cpu_count() or 1))
        strip = strip_of(photo_of(ground, case) for case in first_of_each(wanted))
        (folder / "damage" / f"{damage.name}.jpg").write_bytes(strip)
        parts.append(section(damage, trials))
    (folder / "damage.md").write_text("\n".join(parts), encoding="utf-8")


def first_of_each(wanted: Iterable[Case]) -> list[Case]:
    """Return the first case of every grade, mildest first."""
    first: dict[int, Case] = {}
    for case in wanted:
        first.setdefault(case.grade, case)
    return [first[grade] for grade in sorted(first)]


def strip_of(photos: Iterable[bytes]) -> bytes:
    """Put photos side by side in one small JPEG."""
    shown = [_small(photo) for photo in photos]
    picture = np.hstack([np.pad(each, ((0, 0), (2, 2), (0, 0)), constant_values=255) for each in shown])
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return data.tobytes()


def section(damage: Damage, trials: Sequence[Trial]) -> str:
    """Return the part of the page on one kind of damage."""
    lines = [f"\n## {damage.says['en']}\n", f"![{damage.says['en']}](damage/{damage.name}.jpg)\n"]
    unit = f" ({damage.unit})" if damage.unit else ""
    lines.append(f"| grade{unit} | fields accepted | photos refused | accepted and wrong |")
    lines.append("|---|---|---|---|")
    for place, grade in enumerate(damage.grades):
        own = [each for each in trials if each.case.grade == place]
        fields, accepted = (sum(getattr(each, name) for each in own) for name in ("fields", "accepted"))
        codes = sorted(each.refused for each in own if each.refused is not None)
        why = f" ({', '.join(dict.fromkeys(codes))})" if codes else ""
        wrong = sum(each.wrong for each in own)
        lines.append(f"| {grade:g} | {accepted} of {fields} | {len(codes)} of {len(own)}{why} | {wrong} |")
    return "\n".join(lines) + "\n"


def _small(photo: bytes) -> Picture:
    pixels = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise ValueError("a photo made here is no picture")
    height, width = pixels.shape[:2]
    size = (round(width * TALL / height), TALL)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


if __name__ == "__main__":
    write_book(Path(sys.argv[1]))
