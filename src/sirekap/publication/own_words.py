"""The words that go with public numbers, in Indonesian and English.

In: nothing. Out: labels. Invariant: every page and file of unofficial numbers carries ``UNOFFICIAL``.
"""

from collections.abc import Mapping

Sentence = Mapping[str, str]

UNOFFICIAL: Sentence = {
    "id": "Data C.HASIL, bukan hasil resmi",
    "en": "C.HASIL data, not the official result",
}
PRACTICE: Sentence = {
    "id": "Latihan: nama, angka dan foto di sini dikarang",
    "en": "Practice: the names, numbers and photos here are made up",
}
