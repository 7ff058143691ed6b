"""What can be wrong with ways in, and with letting people in, each named after the state of affairs.

Invariant: as in ``actions.problems``; what is told about a refused way in does not tell whether the account
is there.
"""

from collections.abc import Mapping

from sirekap.actions.problems import ActionError


class CodeSpentError(ActionError):
    """The code has ended, or its owner signs in by a way of their own since."""

    code = "code_spent"
    say: Mapping[str, str] = {
        "id": "Kode di kertas ini sudah tidak berlaku. Masuklah dengan kunci sandi Anda, atau minta "
        "kertas baru.",
        "en": "The code on this paper is spent. Sign in with your passkey, or ask for new paper.",
    }


class PasskeyRefusedError(ActionError):
    """The passkey is unknown here, or its answer does not hold."""

    code = "passkey_refused"
    say: Mapping[str, str] = {
        "id": "Kunci sandi ini tidak dikenal di sini. Coba kunci lain, atau minta kertas baru ke tingkat "
        "atas.",
        "en": "This passkey is not known here. Try another, or ask the tier above for new paper.",
    }


class PasskeysElsewhereError(ActionError):
    """Browsers use passkeys at the console's own address only."""

    code = "passkeys_elsewhere"
    say: Mapping[str, str] = {
        "id": "Kunci sandi tidak dapat dipakai di alamat ini. Buka alamat konsol yang resmi, lalu coba lagi.",
        "en": "Passkeys do not work at this address. Open the console at its own address and try again.",
    }


class PasswordRefusedError(ActionError):
    """Account, password and code do not belong together."""

    code = "password_refused"
    say: Mapping[str, str] = {
        "id": "Akun, kata sandi atau kode aplikasi tidak cocok. Periksa ketiganya, tunggu kode baru, "
        "lalu coba lagi.",
        "en": "Account, password and app code do not match. Check all three, wait for a new code, then "
        "try again.",
    }


class TooManyTriesError(ActionError):
    """Too many wrong tries in a row; the password is shut for a while."""

    code = "too_many_tries"
    say: Mapping[str, str] = {
        "id": "Terlalu banyak percobaan salah. Tunggu 15 menit, atau masuklah dengan kunci sandi.",
        "en": "Too many wrong tries. Wait 15 minutes, or sign in with your passkey.",
    }


class WeakPasswordError(ActionError):
    """The password is too short, too plain, or the account's own name."""

    code = "weak_password"
    say: Mapping[str, str] = {
        "id": "Kata sandi terlalu lemah. Pakai paling sedikit 12 huruf, misalnya empat kata yang tidak "
        "berkaitan.",
        "en": "The password is too weak. Use at least 12 letters, such as four unrelated words.",
    }


class WrongAppCodeError(ActionError):
    """The authenticator app shows another code, or its secret has ended."""

    code = "wrong_app_code"
    say: Mapping[str, str] = {
        "id": "Kode aplikasi tidak cocok. Periksa jam ponsel, lalu ketik kode yang baru.",
        "en": "The app's code does not match. Check the phone's clock, then type the new code.",
    }


class SignInAgainError(ActionError):
    """Too long since signing in to change one's ways in."""

    code = "sign_in_again"
    say: Mapping[str, str] = {
        "id": "Untuk mengubah cara masuk, keluar dahulu lalu masuk lagi; ubahlah dalam 15 menit.",
        "en": "To change how you sign in, sign out, sign in again, and change it within 15 minutes.",
    }


class LastWayError(ActionError):
    """It is the account's last way in."""

    code = "last_way"
    say: Mapping[str, str] = {
        "id": "Ini satu-satunya cara masuk Anda. Tambahkan yang lain dahulu.",
        "en": "This is your only way in. Add another first.",
    }


class UnknownPasskeyError(ActionError):
    """The account has no such passkey."""

    code = "unknown_passkey"
    say: Mapping[str, str] = {
        "id": "Kunci sandi itu tidak ada pada akun ini. Muat ulang halaman.",
        "en": "This account has no such passkey. Reload the page.",
    }


class NotAboveError(ActionError):
    """Access is given by somebody of a tier above, and never to oneself."""

    code = "not_above"
    say: Mapping[str, str] = {
        "id": "Akses hanya dapat diberikan oleh tingkat di atasnya, bukan oleh diri sendiri atau rekan "
        "setingkat.",
        "en": "Access is given by the tier above only, never by oneself or an equal.",
    }


class NotSureError(ActionError):
    """A code on paper does not suffice for this step."""

    code = "not_sure_enough"
    say: Mapping[str, str] = {
        "id": "Langkah ini perlu kunci sandi. Pasang di halaman Cara masuk, lalu masuk lagi dengannya.",
        "en": "This step needs a passkey. Set one up on the page Ways in, then sign in with it.",
    }


class PersonHasAccountError(ActionError):
    """One person would hold two accounts."""

    code = "person_has_account"
    say: Mapping[str, str] = {
        "id": "NIK pada lembar ini sudah memegang akun lain. Satu orang satu akun; periksa barisnya.",
        "en": "A NIK of this sheet holds another account already. One person, one account; check its row.",
    }


class NobodyWaitsError(ActionError):
    """Nobody there is without paper or a way in."""

    code = "nobody_waits"
    say: Mapping[str, str] = {
        "id": "Tidak ada yang perlu dicetak: semua sudah punya kertas atau cara masuk.",
        "en": "There is nothing to print: everybody has paper or a way in already.",
    }
