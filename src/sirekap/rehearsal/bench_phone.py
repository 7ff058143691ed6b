"""How well the phone reads beside the server, and how long it takes: ``sirekap bench phone``.

In: how many rehearsed pages to make; the real photos where they are. Out: ``Figure``s. Invariant: phone and
server read the same pixels with the same networks, the phone's program as it stands in ``screens/kit``.
Rehearsed pages are found and placed by the phone itself; real photos have neither tags nor corners, so the
phone reads them where the server laid them flat. The seeds belong to this bench alone. Times are taken in
Chromium on the page itself, which the browser slows down; they say what they were taken on. Memory is that of
the page's process after its worker has read and packed all photos that are timed.
"""

import os
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sirekap.actions.open_election import open_election, shipped_election
from sirekap.election.figure import Figure
from sirekap.forms.catalogue import form_for
from sirekap.forms.model import Form
from sirekap.reading.bench import wilson
from sirekap.reading.decode import decode
from sirekap.reading.fuse import read_fields
from sirekap.reading.identify import identify
from sirekap.reading.model import FieldReading
from sirekap.reading.read_photo import Reader, open_reader, read_photo
from sirekap.reading.say import RefusedError
from sirekap.rehearsal.conditions import draw_conditions
from sirekap.rehearsal.night import Stream, chance, make_night
from sirekap.rehearsal.phone_reader import ROOT, PhoneReader, PhoneReading, open_phone_reader
from sirekap.rehearsal.phone_stage import PhoneStage, open_stage
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.photos import open_studio
from sirekap.rehearsal.worker import settle

SEED = 940_000
PAGES = 300
BATCH = 4
"""Stations whose forms are printed together."""

TIMED = 9
"""Photos that are timed, three of each page, after one that warms the program up."""
FRAMES = 12
THROTTLED = 6
REAL = Path(os.environ.get("SIREKAP_REAL_DATA", ROOT.parent / "shared" / "data")) / "real-forms"


@dataclass(frozen=True, slots=True)
class Pair:
    """One field as the server and as the phone read it."""

    server: tuple[int | None, bool]
    phone: tuple[int | None, bool]

    @property
    def both(self) -> bool:
        """Whether both accept it."""
        return self.server[1] and self.phone[1]


def bench(limit: int | None = None) -> Iterator[Figure]:
    """Measure *limit* rehearsed pages (300 where None is given), all real photos that are here, and times."""
    settle()
    reader = open_reader()
    form = _form()
    yield from _figures("rehearsed", list(rehearsed(limit or PAGES, form, reader)))
    if (REAL / "ppwp2024-photos").is_dir():
        yield from _figures("real", list(real(limit, reader)))
    yield from _times(form)


def _form() -> Form:
    election = open_election(shipped_election())
    return form_for(election.contests[0], "sirekap-1", election.voter_cap)


def rehearsed(pages: int, form: Form, reader: Reader) -> Iterator[Pair]:
    """Make *pages* photos and let both read them; yield every field."""
    with open_phone_reader([form]) as phone:
        for jpeg in islice(photos(form), pages):
            ours = read_photo(jpeg, (form,), reader)
            yield from paired(ours.fields.values(), phone.read(decode(jpeg)))


def photos(form: Form) -> Iterator[bytes]:
    """Yield rehearsed photos under ordinary phone damage, page after page, without end."""
    election = open_election(shipped_election())
    codes, seed = sorted(election.stations), SEED
    while True:
        for start in range(0, len(codes), BATCH):
            some = codes[start : start + BATCH]
            studio = open_studio(make_night(election, election.contests[0], form, seed, some))
            for code in some:
                for page in form.pages:
                    rng = chance(seed, code, Stream.PHOTO, page.number)
                    paper = studio.page(code, page.number)
                    yield photograph(paper, (page.width, page.height), draw_conditions(rng), rng).jpeg
        seed += 1


