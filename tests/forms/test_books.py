"""A nation's forms lie in one book a village, and a run that was broken off goes on where it stopped."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from tests.forms.drawn import ELECTION, contest

from sirekap.actions.draw_books import draw_books
from sirekap.actions.open_election import open_election
from sirekap.forms.books import Book, books, folder_name
from sirekap.forms.catalogue import form_for
from sirekap.forms.draw import draw, draw_book
from sirekap.forms.heading import Heading

SAMPANG = Path(__file__).parents[2] / "elections" / "rehearsal-sampang"
FORM = form_for(contest(2), "sirekap-1")


def village(code, stations):
    named = (Heading("A", "B", "C", "D", f"{code}{number:03}") for number in range(1, stations + 1))
    return Book(code, tuple(named))


def test_every_station_stands_in_exactly_one_book():
    election = open_election(SAMPANG)
    found = [each.station for book in books(election) for each in book.headings]
    assert found == sorted(election.stations)
    for book in books(election, "352709"):
        assert {each.station[:10] for each in book.headings} == {book.village}
        assert str(book.path) == f"35/3527/352709/{book.village}.pdf"


def test_books_of_two_editions_never_share_a_folder():
    names = {
        folder_name(form_for(contest(tickets), family), ELECTION)
        for tickets in (2, 3)
        for family in ("kpu-2024", "sirekap-1")
    }
    assert len(names) == 4


def test_a_broken_run_goes_on_where_it_stopped(tmp_path):
    wanted = [village(f"35270100{number:02}", 2) for number in range(1, 5)]
    run = draw_books(FORM, ELECTION, wanted, tmp_path, workers=1)
    first = next(run)
    run.close()
    kept = first.path.stat()
    second = list(draw_books(FORM, ELECTION, wanted, tmp_path, workers=1))
    assert [each.stations for each in second] == [2, 2, 2, 2]
    assert second[0].was_there
    assert second[0].bytes == 0
    assert first.path.stat().st_mtime_ns == kept.st_mtime_ns
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file()} == {".pdf"}
    for each in second:
        assert len(pypdfium2.PdfDocument(each.path)) == 2 * len(FORM.pages) == each.pages


def test_a_nation_is_never_held_at_once(tmp_path):
    asked = 0

    def endless():
        nonlocal asked
        while True:
            asked += 1
            yield village(f"{asked:010}", 1)

    run = draw_books(FORM, ELECTION, endless(), tmp_path, workers=1)
    for _ in range(6):
        next(run)
    run.close()
    assert asked <= 6 + 4


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / folder_name(FORM, ELECTION)).write_text("a file in the way")
    with pytest.raises(OSError, match=r"directory|exists"):
        list(draw_books(FORM, ELECTION, [village("3527010001", 1)], tmp_path, workers=1))


def test_a_book_is_a_sound_file_to_the_last_object():
    with pikepdf.open(io.BytesIO(draw_book(FORM, village("3527010001", 12).headings, ELECTION))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 12 * len(FORM.pages)
        assert {each.Parent.objgen for each in pdf.pages} == {pdf.Root.Pages.objgen}


def test_a_station_in_a_book_looks_as_it_does_alone():
    headings = village("3527010001", 3).headings
    together = pypdfium2.PdfDocument(draw_book(FORM, headings, ELECTION))
    for station, heading in enumerate(headings):
        alone = pypdfium2.PdfDocument(draw(FORM, heading, ELECTION))
        for number, page in enumerate(alone):
            one, other = (
                each.render(scale=1).to_numpy() for each in (page, together[station * len(alone) + number])
            )
            assert (one == other).all()


def test_what_a_book_says_of_itself_changes_with_its_pages_alone():
    headings = village("3527010001", 3).headings
    ids = []
    for some in (headings, headings, headings[:2]):
        with pikepdf.open(io.BytesIO(draw_book(FORM, some, ELECTION))) as pdf:
            ids.append(bytes(pdf.trailer.ID[0]))
            assert pdf.trailer.Info.Creator
    assert ids[0] == ids[1] != ids[2]
