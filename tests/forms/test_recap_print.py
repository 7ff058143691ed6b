"""The paper of a D.HASIL says what its numbers are, keeps every word in its place, and can be archived."""

import io
import re
from functools import cache

import pikepdf
import pypdfium2
import pytest
from tests.forms.recaps import SIGNER, TICKETS, dpd, election_for, parties, table

from sirekap.forms.recap_code import fitting_pages
from sirekap.forms.recap_print import grouped, print_recap
from sirekap.forms.recap_table import RecapTier
from sirekap.forms.recap_words import row_words

SHAPES = {
    "tickets": (table(RecapTier.DISTRICT, columns=17), TICKETS),
    "parties": (table(RecapTier.DISTRICT, parties(24, 14), columns=15, villages=1), parties(24, 14)),
    "dpd": (table(RecapTier.PROVINCE, dpd(), columns=9, most=900_000), dpd()),
    "abroad": (table(RecapTier.OVERSEAS, columns=3), TICKETS),
}
MM = 25.4 / 72


@cache
def pdf(shape):
    made, of = SHAPES[shape]
    return print_recap(made, election_for(made, of), of, SIGNER)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_file_is_archival_and_sound(shape):
    with pikepdf.open(io.BytesIO(pdf(shape))) as file:
        assert file.check_pdf_syntax() == []
        with file.open_metadata() as about:
            assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "B")
        assert file.Root.OutputIntents[0].S == "/GTS_PDFA1"
        fonts = [each for each in file.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in fonts if each.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all("/FontFile2" in each or "/FontFile3" in each for each in fonts)


def words_of(page):
    return " ".join(page.get_textpage().get_text_range().split())


@pytest.mark.parametrize("shape", SHAPES)
def test_every_page_prints_its_numbers_its_rows_and_what_it_is(shape):
    made, of = SHAPES[shape]
    document = pypdfium2.PdfDocument(pdf(shape))
    found = fitting_pages(made)
    assert len(document) == len(found)
    for page, printed in zip(found, document, strict=True):
        said = words_of(printed)
        assert f"MODEL {made.name}" in said
        assert f"Halaman {page.number} dari {page.of}" in said
        assert made.digest.hex() in said
        assert "Yang sah adalah dokumen ini setelah ditandatangani" in said
        assert "LATIHAN" in said
        for field, row, total in zip(page.fields, page.rows, page.totals(), strict=True):
            cells = " ".join(grouped(cell) or "–" for cell in row)
            carried = f"{grouped(page.carried[page.fields.index(field)]) or '–'} " if page.carried else ""
            line = f"{row_words(of, field)} {cells} {carried}{grouped(total) or '–'}"
            assert line in said, line


@pytest.mark.parametrize("shape", SHAPES)
def test_no_word_leaves_the_paper_or_runs_into_the_codes(shape):
    for printed in pypdfium2.PdfDocument(pdf(shape)):
        text, height = printed.get_textpage(), printed.get_height() * MM
        for index in range(text.count_chars()):
            if not text.get_text_range(index, 1).strip():
                continue
            left, bottom, right, top = (each * MM for each in text.get_charbox(index))
            assert left > 25
            assert height - top > 18
            assert height - bottom < 282
            under_codes = height - top > 260
            assert right < (394 if under_codes else 336)


def test_a_name_of_eighty_letters_is_printed_whole():
    assert len(SHAPES["parties"][1].constituencies[0].candidates[0].name) >= 80
    name = SHAPES["parties"][1].constituencies[0].candidates[0].name
    assert f"1. {name}" in words_of(pypdfium2.PdfDocument(pdf("parties"))[1])


def test_every_member_and_every_witness_has_a_place_to_sign():
    for shape, witnesses in (("tickets", 3), ("parties", 24), ("dpd", 54)):
        document = pypdfium2.PdfDocument(pdf(shape))
        said = words_of(document[len(document) - 1])
        assert said.count("Tanda tangan:") == witnesses + (7 if shape == "dpd" else 5)
        assert len(re.findall(r"Saksi \w", said)) == witnesses


def test_the_same_numbers_and_key_give_the_same_file():
    made, of = SHAPES["abroad"]
    assert print_recap(made, election_for(made, of), of, SIGNER) == pdf("abroad")
