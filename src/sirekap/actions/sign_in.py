"""Sign in with a code on paper and out again; find out whose session a request carries.

Invariant: of codes only hashes are kept. A code opens until its owner has a way in of their own, or it ends:
whoever finds the paper afterwards finds nothing. A voucher's code opens a console as long as the voucher
could still enrol a phone.
"""

from datetime import datetime

from sirekap.accounts.certificates import seconds
from sirekap.accounts.model import Account, Step
from sirekap.accounts.sign_in_code import hash_code
from sirekap.accounts.ways import Way
from sirekap.actions.key_ports import HeldVoucher
from sirekap.actions.open_session import Session, hash_token, open_session
from sirekap.actions.ports import AuditLine, Books, Outcome, Ports
from sirekap.actions.problems import NotSignedInError, UnknownCodeError
from sirekap.actions.way_ports import OpenSession
from sirekap.actions.way_problems import CodeSpentError


def sign_in(ports: Ports, code: str, at: datetime) -> Session:
    """Open a session for the owner of *code*; raise UnknownCodeError or CodeSpentError."""
    refused: type[UnknownCodeError | CodeSpentError]
    with ports.store.work() as work:
        account, good = _owner(work, hash_code(code), at)
        if account is not None and good:
            return open_session(work, account, Way.CODE, at)
        refused = UnknownCodeError if account is None else CodeSpentError
        who = ("", "") if account is None else (account.id, account.reach)
        work.note(AuditLine(Step.SIGN_IN.value, *who, at, Outcome.REFUSED, {"why": refused.code}))
    raise refused


def _owner(books: Books, code_hash: str, at: datetime) -> tuple[Account | None, bool]:
    """Return whose code it is, and whether it still opens."""
    account = books.accounts.of_code(code_hash)
    if account is not None:
        good = account.id in books.accounts.good_codes([account.id], at)
    elif (voucher := books.keys.voucher_of_code(code_hash)) is not None:
        account = books.accounts.get(voucher.voucher.account)
        good = _is_unused(books, voucher, at)
    if account is None:
        return None, False
    return account, good and not books.ways.has_own([account.id])


def _is_unused(books: Books, held: HeldVoucher, at: datetime) -> bool:
    """Tell whether the voucher could still enrol a phone."""
    voucher, issuer = held.voucher, held.issuer
    if seconds(at) > min(voucher.until, issuer.until):
        return False
    if any(each.voucher == voucher.id for each in books.keys.devices_of(voucher.place, voucher.account)):
        return False
    shut = {voucher.id, issuer.id}
    return not any(each.key in shut for each in books.keys.revocations(voucher.place))


def sign_out(ports: Ports, token: str, at: datetime) -> None:
    """Close the session of *token*; one that is closed already stays so."""
    with ports.store.work() as work:
        session = work.accounts.of_session(hash_token(token), at)
        work.accounts.close_session(hash_token(token))
        who = ("", "") if session is None else (session.account.id, session.account.reach)
        work.note(AuditLine(Step.SIGN_OUT.value, *who, at, Outcome.DONE))


def signed_in(ports: Ports, token: str, at: datetime) -> OpenSession:
    """Return the session of *token*; raise NotSignedInError where it is nobody's, or over."""
    with ports.store.look() as books:
        session = books.accounts.of_session(hash_token(token), at)
    if session is None:
        raise NotSignedInError
    return session
