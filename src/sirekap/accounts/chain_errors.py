"""Why a key chain proves nothing, each error named after the state of affairs.

In: nothing. Out: the errors that ``accounts.key_chain`` raises. Invariant: each says in one line, in
Indonesian and English, what the person should do; none is a reason to throw a claim away, only not to
count it.
"""

from collections.abc import Mapping


class ChainError(Exception):
    """The chain does not prove whose device it is; ``say`` tells the person what to do, by language."""

    code = "chain_not_proven"
    say: Mapping[str, str] = {
        "id": "Rantai kunci tidak terbukti. Aktifkan ulang perangkat dengan voucher dari PPK.",
        "en": "The key chain proves nothing. Activate the device again with a voucher from the PPK.",
    }

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.say["en"])


class MalformedChainError(ChainError):
    """The bytes are no chain: too long, not deterministic CBOR, or not of its shape."""

    code = "chain_malformed"
    say: Mapping[str, str] = {
        "id": "Rantai kunci rusak saat dikirim. Kirim ulang dari perangkat aslinya.",
        "en": "The key chain was damaged on its way. Send it again from the original device.",
    }


class UnknownVersionError(ChainError):
    """The chain is of a version that this program does not know."""

    code = "chain_version_unknown"
    say: Mapping[str, str] = {
        "id": "Rantai kunci dibuat oleh versi yang lebih baru. Perbarui program penerima, lalu periksa lagi.",
        "en": "The key chain was made by a newer version. Update the receiving program and check again.",
    }


class OtherElectionError(ChainError):
    """The chain belongs to another election; a rehearsal's never counts in a real one."""

    code = "chain_of_other_election"
    say: Mapping[str, str] = {
        "id": "Voucher ini milik pemilu lain atau latihan. Pakai voucher pemilu ini.",
        "en": "This voucher belongs to another election or to a rehearsal. Use this election's voucher.",
    }


class UnknownIssuerError(ChainError):
    """No root that is trusted signed the issuer."""

    code = "issuer_unknown"
    say: Mapping[str, str] = {
        "id": "Penerbit voucher tidak dikenal. Hubungi KPU kabupaten/kota sebelum memakai voucher ini.",
        "en": "The voucher's issuer is not known. Ask the KPU kabupaten/kota before using this voucher.",
    }


class RetiredRootError(UnknownIssuerError):
    """The root that signed the issuer had been replaced before."""

    code = "root_retired"


class VoucherNotIssuedError(ChainError):
    """The issuer did not sign this voucher as it stands."""

    code = "voucher_not_issued"
    say: Mapping[str, str] = {
        "id": "KPU yang tertulis tidak menerbitkan voucher ini. Laporkan, dan minta voucher baru ke PPK.",
        "en": "The KPU that this voucher names did not issue it. Report it, and ask the PPK for a new one.",
    }


class OutsideReachError(VoucherNotIssuedError):
    """The issuer signed a voucher for a place outside its region."""

    code = "voucher_outside_reach"


class DeviceNotBoundError(ChainError):
    """The voucher's one-time key did not sign this device's key."""

    code = "device_not_bound"
    say: Mapping[str, str] = {
        "id": "Perangkat ini tidak diaktifkan dengan voucher tersebut. Aktifkan ulang perangkatnya.",
        "en": "This device was not activated with that voucher. Activate the device again.",
    }


class ChainExpiredError(ChainError):
    """The voucher or its issuer is no longer valid."""

    code = "chain_expired"
    say: Mapping[str, str] = {
        "id": "Masa berlaku voucher sudah habis. Minta voucher baru ke PPK.",
        "en": "The voucher is no longer valid. Ask the PPK for a new one.",
    }


class ChainNotYetValidError(ChainError):
    """The issuer is not valid yet."""

    code = "chain_not_yet_valid"
    say: Mapping[str, str] = {
        "id": "Voucher belum berlaku. Periksa jam perangkat, atau tunggu sampai masa berlakunya mulai.",
        "en": "The voucher is not valid yet. Check the device's clock, or wait until it becomes valid.",
    }
