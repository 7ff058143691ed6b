"""What actions need from outside, as protocols; ``bootstrap`` fits adapters to them.

Invariant: a change is kept only by ``Work``, whose transaction also holds its audit line; a ``Work`` left
without one keeps nothing and says so. Everything else only reads. No adapter lives here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap.accounts.key_chain import Root
from sirekap.accounts.model import Account, AccountId, Reach
from sirekap.accounts.ways import Way
from sirekap.actions.claim_ports import ClaimBook, UploadBook
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.key_ports import KeyBook, PeopleBook
from sirekap.actions.way_ports import AtOnce, Hashing, OpenSession, WayBook
from sirekap.election.model import ContestId, Election, StationCode
from sirekap.forms.issued import IssuedForms
from sirekap.forms.model import Form
from sirekap.reading.model import Reading
from sirekap.record.model import Evidence, RecordKey

T = TypeVar("T")


class Outcome(Enum):
    """How a step ended."""

    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did, or was refused, which step, on what, when. ``subject`` holds ids and codes, never values."""

    event: str
    who: str
    place: str
    at: datetime
    outcome: Outcome
    subject: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """What is looked for in the audit; None looks for all. ``before`` is the mark of the page before."""

    place: Reach
    who: str | None = None
    event: str | None = None
    outcome: Outcome | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """What is known of a photo that is held; its bytes lie in the photo folder under ``sha256``."""

    key: RecordKey
    sha256: str
    size: int
    media_type: str
    by: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Lease:
    """A photo taken from the queue for reading; ``tries`` counts this one."""

    photo: StoredPhoto
    tries: int


@dataclass(frozen=True, slots=True)
class FailedPhoto:
    """A photo over which the reader failed for good, and when that was."""

    photo: StoredPhoto
    failed_at: datetime


class AccountBook(Protocol):
    """Accounts and their sessions."""

    def add(self, account: Account, code_hash: str | None, at: datetime) -> None:
        """Add an account with the hash of its sign-in code; None where it signs in by other means."""

    def ensure(self, account: Account, at: datetime) -> None:
        """Add an account that signs in by other means than a code, unless it is there."""

    def get(self, account: AccountId) -> Account | None:
        """Return the account of that id."""

    def of_code(self, code_hash: str) -> Account | None:
        """Return whose sign-in code has that hash."""

    def give_code(self, account: AccountId, code_hash: str, until: datetime) -> None:
        """Put a code that ends at *until* in the place of any before it."""

    def take_code(self, account: AccountId) -> None:
        """Take the account's code away, if it has one."""

    def good_codes(self, ids: Sequence[AccountId], at: datetime) -> Set[AccountId]:
        """Return those of the accounts whose code has not ended by *at*."""

    def codes_of(self, reach: Reach) -> Mapping[AccountId, datetime | None]:
        """Return the accounts below *reach* that were given a code, and when it ends; None for never."""

    def open_session(
        self, token_hash: str, account: Account, way: Way, at: datetime, expires: datetime
    ) -> None:
        """Open a session that ends at *expires*; the account's sessions that ended by *at* are forgotten."""

    def of_session(self, token_hash: str, at: datetime) -> OpenSession | None:
        """Return the session, if it is still open at *at*."""

    def close_session(self, token_hash: str) -> None:
        """End the session."""

    def close_sessions_below(self, reach: Reach, way: Way) -> None:
        """End every session of the accounts below *reach* that was opened that way."""

    def close_sessions_of(self, account: AccountId) -> None:
        """End every session of the account."""

    def close_other_sessions(self, account: AccountId, opened: datetime) -> None:
        """End every session of the account but the one that was opened then."""


class AuditBook(Protocol):
    """The audit lines, to be read."""

    def page(self, question: AuditQuestion, most: int) -> tuple[Sequence[AuditLine], str | None]:
        """Return at most so many lines that the question asks for, newest first, and the next page's mark."""

    def about(self, place: Reach, account: AccountId, most: int) -> tuple[AuditLine, ...]:
        """Return the newest lines of that place that the account wrote or that name it."""


class EvidenceBook(Protocol):
    """All evidence of all records; only ever added to."""

    def add(self, key: RecordKey, evidence: Evidence) -> None:
        """Add *evidence*; what is already held is left as it is. Marks the record as changed."""

    def of(self, key: RecordKey) -> tuple[Evidence, ...]:
        """Return the record's evidence, in the order it was added."""

    def within(self, reach: str, contest: ContestId) -> Mapping[RecordKey, tuple[Evidence, ...]]:
        """Return the newest version of every station whose code begins with *reach* and that has evidence."""

    def newest_version(self, station: StationCode, contest: ContestId) -> int:
        """Return the number of the record's newest version; 0 where nothing has come."""


class PhotoBook(Protocol):
    """Photos that are held, and what the reader saw in them."""

    def add(self, photo: StoredPhoto) -> None:
        """Add *photo* and queue it for reading; one already held is left as it is."""

    def of(self, key: RecordKey) -> tuple[StoredPhoto, ...]:
        """Return the record's photos, in the order they came."""

    def get(self, key: RecordKey, sha256: str) -> StoredPhoto | None:
        """Return the photo, if the record holds it."""

    def everywhere(self, sha256: str) -> tuple[StoredPhoto, ...]:
        """Return the photo at every record that holds it."""

    def add_reading(self, key: RecordKey, reading: Reading, at: datetime) -> None:
        """Keep what the reader saw, places of the fields included; a newer reading replaces it."""

    def reading(self, key: RecordKey, sha256: str) -> Reading | None:
        """Return what the reader saw in the photo, if it was read."""


