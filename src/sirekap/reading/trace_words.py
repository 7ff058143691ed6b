"""The words of a trace page, in Indonesian and English."""

from collections.abc import Mapping

Words = Mapping[str, str]

WORDS: Mapping[str, Words] = {
    "id": {
        "photo": "Foto dan penandanya",
        "tags": "Penanda yang ditemukan: {count} ({ids}). Hijau diterima, jingga belum.",
        "flat": "Halaman yang diratakan, dengan tiap kotak dan bulatan yang dibaca",
        "fields": "Isian, yang belum diterima lebih dahulu",
        "outcome": "Halaman {page}, TPS {station}. {accepted} dari {fields} isian diterima, {seconds} dtk.",
        "unknown": "tidak tertera",
        "value": "nilai {value}, peluang {probability}",
        "none": "tidak ada",
        "accepted": "Diterima:",
        "not_accepted": "Belum diterima:",
        "mark": "tanda",
        "says": "menyatakan",
        "sure": "peluang",
        "boxes": "kotak",
        "bubbles": "bulatan",
        "tally": "turus",
        "rows": "jumlah tiap baris",
        "words": "huruf",
        "sums": "jumlahan",
    },
    "en": {
        "photo": "The photo and its markers",
        "tags": "Markers found: {count} ({ids}). Green is accepted, amber not.",
        "flat": "The flat page, with every box and bubble that was read",
        "fields": "Fields, those not accepted first",
        "outcome": "Page {page}, station {station}. {accepted} of {fields} fields accepted, {seconds} s.",
        "unknown": "not told",
        "value": "value {value}, probability {probability}",
        "none": "none",
        "accepted": "Accepted:",
        "not_accepted": "Not accepted:",
        "mark": "mark",
        "says": "says",
        "sure": "probability",
        "boxes": "boxes",
        "bubbles": "bubbles",
        "tally": "tally",
        "rows": "row sums",
        "words": "words",
        "sums": "sums",
    },
}
