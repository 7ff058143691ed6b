"""What can be wrong with a claim or its details, each named after the state of affairs.

Invariant: every error has a ``code`` for machines and ``say``, what the person should do, by language. What
is so refused is kept for inspection by who calls, and never counted.
"""

from collections.abc import Mapping


class ClaimError(Exception):
    """A claim that is not counted; ``say`` tells whoever carries it what to do."""

    code = "claim_refused"
    say: Mapping[str, str] = {"id": "Kiriman ini tidak diterima.", "en": "This submission is not accepted."}

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.say["en"])
        self.detail = detail


class ClaimTooLargeError(ClaimError):
    """More bytes than any form of any contest needs."""

    code = "claim_too_large"
    say: Mapping[str, str] = {
        "id": "Kiriman terlalu besar. Kirim ulang dari aplikasi petugas TPS.",
        "en": "The submission is too large. Send it again from the officer's app.",
    }


class NotAClaimError(ClaimError):
    """Bytes that are no claim, cut off or of another shape."""

    code = "not_a_claim"
    say: Mapping[str, str] = {
        "id": "Kiriman terpotong atau rusak. Pindai atau kirim ulang dari ponsel asalnya.",
        "en": "The submission is cut off or damaged. Scan or send it again from the phone it came from.",
    }


class NotDeterministicError(ClaimError):
    """The same values could have been written as other bytes."""

    code = "not_deterministic"
    say: Mapping[str, str] = {
        "id": "Kiriman tidak ditulis sesuai aturan. Perbarui aplikasi, lalu kirim ulang.",
        "en": "The submission is not written as the rules say. Update the app and send it again.",
    }


class NewerClaimError(ClaimError):
    """A claim of a format that this server does not know yet."""

    code = "newer_claim"
    say: Mapping[str, str] = {
        "id": "Aplikasi lebih baru daripada server. Kiriman disimpan; hubungi bantuan teknis KPU.",
        "en": "The app is newer than the server. The submission is kept; call KPU's helpdesk.",
    }


class OtherElectionError(ClaimError):
    """The claim is of another election, or of practice."""

    code = "other_election"
    say: Mapping[str, str] = {
        "id": "Kiriman ini untuk pemilu lain atau latihan. Pilih pemilu yang benar di aplikasi.",
        "en": "This submission is for another election or for practice. Choose the right one in the app.",
    }


class NoSuchRecordError(ClaimError):
    """The election has no such station, contest or opened version."""

    code = "no_such_record"
    say: Mapping[str, str] = {
        "id": "TPS, jenis pemilihan atau versi ini tidak ada. Periksa pilihan di aplikasi, lalu kirim ulang.",
        "en": "There is no such station, contest or version. Check the choice in the app and send again.",
    }


class FormNeverIssuedError(ClaimError):
    """The claim names a form that was never issued to its station: another dapil's, or no form at all."""

    code = "form_never_issued"
    say: Mapping[str, str] = {
        "id": "Formulir ini bukan untuk TPS ini. Periksa dapil dan jenis pemilihan, pakai formulir resminya.",
        "en": "That form was never issued to this station. Check contest and dapil, use its official form.",
    }


class ValuesDoNotFitError(ClaimError):
    """Other fields than the form has, or a number that its boxes cannot hold."""

    code = "values_do_not_fit"
    say: Mapping[str, str] = {
        "id": "Angka tidak cocok dengan kotak formulirnya. Periksa angkanya, lalu kirim ulang.",
        "en": "The numbers do not fit the form's boxes. Check them and send again.",
    }


class UnknownKeyError(ClaimError):
    """The claim names a key that is not enrolled here, and carries no chain."""

    code = "unknown_key"
    say: Mapping[str, str] = {
        "id": "Ponsel ini belum dikenal. Kirim lewat kode QR atau internet, yang membawa surat kuncinya.",
        "en": "This phone is not known yet. Send by QR code or internet, which carry its key's papers.",
    }


class BrokenChainError(ClaimError):
    """The key's chain does not lead to the election's root; ``detail`` has the chain's own code."""

    code = "broken_chain"
    say: Mapping[str, str] = {
        "id": "Surat kunci ponsel ini tidak sah. Minta voucher baru kepada PPK.",
        "en": "This phone's key papers are not valid. Ask the PPK for a new voucher.",
    }


class RevokedKeyError(ClaimError):
    """The key was revoked: the phone was lost or replaced."""

    code = "revoked_key"
    say: Mapping[str, str] = {
        "id": "Kunci ponsel ini sudah dicabut. Kirim dari ponsel pengganti, atau hubungi PPK.",
        "en": "This phone's key was revoked. Send from the phone that replaced it, or call the PPK.",
    }


class BadSignatureError(ClaimError):
    """The signature is not the key's over these bytes."""

    code = "bad_signature"
    say: Mapping[str, str] = {
        "id": "Tanda tangan kiriman tidak cocok. Kirim ulang dari ponsel asalnya.",
        "en": "The submission's signature does not match. Send it again from the phone it came from.",
    }


class VoucherUsedTwiceError(ClaimError):
    """Another phone was enrolled with the same voucher before."""

    code = "voucher_used_twice"
    say: Mapping[str, str] = {
        "id": "Voucher ponsel ini sudah dipakai ponsel lain. Minta voucher baru kepada PPK.",
        "en": "Another phone was enrolled with this voucher. Ask the PPK for a new one.",
    }


class RoleMayNotError(ClaimError):
    """The key's owner may not say this of the station: corrections stay with its own officers."""

    code = "role_may_not"
    say: Mapping[str, str] = {
        "id": "Peran Anda tidak berwenang mengirim ini. Minta petugas TPS mengirimnya.",
        "en": "Your role may not send this. Ask an officer of the station to send it.",
    }


class WrongStationError(ClaimError):
    """The key's owner may not speak for this station."""

    code = "wrong_station"
    say: Mapping[str, str] = {
        "id": "Ponsel ini terdaftar untuk TPS lain. Kirim dari ponsel petugas TPS ini, atau lewat PPS.",
        "en": "This phone is enrolled for another station. Send from this station's phone, or via the PPS.",
    }


class DetailsDifferError(ClaimError):
    """Details whose hash no claim of the station names."""

    code = "details_differ"
    say: Mapping[str, str] = {
        "id": "Rincian ini tidak cocok dengan kiriman TPS. Kirim ulang dari ponsel asalnya.",
        "en": "These details match no submission of the station. Send again from the phone they came from.",
    }


class PhotoDiffersError(ClaimError):
    """A photo whose bytes have another hash than was announced."""

    code = "photo_differs"
    say: Mapping[str, str] = {
        "id": "Isi foto berubah di perjalanan. Kirim ulang fotonya dari awal.",
        "en": "The photo changed on its way. Send it again from the start.",
    }
