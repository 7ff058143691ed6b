"""What a person does about a photo that cannot be read: a short sentence for each reason.

In: a refusal code, and for a page cut off the corners that are missing. Out: a ``Refusal``, or the error that
carries one up the line. Invariant: every code has its sentence in Indonesian and in English. Which code fits
is decided where the photo is looked at, not here.
"""

from collections.abc import Mapping, Sequence

from sirekap.reading.model import Refusal, RefusalCode

SAY: Mapping[RefusalCode, Mapping[str, str]] = {
    RefusalCode.NOT_AN_IMAGE: {
        "id": "Berkas ini bukan foto yang utuh. Foto ulang, lalu kirim sebagai JPEG, PNG, WebP atau PDF.",
        "en": "This file is not a complete photo. Take it again and send it as JPEG, PNG, WebP or PDF.",
    },
    RefusalCode.NOT_A_FORM: {
        "id": "Halaman formulir tidak terlihat. Letakkan formulir di tempat rata, lalu foto seluruhnya.",
        "en": "No page of a form can be seen. Lay the form flat and photograph the whole page.",
    },
    RefusalCode.WRONG_FORM: {
        "id": "Ini bukan formulir yang diminta. Periksa jenis pemilihan dan halamannya, lalu foto ulang.",
        "en": "This is not the form asked for. Check the contest and the page, then take the photo again.",
    },
    RefusalCode.PAGE_CUT_OFF: {
        "id": "Halaman terpotong di {corner}. Mundur sedikit sampai keempat sudutnya terlihat.",
        "en": "The page is cut off at the {corner}. Step back until all four corners are in view.",
    },
    RefusalCode.TOO_SMALL: {
        "id": "Foto terlalu kecil untuk dibaca. Mendekatlah, atau kirim foto aslinya dalam ukuran penuh.",
        "en": "The photo is too small to read. Move closer, or send the original at full size.",
    },
    RefusalCode.TOO_LARGE: {
        "id": "Berkas terlalu besar. Foto ulang dengan kamera ponsel biasa, lalu kirim satu halaman saja.",
        "en": "The file is too large. Take the photo again with an ordinary phone camera and send one page.",
    },
    RefusalCode.TOO_BLURRED: {
        "id": "Foto kabur. Pegang ponsel dengan tenang, tunggu sampai tajam, lalu foto ulang.",
        "en": "The photo is blurred. Hold the phone still, wait until it is sharp, and take it again.",
    },
    RefusalCode.TOO_DARK: {
        "id": "Foto terlalu gelap. Nyalakan lampu atau senter, lalu foto ulang.",
        "en": "The photo is too dark. Turn on a lamp or torch and take it again.",
    },
}

CORNERS: Sequence[Mapping[str, str]] = (
    {"id": "sudut kiri atas", "en": "top left corner"},
    {"id": "sudut kanan atas", "en": "top right corner"},
    {"id": "sudut kanan bawah", "en": "bottom right corner"},
    {"id": "sudut kiri bawah", "en": "bottom left corner"},
)
"""The page's corners in the order of every ``Quad``."""

EDGES: Mapping[str, str] = {"id": "tepinya", "en": "edges"}

LANGUAGES: Mapping[str, str] = {"id": " dan ", "en": " and "}
"""The languages spoken, each with the word that joins two corners."""


class RefusedError(Exception):
    """The photo cannot be read safely; ``refusal`` holds the reason and the cure."""

    def __init__(self, code: RefusalCode, missing: Sequence[int] = ()) -> None:
        """Refuse with *code*; *missing* are the corners cut off, as indices of a ``Quad``."""
        super().__init__(code.value)
        self.refusal = refuse(code, missing)


def refuse(code: RefusalCode, missing: Sequence[int] = ()) -> Refusal:
    """Put *code* into words; one or two *missing* corners of a page cut off are named, else its edges."""
    corners = [CORNERS[each] for each in missing] if 1 <= len(missing) <= 2 else [EDGES]
    say = {
        language: SAY[code][language].format(corner=joint.join(each[language] for each in corners))
        for language, joint in LANGUAGES.items()
    }
    return Refusal(code, say)
