"""What can be wrong when a claim, its details or a photo is brought, each named after the state of affairs.

Invariant: as in ``problems``: a ``code`` for machines and ``say``, what the person should do, by language.
What is wrong with a claim itself are ``record.claims``' errors.
"""

from collections.abc import Mapping

from sirekap.actions.problems import ActionError


class UnknownClaimError(ActionError):
    """The station has no such claim."""

    code = "unknown_claim"
    say: Mapping[str, str] = {
        "id": "Kiriman ini belum diterima server. Kirim ulang dari ponsel petugas.",
        "en": "The server does not hold this submission. Send it again from the officer's phone.",
    }


class UnknownUploadError(ActionError):
    """The upload ended, was forgotten, or never began."""

    code = "unknown_upload"
    say: Mapping[str, str] = {
        "id": "Pengiriman foto ini sudah berakhir. Kirim fotonya dari awal.",
        "en": "This upload has ended. Send the photo from the start.",
    }


class WrongOffsetError(ActionError):
    """The bytes do not begin where those before them end."""

    code = "wrong_offset"
    say: Mapping[str, str] = {
        "id": "Bagian foto ini bukan lanjutannya. Tanyakan posisi terakhir, lalu lanjutkan dari situ.",
        "en": "This piece does not follow the last one. Ask how far the upload is, and go on from there.",
    }


class TooMuchUnclaimedError(ActionError):
    """Many photos or details of the station came without a claim that names them."""

    code = "too_much_unclaimed"
    say: Mapping[str, str] = {
        "id": "Terlalu banyak foto TPS ini tanpa angka. Kirim angkanya dahulu, lalu fotonya.",
        "en": "Too many photos of this station came without numbers. Send the numbers first, then photos.",
    }


class PhotoTellsMoreError(ActionError):
    """The photo carries place, phone or comments, which its hash would keep forever."""

    code = "photo_tells_more"
    say: Mapping[str, str] = {
        "id": "Foto masih memuat lokasi atau data ponsel. Kirim dari aplikasi petugas, yang membuangnya.",
        "en": "The photo still tells place or phone. Send it from the officer's app, which removes that.",
    }


class MalformedUploadError(ActionError):
    """The headers do not say of which station the photo is, its hash, or its size."""

    code = "malformed_upload"
    say: Mapping[str, str] = {
        "id": "Pengiriman foto tidak menyebut TPS, sidik atau ukurannya. Perbarui aplikasi.",
        "en": "The upload does not tell station, hash or size. Update the app.",
    }


class WrongProtocolError(ActionError):
    """The request speaks another version of the upload protocol."""

    code = "wrong_protocol"
    say: Mapping[str, str] = {
        "id": "Cara pengiriman foto ini tidak dikenal. Perbarui aplikasi.",
        "en": "This way of uploading is not known. Update the app.",
    }


class NotRegisteredError(ActionError):
    """A copy for a watcher who was not registered at the station."""

    code = "not_registered"
    say: Mapping[str, str] = {
        "id": "Saksi atau pengawas ini belum didaftar sebagai penerima. Daftarkan dahulu.",
        "en": "This witness or supervisor is not registered to receive copies. Register them first.",
    }


class NotACopyError(ActionError):
    """What was handed over is neither a claim nor a photo of this record."""

    code = "not_a_copy"
    say: Mapping[str, str] = {
        "id": "Yang diserahkan bukan angka atau foto TPS ini. Periksa salinannya.",
        "en": "What was handed over is no claim or photo of this station. Check the copy.",
    }


class PhotoNotYetHereError(ActionError):
    """A form's photo that has not come."""

    code = "photo_not_yet_here"
    say: Mapping[str, str] = {
        "id": "Foto formulir ini belum diterima. Kirim fotonya dahulu.",
        "en": "The photo of this form has not come. Send the photo first.",
    }
