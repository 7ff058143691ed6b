"""Issue a voucher: the code on the paper, its one-time key, and the issuer's signature.

In: an issuer with its secret, an account, 16 random bytes. Out: what is printed, which is also what is handed
over. Invariant: a voucher is issued only for a role that has a device and within the issuer's reach. Not done
here: printing, and keeping the hash of the code.
"""

from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap.accounts.certificates import ROLE_NUMBER, Issuer, Voucher, account_id
from sirekap.accounts.model import Account
from sirekap.accounts.one_time_key import one_time_key
from sirekap.accounts.sign_in_code import make_code
from sirekap.accounts.signatures import public_of
from sirekap.accounts.voucher_paper import VoucherPaper
from sirekap.election.model import ElectionId


class NoVoucherError(ValueError):
    """This account takes no voucher of this issuer."""

    code = "no_voucher"
    say: Mapping[str, str] = {
        "id": "Akun ini tidak dapat diberi voucher oleh penerbit ini. Periksa peran, nomor dan wilayahnya.",
        "en": "This issuer cannot give this account a voucher. Check its role, number and region.",
    }


def takes_voucher(account: Account) -> bool:
    """Tell whether the account acts with a device of its own, and is named by place, role and number."""
    return account.role in ROLE_NUMBER and _number_of(account) is not None


def issue_voucher(
    issuer: Issuer,
    secret: Ed25519PrivateKey,
    election: ElectionId,
    account: Account,
    random: bytes,
    until: int | None = None,
) -> VoucherPaper:
    """Return the voucher's paper, code included; raise NoVoucherError.

    It ends at *until* (seconds since 1970), and the phone with it; with its issuer at the latest.
    """
    number = _number_of(account)
    inside = account.reach.startswith(issuer.reach)
    if account.role not in ROLE_NUMBER or number is None or not inside:
        raise NoVoucherError(account.id)
    code = make_code(random)
    key = public_of(one_time_key(code, election))
    ends = issuer.until if until is None else min(until, issuer.until)
    voucher = Voucher(key, account.reach, account.role, number, ends).signed(secret, election)
    return VoucherPaper(election, issuer, voucher, code)


def _number_of(account: Account) -> int | None:
    """Return the number in an id made of place, role and number; None for any other id."""
    last = account.id.rpartition("-")[2]
    number = int(last) if last.isascii() and last.isdigit() and len(last) <= 3 else -1
    named = 0 < number < 256 and account.id == account_id(account.reach, account.role, number)
    return number if named else None
