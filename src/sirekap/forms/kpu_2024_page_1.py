"""Page 1 of the 2024 C.HASIL-PPWP: voters, turnout, ballots, voters with disabilities.

In: the contest. Out: fields, lines, words. No official blank of this page is at hand: it was measured on a
rectified photo of one, good to about two pixels (half a millimetre). Numbers are pixels of the official
page.
"""

from itertools import pairwise

from sirekap.election.model import Contest, FieldName
from sirekap.forms.identities import SEXES
from sirekap.forms.kpu_2024_paper import PLAIN, across, boxes, down, frame, px
from sirekap.forms.kpu_2024_surround import at, centred, dots
from sirekap.forms.model import Caption, Face, Field, Rect, Tint

LEFT, INDENT, MALE, FEMALE, TOTAL, RIGHT = 113.5, 152.5, 610.2, 771.2, 932.0, 1093.9
BOX_LEFTS, BOX_PITCH, BOX_WIDTH, BOX_HEIGHT = (621.4, 782.0, 942.9), 49.4, 40.2, 38.7
"""The first box of each of the three columns, men, women and both."""
DAY = (
    ("Pada hari ini", 114, 190, 290),
    ("tanggal", 298, 345, 500),
    ("bulan", 508, 545, 680),
    ("tahun", 688, 725, 1090),
)
"""The opening's first line: words, where they begin, from where to where one writes."""
HOURS = (
    ("Pemungutan suara mulai pukul", 114, 274, 340),
    ("sampai", 348, 390, 456),
    ("Penghitungan suara mulai pukul", 480, 650, 716),
    ("sampai", 724, 766, 832),
)
BOX_BORDER = 0.45
"""Millimetres."""
VOTERS_LINES = (627.0, 658.0, 673.3, 704.5, 762.2, 792.7, 844.9, 892.0, 939.3, 992.5)
TURNOUT_ROWS = ("listed", "transferred", "unregistered", "total")
TURNOUT_TOP, TURNOUT_PITCH = 802.7, 47.05
BALLOTS_LINES = (1040.0, 1071.0, 1086.4, 1140.0, 1187.6, 1235.7, 1288.6)
BALLOT_ROWS = ("received", "used", "spoiled", "unused")
BALLOTS_TOP, BALLOTS_PITCH = 1096.5, 47.8
DISABLED_LINES = (1328.3, 1360.0, 1375.5, 1431.3)


def fields() -> tuple[Field, ...]:
    """Lay out every number of the page, row by row."""
    rows = [("registered.listed", 713.7)]
    rows += [(f"turnout.{kind}", TURNOUT_TOP + n * TURNOUT_PITCH) for n, kind in enumerate(TURNOUT_ROWS)]
    by_sex = [by_sexes(row, top) for row, top in rows]
    ballots = [
        number(f"ballots.{kind}", 2, BALLOTS_TOP + n * BALLOTS_PITCH) for n, kind in enumerate(BALLOT_ROWS)
    ]
    return (*(each for row in by_sex for each in row), *ballots, *by_sexes("disabled.voted", 1384.4))


def by_sexes(row: str, top: float) -> tuple[Field, ...]:
    """Lay out a row's men, women and both."""
    return tuple(number(f"{row}.{sex}", column, top) for column, sex in enumerate(SEXES))


def number(name: str, column: int, top: float) -> Field:
    """Lay out one number of three boxes in one of the three columns."""
    lefts = [BOX_LEFTS[column] + n * BOX_PITCH for n in range(3)]
    first, end = (MALE, FEMALE, TOTAL)[column], (FEMALE, TOTAL, RIGHT)[column]
    return Field(
        name=FieldName(name),
        boxes=boxes(lefts, top, BOX_WIDTH, BOX_HEIGHT),
        bubbles=(),
        tally=None,
        words=(),
        area=px(first + 1, top - 4, end - 1, top + BOX_HEIGHT + 4),
    )


def lines() -> tuple[Rect, ...]:
    """Return the lines of the three tables."""
    return (*voters_lines(), *ballots_lines(), *disabled_lines())


def voters_lines() -> tuple[Rect, ...]:
    """Return the lines of table I."""
    top, head, numbers, section, listed, turnout, *rows, end = VOTERS_LINES
    return (
        *frame(LEFT, top, RIGHT, end, 2.0),
        *(across(y, LEFT, RIGHT, PLAIN) for y in (head, numbers, section, listed, turnout)),
        *(across(y, INDENT, MALE, PLAIN) for y in rows),
        *(down(INDENT, a, b, PLAIN) for a, b in ((section, listed), (turnout, end))),
        *(down(x, a, b, PLAIN) for x in (MALE, FEMALE, TOTAL) for a, b in uprights(VOTERS_LINES)),
    )


