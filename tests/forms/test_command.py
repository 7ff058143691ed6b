"""``sirekap forms`` draws what it is asked for, and says in one line what it cannot."""

import json
import sys
from pathlib import Path

import pypdfium2
import pytest

from sirekap import cli

ELECTION = Path(__file__).parents[2] / "elections" / "rehearsal-sampang"


@pytest.fixture
def forms(monkeypatch, capsys):
    """Run ``sirekap forms`` as a terminal does; gives its exit code and what it printed."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["sirekap", "forms", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.run(lambda: None)
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


def test_list_names_the_forms_of_every_family(forms):
    _, out, _ = forms("list", "--election", ELECTION, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    results = [row for row in rows if row["use"] == "result"]
    assert [row["family"] for row in results] == ["kpu-2024", "sirekap-1"]
    assert all(row["form"] == "C.HASIL-PPWP" and row["pages"] == 3 for row in results)
    assert [row["of_this_election"] for row in results].count(True) == 1
    assert {row["use"] for row in rows} == {"result", "copy", "incidents", "attendance"}
    assert all(row["fields"] == 0 for row in rows if row["use"] in ("incidents", "attendance"))


def test_a_village_gives_one_book_of_all_its_stations(forms, tmp_path):
    stations = (ELECTION / "stations.csv").read_text(encoding="utf-8").splitlines()[1:]
    village = stations[0].split(",")[0][:10]
    book = tmp_path / "book.pdf"
    _, out, _ = forms(
        "draw", "C.HASIL-PPWP", "--election", ELECTION, "--village", village, "-o", book, "--json"
    )
    told = json.loads(out)
    assert told["stations"] == sum(row.startswith(village) for row in stations)
    assert len(pypdfium2.PdfDocument(book)) == 3 * told["stations"] == told["pages"]
    assert told["bytes"] == book.stat().st_size


def test_books_of_a_district_are_drawn_once(forms, tmp_path):
    words = ("draw", "C.HASIL-PPWP", "--election", ELECTION, "--village", "352713", "--books", tmp_path)
    first, again = (json.loads(forms(*words, "--jobs", 1, "--json")[1]) for _ in range(2))
    made = sorted(path.relative_to(first["folder"]) for path in Path(first["folder"]).rglob("*.pdf"))
    assert len(made) == first["books"] == again["books"] == again["skipped"] > 0
    assert (first["skipped"], again["pages"]) == (0, first["pages"])
    assert all(str(path).startswith("35/3527/352713/352713") for path in made)


def test_the_2024_form_can_be_drawn_for_the_same_election(forms, tmp_path):
    one = tmp_path / "one.pdf"
    code, _, err = forms(
        "draw", "c.hasil-ppwp", "--election", ELECTION, "--family", "kpu-2024", "--generic", "-o", one
    )
    assert code == 0, err
    assert len(pypdfium2.PdfDocument(one)) == 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["C.HASIL-DPR", "--generic"], "C.HASIL-PPWP"),
        (["C.HASIL-PPWP"], "--generic"),
        (["C.HASIL-PPWP", "--station", "3527012003001", "--village", "35"], "Choose one"),
        (["C.HASIL-PPWP", "--generic", "--family", "kpu-1955"], "sirekap-1"),
        (["C.HASIL-PPWP", "--generic", "--books", "books"], "-o"),
        (["C.HASIL-PPWP", "--station", "1234567890123"], "1234567890123"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_one_line(forms, tmp_path, words, told):
    code, _, err = forms("draw", *words, "--election", ELECTION, "-o", tmp_path / "out.pdf")
    assert code == 2
    assert told in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_cannot_be_written_is_said_in_one_line(forms, tmp_path):
    code, _, err = forms(
        "draw", "C.HASIL-PPWP", "--election", ELECTION, "--generic", "-o", tmp_path / "no" / "out.pdf"
    )
    assert code == 2
    assert "another file" in err
    assert len(err.strip().splitlines()) == 1


NATIONAL = ELECTION.parent / "rehearsal-sampang-national"


def test_a_party_list_is_drawn_with_a_page_for_every_party(forms, tmp_path):
    one = tmp_path / "one.pdf"
    code, out, err = forms(
        "draw", "C.HASIL-DPR", "--election", NATIONAL, "--station", "3527132001001", "-o", one, "--json"
    )
    assert code == 0, err
    assert json.loads(out)["pages"] == len(pypdfium2.PdfDocument(one)) == 19


@pytest.mark.parametrize(
    ("name", "pages"), [("C.HASIL-PPWP", 3), ("C.HASIL-KWK-BUPATI", 4), ("c.hasil salinan-ppwp-ln", 3)]
)
def test_a_filled_sample_is_made_from_an_election_that_ships(forms, tmp_path, name, pages):
    one = tmp_path / "one.pdf"
    code, out, err = forms("sample", name, "--filled", "-o", one, "--json")
    assert code == 0, err
    assert json.loads(out)["pages"] == len(pypdfium2.PdfDocument(one)) == pages


def test_a_sample_of_no_form_says_which_there_are(forms, tmp_path):
    code, _, err = forms("sample", "C.HASIL-LURAH", "-o", tmp_path / "one.pdf")
    assert code == 2
    assert "C.HASIL-KWK-BUPATI" in err
    assert len(err.strip().splitlines()) == 1


NATION = ELECTION.parent / "rehearsal-national"


def test_a_generic_form_that_differs_from_place_to_place_is_drawn_once_it_is_said_whose(forms, tmp_path):
    one = tmp_path / "one.pdf"
    words = ("draw", "C.HASIL-DPR", "--election", NATION, "--generic", "-o", one)
    code, _, err = forms(*words)
    assert code == 2
    assert "different prints" in err
    station = err.split("such as ")[1].split(" and")[0]
    code, out, err = forms(*words, "--station", station, "--json")
    assert code == 0, err
    assert json.loads(out)["stations"] == 0
    words_on_page = pypdfium2.PdfDocument(one)[0].get_textpage().get_text_range()
    assert station not in words_on_page
