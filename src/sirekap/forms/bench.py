"""Measures how fast forms are printed, beside reportlab on the same pages in the same run.

In: nothing; a village of invented stations. Out: ``Figure``s. Invariant: both draw the same pages with the
same headings and the same QR codes, in processor time of this process alone; ours draws a new book for every
village of ``VILLAGE`` stations, reportlab one long book, which is the best it can do: it keeps what stays
the same on every page in a form XObject, stored once.
"""

import io
import time
from collections.abc import Callable, Iterator
from functools import partial

from sirekap.election.figure import Figure
from sirekap.election.model import Contest, ContestId, ContestKind, ElectionId, StationCode, Ticket
from sirekap.forms.catalogue import FormError, form_for
from sirekap.forms.draw import draw_book
from sirekap.forms.heading import Heading
from sirekap.forms.model import Form

VILLAGE = 10
"""Stations of a village: 823,236 stations in 83,731 villages are 9.8."""
NATION = 823_236
"""Stations of the 2024 presidential election."""
ROUNDS, VILLAGES = 5, 20


def bench() -> Iterator[Figure]:
    """Yield ``pages_per_second`` of one core (median of rounds, the least and the most) and what follows."""
    form, election = form_for(made_contest(), "sirekap-1"), ElectionId("0123456789abcdef" * 4)
    ours = partial(village_books, form, election)
    theirs = reportlab_book(form, election)
    size = ours()
    theirs()
    rates, others = [], []
    for _ in range(ROUNDS):
        rates.append(VILLAGES * VILLAGE * len(form.pages) / processor_time(ours))
        others.append(VILLAGES * VILLAGE * len(form.pages) / processor_time(theirs))
    rate, other = (sorted(each)[ROUNDS // 2] for each in (rates, others))
    yield Figure("pages_per_second", rate, "pages/s", min(rates), max(rates), "reportlab", rate / other)
    yield Figure("reportlab_pages_per_second", other, "pages/s", min(others), max(others))
    yield Figure("book_size", size / VILLAGES / 1024, "KiB")
    yield Figure("nation_core_hours_extrapolated", NATION * len(form.pages) / rate / 3600, "h")


def village_books(form: Form, election: ElectionId) -> int:
    """Draw the books of VILLAGES villages; returns their bytes."""
    return sum(len(draw_book(form, village(number), election)) for number in range(VILLAGES))


def village(number: int) -> list[Heading]:
    """Return the headings of an invented village's stations."""
    code = f"352701{number + 2001:04}"
    stations = (StationCode(f"{code}{each:03}") for each in range(1, VILLAGE + 1))
    return [Heading("JAWA TIMUR", "SAMPANG", "CAMPLONG", f"DESA {number}", each) for each in stations]


def reportlab_book(form: Form, election: ElectionId) -> Callable[[], bytes]:
    """Return what draws the same stations with reportlab; FormError where it is not installed."""
    try:
        from sirekap.forms.reportlab_book import ReportlabBook  # noqa: PLC0415 - only the tests' set-up has it
    except ModuleNotFoundError:
        raise FormError(
            "pembandingnya, reportlab, belum ada; jalankan ./sirekap bench forms dari salinan repositori.",
            "reportlab, to compare with, is not installed; run ./sirekap bench forms from a checkout.",
        ) from None
    headings = [each for number in range(VILLAGES) for each in village(number)]
    book = ReportlabBook(form, election)

    def draw() -> bytes:
        out = io.BytesIO()
        book.draw(out, headings)
        return out.getvalue()

    return draw


def processor_time(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that *work* takes in this process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def made_contest() -> Contest:
    """Return a presidential contest of three invented tickets."""
    tickets = tuple(
        Ticket(number, (f"CALON {number} A", f"CALON {number} B"), "#808080", number) for number in (1, 2, 3)
    )
    return Contest(ContestId("ppwp"), ContestKind.PRESIDENT, "Presiden dan Wakil Presiden", tickets)