def uprights(lines: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
    """Return the stretches in which table I has its columns: not across its two section titles."""
    return ((lines[0], lines[2]), (lines[3], lines[4]), (lines[5], lines[-1]))


def ballots_lines() -> tuple[Rect, ...]:
    """Return the lines of table II."""
    top, head, numbers, *rows, end = BALLOTS_LINES
    return (
        *frame(LEFT, top, RIGHT, end, 2.0),
        across(head, LEFT, RIGHT, PLAIN),
        across(numbers, LEFT, RIGHT, PLAIN),
        *(across(y, LEFT, TOTAL, PLAIN) for y in rows),
        down(TOTAL, top, end, PLAIN),
    )


def disabled_lines() -> tuple[Rect, ...]:
    """Return the lines of table III."""
    top, head, numbers, end = DISABLED_LINES
    return (
        *frame(LEFT, top, RIGHT, end, 2.0),
        across(head, LEFT, RIGHT, PLAIN),
        across(numbers, LEFT, RIGHT, PLAIN),
        *(down(x, top, end, PLAIN) for x in (MALE, FEMALE, TOTAL)),
    )


def captions(contest: Contest) -> tuple[Caption, ...]:
    """Return the words of the page."""
    return (*opening_captions(contest), *voters_captions(), *ballots_captions(), *disabled_captions())


def opening_captions(contest: Contest) -> tuple[Caption, ...]:
    """Return the title and, in our own words, what the officers state."""
    return (
        centred("HASIL PENGHITUNGAN PEROLEHAN SUARA", 606, 110, 9.6, width=760),
        centred("DI TEMPAT PEMUNGUTAN SUARA DALAM PEMILIHAN UMUM", 606, 127, 9.6, width=760),
        centred(contest.name.upper(), 606, 148, 11.4, width=760),
        *(at(text, x, 258, x + 80, 7.4, Face.REGULAR) for text, x, _, _ in DAY),
        at("KPPS mengadakan rapat pemungutan dan penghitungan suara di:", 114, 283, 1090, 7.4, Face.REGULAR),
        *(at(text, x, 440, x + 260, 7.4, Face.REGULAR) for text, x, _, _ in HOURS),
        at("Data pemilih, surat suara dan hasil penghitungannya:", 114, 468, 1090, 7.4, Face.REGULAR),
    )


def voters_captions() -> tuple[Caption, ...]:
    """Return the words of table I."""
    top, head, numbers, section, listed, turnout, *_ = VOTERS_LINES
    rows = (
        "1. Jumlah pengguna hak pilih dalam Daftar Pemilih Tetap (DPT)",
        "2. Jumlah pengguna hak pilih dalam Daftar Pemilih Tambahan (DPTb)",
        "3. Jumlah pengguna hak pilih dalam Daftar Pemilih Khusus (DPK)",
    )
    middles = [TURNOUT_TOP + BOX_HEIGHT / 2 + n * TURNOUT_PITCH for n in range(4)]
    listed_text = "Jumlah pemilih dalam Daftar Pemilih Tetap (DPT)"
    return (
        *section_title("I.", "DATA PEMILIH DAN PENGGUNA HAK PILIH", 608),
        *column_heads(top, head, numbers),
        at("A.", 126, (numbers + section) / 2, 150, 7),
        at("DATA PEMILIH", 152, (numbers + section) / 2, 600, 7),
        at(listed_text, 160, (section + listed) / 2, 600, 7.2, Face.REGULAR),
        at("B.", 126, (listed + turnout) / 2, 150, 7),
        at("PENGGUNA HAK PILIH", 152, (listed + turnout) / 2, 600, 7),
        *(at(text, 160, y, 604, 7.2, Face.REGULAR) for text, y in zip(rows, middles, strict=False)),
        at("4. Jumlah pengguna hak pilih (B.1 + B.2 + B.3)", 160, middles[3], 604, 7.2),
    )


def ballots_captions() -> tuple[Caption, ...]:
    """Return the words of table II."""
    top, head, numbers, *_ = BALLOTS_LINES
    rows = (
        "1. Jumlah surat suara yang diterima, termasuk surat suara cadangan 2% dari DPT",
        "2. Jumlah surat suara yang digunakan",
        "3. Jumlah surat suara yang dikembalikan oleh pemilih karena rusak atau keliru coblos",
        "4. Jumlah surat suara yang tidak digunakan, termasuk sisa surat suara cadangan",
    )
    middle = BALLOTS_TOP + BOX_HEIGHT / 2
    return (
        *section_title("II.", "DATA PENGGUNAAN SURAT SUARA", 1024),
        centred("URAIAN", (LEFT + TOTAL) / 2, (top + head) / 2, 7),
        centred("JUMLAH", (TOTAL + RIGHT) / 2, (top + head) / 2, 7, width=150),
        *(
            centred(text, x, (head + numbers) / 2, 5.4, Face.REGULAR, 60)
            for text, x in (("(1)", (LEFT + TOTAL) / 2), ("(2)", (TOTAL + RIGHT) / 2))
        ),
        *(at(text, 128, middle + n * BALLOTS_PITCH, 920, 7.2, Face.REGULAR) for n, text in enumerate(rows)),
    )


def disabled_captions() -> tuple[Caption, ...]:
    """Return the words of table III."""
    top, head, numbers, end = DISABLED_LINES
    text = "Jumlah seluruh pemilih disabilitas yang menggunakan hak pilih"
    return (
        *section_title("III.", "DATA PEMILIH DISABILITAS", 1312.5),
        *column_heads(top, head, numbers),
        at(text, 124, (numbers + end) / 2, 604, 7.2, Face.REGULAR),
    )


def section_title(number: str, text: str, y: float) -> tuple[Caption, ...]:
    """Return a section's number and title."""
    return at(number, LEFT, y, 144, 8.4), at(text, 146, y, 900, 8.4)


def column_heads(top: float, head: float, numbers: float) -> tuple[Caption, ...]:
    """Return the headings of a table of men, women and both."""
    edges = (LEFT, MALE, FEMALE, TOTAL, RIGHT)
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    heads = ("URAIAN", "LAKI-LAKI (L)", "PEREMPUAN (P)", "JUMLAH (L+P)")
    return (
        *(centred(text, x, (top + head) / 2, 7, width=150) for text, x in zip(heads, middles, strict=True)),
        *(
            centred(f"({n})", x, (head + numbers) / 2, 5.4, Face.REGULAR, 60)
            for n, x in enumerate(middles, 1)
        ),
    )


def tints() -> tuple[Tint, ...]:
    """Return the dotted lines of the opening."""
    return tuple(
        dots(left, right, y) for words, y in ((DAY, 266), (HOURS, 448)) for _, _, left, right in words
    )
