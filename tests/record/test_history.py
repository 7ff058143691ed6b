"""The history tells everything that happened, in order, and gives no hidden number away."""

import random

import pytest
from tests.record.made import (
    ANI,
    BUDI,
    SOUND,
    VOTES,
    at,
    checked,
    corrected,
    entered,
    photo_of,
    photographed,
    read,
    refused,
    settled,
)

from sirekap.reading.model import RefusalCode
from sirekap.record.history import history
from sirekap.record.model import Section, Withdrawn

NIGHT = (
    photographed(2, told=2),
    refused(2),
    photographed(2, 3, take=1),
    read(2, 4, take=1, doubted={"votes.2"}),
    Withdrawn(photo_of(2), ANI, at(5), "buram"),
    checked(VOTES, when=6, R12="lebih satu", R8=""),
    entered({"votes.2": 60}),
    corrected({"votes.2": None, "votes.3": 26}),
    settled(Section.VOTES, VOTES),
)


def test_every_piece_of_evidence_is_one_line_in_order_of_time():
    shuffled = random.Random(3).sample(NIGHT * 2, 2 * len(NIGHT))
    lines = history(shuffled)
    assert [line.event for line in lines] == [
        "photograph", "read", "photograph", "read", "withdraw", "check", "enter", "correct", "settle",
    ]  # fmt: skip
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    assert [line.by for line in lines][:3] == [ANI, None, ANI]


def test_lines_say_who_did_what_in_both_languages():
    says = [line.says["id"] for line in history(NIGHT)]
    assert says == [
        "mengirim foto 20aaaaaa halaman 2",
        "foto 20aaaaaa tidak dapat dibaca: kabur",
        "mengirim foto 21aaaaaa",
        "foto 21aaaaaa dibaca sebagai halaman 2: 2 dari 3 kolom yakin",
        "menarik foto 20aaaaaa",
        "memeriksa 3 kolom",
        "mengisi 1 kolom dari foto",
        "membetulkan suara nomor 2 60 → kosong, suara nomor 3 25 → 26",
        "pleno memutuskan perolehan suara (D.HASIL-1)",
    ]
    english = [line.says["en"] for line in history(NIGHT)]
    assert english[5:8] == [
        "checked 3 fields",
        "typed 1 field from a photo",
        "corrected votes for number 2 60 → empty, votes for number 3 25 → 26",
    ]


@pytest.mark.parametrize("code", [*(each.value for each in RefusalCode), "wrong_station", "of_later_days"])
def test_a_refusal_is_told_in_words_and_never_by_its_code(code):
    (line,) = history([refused(2, code=code)])
    assert code not in line.says["id"] + line.says["en"]
    assert (":" in line.says["id"]) is (code != "of_later_days")


def test_reasons_stand_beside_what_they_explain():
    reasons = [line.reason for line in history(NIGHT)]
    assert reasons[4:8] == ["buram", "R12: lebih satu", "", "salah ketik"]


def test_each_number_stands_beside_the_one_before():
    lines = history(NIGHT)
    first, second = lines[5].changes[1], lines[7].changes[1]
    assert (first.first, first.before, first.after) == (True, None, 60)
    assert (second.first, second.before, second.after) == (False, 25, 26)


def test_the_reader_gives_no_number_to_the_history():
    numbers = {str(value) for value in VOTES.values()}
    lines = history((photographed(2), read(2)))
    assert not any(numbers & set(line.says["id"].split()) or line.changes for line in lines)


def test_hidden_fields_are_counted_but_not_told():
    hidden = frozenset({"votes.2", "votes.3"})
    lines = history((*NIGHT[:8],), hidden)
    assert [change.field for line in lines for change in line.changes] == ["votes.1"]
    assert lines[7].says["id"] == "membetulkan 2 kolom"
    assert lines[7].reason == ""
    assert lines[5].reason == ""
    assert lines[4].reason == "buram"


def test_what_is_hidden_of_one_section_leaves_the_other_alone():
    rest = {"valid": SOUND["valid"]}
    (line,) = history([checked(rest, by=BUDI)], frozenset(VOTES))
    assert line.changes[0].after == SOUND["valid"]
