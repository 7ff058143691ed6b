"""Steps that were not taken, each named after the state of affairs.

Invariant: every error carries a ``code`` for machines and ``say``, what the person should do, by language.
"""

from collections.abc import Mapping


class MisstepError(Exception):
    """A step that the record did not take; ``say`` tells the person what to do."""

    code = "misstep"
    say: Mapping[str, str] = {"id": "Langkah ini tidak dilakukan.", "en": "This step was not taken."}

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.say["en"])
        self.detail = detail


class StepNotOfferedError(MisstepError):
    """The section's state does not offer the step."""

    code = "step_not_offered"
    say: Mapping[str, str] = {
        "id": "Langkah ini tidak dapat dilakukan pada keadaan TPS sekarang. Muat ulang halaman.",
        "en": "This step cannot be taken in the station's present state. Reload the page.",
    }


class CheckedYourselfError(MisstepError):
    """A blind entry by somebody who has checked or corrected the field."""

    code = "checked_yourself"
    say: Mapping[str, str] = {
        "id": "Anda sudah memeriksa kolom ini. Isian kedua harus oleh orang lain.",
        "en": "You have checked this field yourself. Somebody else must make the second entry.",
    }


class NotAskedError(MisstepError):
    """An entry of a field that is not asked of this person."""

    code = "not_asked"
    say: Mapping[str, str] = {
        "id": "Kolom ini tidak menunggu isian Anda. Muat ulang halaman.",
        "en": "This field is not waiting for an entry of yours. Reload the page.",
    }


class AlreadyCheckedError(MisstepError):
    """A check of a field that was checked before, with another value or by another person."""

    code = "already_checked"
    say: Mapping[str, str] = {
        "id": "Kolom ini sudah diperiksa. Untuk mengubahnya, buat pembetulan dengan alasan.",
        "en": "This field was checked already. To change it, make a correction with a reason.",
    }


class NotCheckedYetError(MisstepError):
    """A correction of a field on which nobody has said anything."""

    code = "not_checked_yet"
    say: Mapping[str, str] = {
        "id": "Kolom ini belum diperiksa. Periksa dahulu; pembetulan hanya untuk angka yang sudah ada.",
        "en": "This field has not been checked yet. Check it first; a correction needs a number.",
    }


class ForeignFieldError(MisstepError):
    """A field that the form, or this section of it, does not have."""

    code = "foreign_field"
    say: Mapping[str, str] = {
        "id": "Kolom ini tidak ada pada formulir ini. Muat ulang halaman.",
        "en": "This form has no such field. Reload the page.",
    }


class UnknownRuleError(MisstepError):
    """A reason for a rule that does not exist, or cannot mark this form."""

    code = "unknown_rule"
    say: Mapping[str, str] = {
        "id": "Aturan ini tidak ada pada formulir ini. Muat ulang halaman.",
        "en": "This form has no such rule. Reload the page.",
    }


class ImpossibleValueError(MisstepError):
    """A number that is negative or has more digits than the field has boxes."""

    code = "impossible_value"
    say: Mapping[str, str] = {
        "id": "Angka ini tidak muat dalam kotaknya. Ketik angka seperti yang tertulis di kertas.",
        "en": "This number does not fit its boxes. Type it as it stands on the paper.",
    }


class NothingSaidError(MisstepError):
    """A step without any value or reason."""

    code = "nothing_said"
    say: Mapping[str, str] = {
        "id": "Belum ada angka atau alasan yang diisi. Isi sedikitnya satu.",
        "en": "No number and no reason was given. Fill in at least one.",
    }


class ReasonMissingError(MisstepError):
    """A correction, withdrawal or settlement without a reason."""

    code = "reason_missing"
    say: Mapping[str, str] = {
        "id": "Alasan wajib diisi. Tulis alasannya dengan singkat.",
        "en": "A reason is needed. Write it in a few words.",
    }


class PhotoNotHeldError(MisstepError):
    """A photo that this record does not hold, or that was withdrawn."""

    code = "photo_not_held"
    say: Mapping[str, str] = {
        "id": "Foto ini tidak ada pada TPS ini atau sudah ditarik. Muat ulang halaman.",
        "en": "This station does not hold this photo, or it was withdrawn. Reload the page.",
    }


class UnfinishedDecisionError(MisstepError):
    """A plenary's decision that leaves out a field of the section."""

    code = "unfinished_decision"
    say: Mapping[str, str] = {
        "id": "Keputusan pleno harus memuat semua kolom bagian ini. Lengkapi angkanya.",
        "en": "A plenary's decision must name every field of the section. Complete the numbers.",
    }
