"""Keys of an invented election, the same on every run, and chains made with them."""

import hashlib
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from sirekap.accounts.certificates import Binding, Issuer, Voucher, seconds
from sirekap.accounts.key_chain import KeyChain, Root
from sirekap.accounts.model import Reach, Role
from sirekap.accounts.one_time_key import one_time_key
from sirekap.accounts.sign_in_code import make_code
from sirekap.accounts.signatures import key_id, public_of, sign
from sirekap.election.model import ElectionId

ELECTION = ElectionId(bytes(range(32)).hex())
OTHER = ElectionId(bytes(range(1, 33)).hex())
BEGIN = seconds(datetime(2026, 2, 1, tzinfo=UTC))
END = seconds(datetime(2026, 4, 1, tzinfo=UTC))
DAY = datetime(2026, 2, 14, 6, 0, tzinfo=UTC)
STATION = "3527012001003"

ROOT = ed25519.Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
NEXT_ROOT = ed25519.Ed25519PrivateKey.from_private_bytes(b"\2" * 32)
ISSUER = ed25519.Ed25519PrivateKey.from_private_bytes(b"\3" * 32)
STRANGER = ed25519.Ed25519PrivateKey.from_private_bytes(b"\4" * 32)
CODE = make_code(bytes(range(16)))
ONE_TIME = one_time_key(CODE, ELECTION)
DEVICE = ec.derive_private_key(0x5157, ec.SECP256R1())
ROOTS = (Root(public_of(ROOT)),)


def issuer(reach="3527", since=BEGIN, until=END, root=ROOT, election=ELECTION):
    return Issuer(public_of(ISSUER), Reach(reach), since, until).signed(root, election)


def voucher(place=STATION, role=Role.OFFICER, number=1, until=END, by=ISSUER, election=ELECTION):
    return Voucher(public_of(ONE_TIME), Reach(place), role, number, until).signed(by, election)


def binding(by=ONE_TIME, device=DEVICE, made=BEGIN, election=ELECTION):
    return Binding(public_of(device), made).signed(by, election)


def chain(**links):
    made = {"issuer": issuer(), "voucher": voucher(), "binding": binding()} | links
    return KeyChain(**made)


class Phone:
    """A phone with its own key, and the voucher that its owner was handed."""

    def __init__(self, election, place, role=Role.OFFICER, number=1, seed=1, until=END):
        self.election, self.place = election, Reach(place)
        self.code = make_code(hashlib.sha256(f"{place} {role} {number}".encode()).digest()[:16])
        self.one_time = one_time_key(self.code, election)
        self.key = ec.derive_private_key(seed, ec.SECP256R1())
        self.id = key_id(public_of(self.key))
        own = Voucher(public_of(self.one_time), self.place, role, number, until)
        self.voucher = own.signed(ISSUER, election)
        self.issuer = issuer(reach="", until=until, election=election)

    def chain(self):
        """Return the bytes that the phone makes when it is activated."""
        bound = Binding(public_of(self.key), BEGIN).signed(self.one_time, self.election)
        return KeyChain(self.issuer, self.voucher, bound).to_bytes(self.election)

    def sign(self, label, body):
        """Sign with the phone's own key."""
        return sign(self.key, label, self.election, body)