def real(limit: int | None, reader: Reader) -> Iterator[Pair]:
    """Let the phone read the real photos where the server laid them flat; yield every field."""
    election = open_election(shipped_election())
    form = form_for(election.contests[0], "kpu-2024", election.voter_cap)
    files = sorted((REAL / "ppwp2024-photos").iterdir())[:limit]
    with open_phone_reader([form]) as phone:
        for path in files:
            yield from _laid_flat(path.read_bytes(), form, reader, phone)


def _laid_flat(data: bytes, form: Form, reader: Reader, phone: PhoneReader) -> Iterator[Pair]:
    photo = decode(data)
    try:
        placement = identify(photo, (form,), reader.fitted, None, reader.locator).placement
    except RefusedError:
        return
    ours = read_fields(photo, placement, reader.model, reader.fitted)
    yield from paired(ours.values(), phone.read_placed(photo, placement))


def paired(ours: Iterable[FieldReading], told: PhoneReading) -> Iterator[Pair]:
    """Pair the fields of one photo; a field that one of both refused is read as nothing there."""
    server = {each.name: (each.value, each.accepted) for each in ours}
    phone = {each["name"]: (each["value"], each["accepted"]) for each in told["fields"]}
    for name in server.keys() | phone.keys():
        yield Pair(server.get(name, (None, False)), phone.get(name, (None, False)))


def _figures(name: str, pairs: list[Pair]) -> Iterator[Figure]:
    whole = len(pairs)
    apart = sum(each.both and each.server[0] != each.phone[0] for each in pairs)
    one = sum(each.server[1] != each.phone[1] for each in pairs)
    server, phone = sum(each.server[1] for each in pairs), sum(each.phone[1] for each in pairs)
    yield Figure(f"{name}_fields", whole, "fields")
    yield Figure(f"{name}_accepted_by_both_and_different", apart, "fields")
    low, high = wilson(one, whole)
    yield Figure(f"{name}_accepted_by_one_alone", 100 * one / max(whole, 1), "%", 100 * low, 100 * high)
    ratio = phone / server if server else None
    yield Figure(f"{name}_accepted_by_the_phone", phone, "fields", against="server", ratio=ratio)


def _steps(taken: Sequence[Mapping[str, float]], name: str) -> Iterator[Figure]:
    """Yield where the time goes, the median of each step over the photos."""
    for step in taken[0]:
        lasted = sorted(each[step] / 1000 for each in taken if step in each)
        yield Figure(f"step_{step}{name}", statistics.median(lasted), "s", lasted[0], lasted[-1])


def _memory(stage: PhoneStage) -> Iterator[Figure]:
    """Yield what the page's process held at most: runtime, networks, one photo at a time, as in the app."""
    most, bare = stage.memory()
    yield Figure("page_memory", most, "MB", against="process without a page", ratio=most / bare)


def _times(form: Form) -> Iterator[Figure]:
    """Time whole readings and live frames in Chromium, as it is and slowed down."""
    made = list(islice(photos(form), TIMED))
    with open_stage([form]) as stage:
        for number, jpeg in enumerate(made):
            stage.put(f"{number}.jpg", jpeg)
        for number in range(TIMED):
            stage.read(f"{number}.jpg")
            stage.render(f"{number}.jpg")
        yield from _memory(stage)
        for number in range(3):
            stage.read_here(f"{number}.jpg")
        for times, name in ((1, ""), (THROTTLED, f"_slowed_{THROTTLED}_times")):
            stage.throttle(times)
            lasted = sorted(stage.read_here(f"{number}.jpg")["whole"] for number in range(TIMED))
            yield Figure(f"page{name}", statistics.median(lasted), "s", lasted[0], lasted[-1])
            yield from _steps([stage.steps_here(f"{number}.jpg") for number in range(TIMED)], name)
            frame = statistics.median(stage.frame_time(f"{n}.jpg", FRAMES) for n in range(3))
            yield Figure(f"frames_per_second{name}", 1000 / frame, "frames/s")
