"""What can be wrong with an action, each named after the state of affairs.

Invariant: every error carries a ``code`` for machines and ``say``, what the person should do, by
language. Wrong steps of the record itself (a blind entry by who checked) are ``record``'s errors, those
of access ``accounts``'.
"""

from collections.abc import Mapping


class ActionError(Exception):
    """An action that was not done; ``say`` tells the person what to do."""

    code = "not_done"
    say: Mapping[str, str] = {"id": "Tindakan tidak dilakukan.", "en": "The action was not done."}

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.say["en"])


class UnknownStationError(ActionError):
    """The election has no such station or contest."""

    code = "unknown_station"
    say: Mapping[str, str] = {
        "id": "TPS atau jenis pemilihan ini tidak ada dalam pemilu ini. Periksa kodenya.",
        "en": "This election has no such station or contest. Check the code.",
    }


class UnknownPhotoError(ActionError):
    """The station has no such photo."""

    code = "unknown_photo"
    say: Mapping[str, str] = {
        "id": "Foto ini tidak ada pada TPS ini. Muat ulang halaman.",
        "en": "This station has no such photo. Reload the page.",
    }


class UnknownFieldError(ActionError):
    """The form has no field of that name, or the photo does not show it."""

    code = "unknown_field"
    say: Mapping[str, str] = {
        "id": "Kolom ini tidak ada pada formulir atau foto ini. Muat ulang halaman.",
        "en": "This form or photo has no such field. Reload the page.",
    }


class UnknownFormError(ActionError):
    """No form of that hash was issued to the station for the contest."""

    code = "unknown_form"
    say: Mapping[str, str] = {
        "id": "Formulir ini bukan formulir TPS ini. Muat ulang paket pemilu di aplikasi.",
        "en": "This is not the station's form. Load the election's packet again in the app.",
    }


class EmptyPhotoError(ActionError):
    """No bytes arrived."""

    code = "empty_photo"
    say: Mapping[str, str] = {
        "id": "Berkas foto kosong. Kirim ulang fotonya.",
        "en": "The photo file is empty. Send the photo again.",
    }


class NotAPhotoError(ActionError):
    """The bytes are of no kind of picture that is read."""

    code = "not_a_photo"
    say: Mapping[str, str] = {
        "id": "Berkas ini bukan foto. Kirim foto JPEG, PNG atau WebP, satu halaman satu foto.",
        "en": "This file is not a photo. Send a JPEG, PNG or WebP photo, one page a photo.",
    }


class PhotoTooLargeError(ActionError):
    """The file is larger than the server takes."""

    code = "photo_too_large"
    say: Mapping[str, str] = {
        "id": "Berkas foto lebih dari 15 MB. Turunkan resolusi kamera, lalu foto ulang.",
        "en": "The photo file is larger than 15 MB. Lower the camera's resolution and take it again.",
    }


class UnknownCodeError(ActionError):
    """The sign-in code belongs to no account."""

    code = "unknown_code"
    say: Mapping[str, str] = {
        "id": "Kode masuk tidak dikenal. Periksa hurufnya, atau minta kode baru.",
        "en": "The sign-in code is not known. Check its letters, or ask for a new one.",
    }


class NotSignedInError(ActionError):
    """The request carries no session that is still open."""

    code = "not_signed_in"
    say: Mapping[str, str] = {
        "id": "Anda belum masuk, atau sesi sudah berakhir. Masuklah dengan kode Anda.",
        "en": "You are not signed in, or the session has ended. Sign in with your code.",
    }


class AccountExistsError(ActionError):
    """An account of that id is already there."""

    code = "account_exists"
    say: Mapping[str, str] = {
        "id": "Akun dengan nama itu sudah ada. Pilih nama lain.",
        "en": "An account of that name exists already. Choose another.",
    }


class UnknownReachError(ActionError):
    """No region or station of this election has that code."""

    code = "unknown_reach"
    say: Mapping[str, str] = {
        "id": "Tidak ada tempat berkode itu untuk peran ini. KPPS memakai kode TPS, PPS desa, PPK kecamatan.",
        "en": "This role has no such place. KPPS take a station's code, PPS a village's, PPK a district's.",
    }


class MachineRoleError(ActionError):
    """The role is one of the system's own hands."""

    code = "machine_role"
    say: Mapping[str, str] = {
        "id": "Peran ini milik mesin, bukan orang. Pilih peran lain, seperti officer atau ppk.",
        "en": "This role belongs to a machine, not a person. Choose another role, such as officer or ppk.",
    }


class VoucherUsedError(ActionError):
    """Another device was activated with this voucher before."""

    code = "voucher_used"
    say: Mapping[str, str] = {
        "id": "Voucher ini sudah dipakai perangkat lain. Minta yang baru ke PPK; laporkan bila bukan Anda.",
        "en": "Another device used this voucher. Ask the PPK for a new one, and report it if it was not you.",
    }


class DeviceRevokedError(ActionError):
    """The device's key was revoked."""

    code = "device_revoked"
    say: Mapping[str, str] = {
        "id": "Perangkat ini sudah dicabut. Minta voucher baru ke PPK, lalu aktifkan ulang.",
        "en": "This device was revoked. Ask the PPK for a new voucher, then activate again.",
    }


class UnknownDeviceError(ActionError):
    """The device has not been seen here yet."""

    code = "unknown_device"
    say: Mapping[str, str] = {
        "id": "Perangkat ini belum dikenal server. Aktifkan dengan voucher, lalu masuk lagi.",
        "en": "The server does not know this device yet. Activate it with its voucher, then sign in again.",
    }


class StaleChallengeError(ActionError):
    """The challenge is not from this server, or older than five minutes."""

    code = "stale_challenge"
    say: Mapping[str, str] = {
        "id": "Waktu untuk masuk sudah lewat. Coba masuk sekali lagi.",
        "en": "The time for signing in has passed. Try to sign in again.",
    }


class SignatureError(ActionError):
    """The device's signature over the challenge does not hold."""

    code = "wrong_signature"
    say: Mapping[str, str] = {
        "id": "Tanda tangan perangkat tidak cocok. Aktifkan ulang perangkat dengan voucher.",
        "en": "The device's signature does not match. Activate the device again with a voucher.",
    }


class UnknownAccountError(ActionError):
    """There is no account of that name."""

    code = "unknown_account"
    say: Mapping[str, str] = {
        "id": "Akun itu tidak ada. Periksa kode tempat, peran dan nomornya.",
        "en": "There is no such account. Check its place, role and number.",
    }


class NoIssuerError(ActionError):
    """The server holds no issuer's key."""

    code = "no_issuer"
    say: Mapping[str, str] = {
        "id": "Server ini tidak memegang kunci penerbit. Minta voucher pengganti ke KPU kabupaten/kota.",
        "en": "This server holds no issuer's key. Ask the KPU kabupaten/kota for a replacement voucher.",
    }
