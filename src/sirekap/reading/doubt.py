"""Why a field was not accepted, in words: which mark says what, and what a person should look at.

In: a code and what the marks say. Out: a ``Doubt`` with its sentence in Indonesian and English. Invariant:
every code has its sentence in both. Which doubts a field has is decided in ``fuse``.
"""

from collections.abc import Iterable, Mapping

from sirekap.reading.model import Doubt, DoubtCode

SAY: Mapping[DoubtCode, Mapping[str, str]] = {
    DoubtCode.NOT_FILLED: {
        "id": "Kotak kosong. Periksa kertas: apakah memang tidak diisi?",
        "en": "The boxes are empty. Look at the paper: was it left blank?",
    },
    DoubtCode.UNREADABLE_BOX: {
        "id": "Ada kotak yang tidak terbaca. Baca angkanya dari kertas.",
        "en": "A box cannot be read. Read the number from the paper.",
    },
    DoubtCode.BLANK_AFTER_DIGIT: {
        "id": "Ada kotak kosong di kanan angka. Baca angkanya dari kertas.",
        "en": "A box right of a digit is empty. Read the number from the paper.",
    },
    DoubtCode.MARKS_DIFFER: {
        "id": "Tanda tidak sama: {marks}. Baca semuanya dari kertas.",
        "en": "The marks differ: {marks}. Read all of them from the paper.",
    },
    DoubtCode.TWO_BUBBLES: {
        "id": "Dua bulatan hitam dalam satu kolom. Periksa mana yang dibatalkan.",
        "en": "Two bubbles of a column are filled. See which one was struck out.",
    },
    DoubtCode.OUT_OF_PLACE: {
        "id": "Garis cetak di sekitar angka ini tidak jelas. Ratakan kertas, lalu foto ulang.",
        "en": "The printed lines around it are unclear. Lay the paper flat and take the photo again.",
    },
    DoubtCode.COVERED: {
        "id": "Ada kotak yang tertutup. Singkirkan yang menutupinya, lalu foto ulang.",
        "en": "A box is covered. Take away what covers it, and take the photo again.",
    },
    DoubtCode.SUMS_DIFFER: {
        "id": "Menurut jumlahan di kertas angka ini {sum}. Baca angkanya dari kertas, jangan dihitung.",
        "en": "The sums on the paper ask for {sum}. Read the number from the paper, do not work it out.",
    },
    DoubtCode.UNSURE: {
        "id": "Tulisan kurang jelas. Baca angkanya dari kertas.",
        "en": "The writing is not clear enough. Read the number from the paper.",
    },
}

MARKS: Mapping[str, Mapping[str, str]] = {
    "boxes": {"id": "kotak", "en": "boxes"},
    "bubbles": {"id": "bulatan", "en": "bubbles"},
    "tally": {"id": "turus", "en": "tally"},
    "rows": {"id": "jumlah tiap baris", "en": "row sums"},
    "words": {"id": "huruf", "en": "words"},
}

NOTHING: Mapping[str, str] = {"id": "tidak jelas", "en": "unclear"}


def doubt(code: DoubtCode, marks: Iterable[tuple[str, int | None]] = (), sum_: int | None = None) -> Doubt:
    """Put *code* into words; *marks* are kinds with the value each says, *sum_* what the sums ask for."""
    told = list(marks)
    say = {
        language: sentence.format(
            marks=", ".join(
                f"{MARKS[kind][language]} {NOTHING[language] if value is None else value}"
                for kind, value in told
            ),
            sum=sum_,
        )
        for language, sentence in SAY[code].items()
    }
    return Doubt(code, say)