class ReadingQueue(Protocol):
    """Photos waiting to be read, oldest first."""

    def lease(self, lasts: timedelta) -> Lease | None:
        """Take the oldest photo that no one holds; by the wall clock it comes back after *lasts*."""

    def release(self, photo: StoredPhoto, tries: int | None = None) -> None:
        """Put a photo on lease back at once; *tries* sets how often it counts as tried."""

    def give_up(self, photo: StoredPhoto, at: datetime) -> bool:
        """Keep the photo as failed for good, no more to be leased; tell whether it was still waiting."""

    def failed(self, reach: str) -> tuple[FailedPhoto, ...]:
        """Return the photos below *reach* that failed for good, newest first."""

    def put_back(self, reach: str) -> int:
        """Have the photos below *reach* that failed for good wait again, untried; return how many."""

    def done(self, photo: StoredPhoto) -> bool:
        """Take the photo out of the queue; tell whether it was still in it."""

    def waiting(self) -> int:
        """Count the photos not yet read, those on lease included and those that failed for good not."""


class ChangedBook(Protocol):
    """Records that changed since they were last published, each with the mark of its newest change."""

    def all(self) -> Mapping[RecordKey, str]:
        """Return all of them."""

    def clear(self, published: Mapping[RecordKey, str]) -> None:
        """Forget those whose mark is still the one given."""


class Books(Protocol):
    """Everything that is held, as of one moment."""

    @property
    def accounts(self) -> AccountBook:
        """Accounts and sessions."""

    @property
    def people(self) -> PeopleBook:
        """Who holds which account."""

    @property
    def keys(self) -> KeyBook:
        """Vouchers, devices and revocations."""

    @property
    def ways(self) -> WayBook:
        """Passkeys and passwords."""

    @property
    def audit(self) -> AuditBook:
        """What was done and refused."""

    @property
    def claims(self) -> ClaimBook:
        """Claims, details, and what was set aside."""

    @property
    def uploads(self) -> UploadBook:
        """Photos on their way."""

    @property
    def evidence(self) -> EvidenceBook:
        """Evidence."""

    @property
    def photos(self) -> PhotoBook:
        """Photos and readings."""

    @property
    def queue(self) -> ReadingQueue:
        """What waits to be read."""

    @property
    def changed(self) -> ChangedBook:
        """What waits to be published."""


class Work(Books, Protocol):
    """One transaction: what is written to the books is kept together with the audit line, or not at all."""

    def wait_for_turn(self, place: str) -> None:
        """Keep every other writer about *place* waiting until this transaction ends; evidence does."""

    def note(self, line: AuditLine) -> None:
        """Write the audit line; without one, leaving the transaction keeps nothing and raises."""


class Store(Protocol):
    """The database."""

    @property
    def sample_secret(self) -> bytes:
        """The key by which the blind sample is drawn; unknown outside."""

    def work(self) -> AbstractContextManager[Work]:
        """Open a transaction that may write."""

    def do(self, step: Callable[[Work], T], place: str = "") -> T:
        """Take *step* in a transaction that it may share with others'; return once it is on disk.

        What it raises is raised, and nothing of it is kept. It may be called more than once, so it must do
        nothing but write to the books. *place* is the station it is about: groups visit places in order, so
        that two servers never wait for each other.
        """

    def submit(self, place: str, do: Callable[[Work], T]) -> Future[T]:
        """As ``do``, without waiting: the future is told once it is on disk."""

    def look(self) -> AbstractContextManager[Books]:
        """Open a transaction that keeps nothing."""

    def audit_lines(self, place: str) -> Sequence[AuditLine]:
        """Return the audit lines of every place whose code begins with *place*, oldest first."""


class PhotoFolder(Protocol):
    """The bytes of photos, named by their SHA-256."""

    def keep(self, data: bytes) -> str:
        """Write *data* so that it survives a crash; return its SHA-256 (hex)."""

    def fetch(self, sha256: str) -> bytes:
        """Return the bytes; KeyError where there are none."""


class PhotoReader(Protocol):
    """What reads a photo of one page."""

    def read(self, data: bytes, forms: Sequence[Form]) -> Reading:
        """Read the photo as a page of one of *forms*, or refuse it."""


class PublicFolder(Protocol):
    """The files that the public loads; paths are relative, with forward slashes."""

    def write(self, path: str, data: bytes) -> bool:
        """Put the file there in one move where it differs; tell whether it did."""

    def holds(self, path: str) -> bool:
        """Tell whether the file is there."""

    def paths(self, under: str) -> Iterator[str]:
        """Yield the paths of all files below the folder *under*."""

    def remove(self, path: str) -> None:
        """Take the file away; one that is not there stays so."""


@dataclass(frozen=True)
class Ports:
    """All that an action may reach."""

    election: Election
    forms: IssuedForms
    store: Store
    photos: PhotoFolder
    reader: PhotoReader
    public: PublicFolder
    site: Mapping[str, bytes]
    """The built pages of the public site, by path; empty where they have not been built."""
    receipt_key: Ed25519PrivateKey
    """By which receipts are signed."""
    issuers: tuple[IssuerKey, ...] = ()
    """The issuers whose keys this server holds, old and new; none where others make vouchers."""
    roots: tuple[Root, ...] = ()
    """The root keys that are pinned, by which devices are proven."""
    hashing: Hashing = field(default_factory=AtOnce)
    """What computes the hashes of passwords."""
