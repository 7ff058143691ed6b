"""Everything that is held, as one transaction sees it: to look at, or to add to."""

from collections.abc import Iterable

from sqlalchemy import Connection

from sirekap.actions.ports import AuditLine
from sirekap.store.account_rows import AccountRows
from sirekap.store.ahead import Ahead
from sirekap.store.audit_rows import AuditRows, add_line
from sirekap.store.claim_rows import ClaimRows
from sirekap.store.engines import wait_for_turns
from sirekap.store.gathered import Gathered
from sirekap.store.key_rows import KeyRows
from sirekap.store.people_rows import PeopleRows
from sirekap.store.photo_rows import PhotoRows, QueueRows
from sirekap.store.record_rows import ChangedRows, EvidenceRows
from sirekap.store.upload_rows import UploadRows
from sirekap.store.way_rows import WayRows


class NoAuditLineError(Exception):
    """A transaction was left without its audit line; nothing of it was kept. A fault of the program."""


class SqlBooks:
    """Everything that is held, as one transaction sees it; *places* are read together at need."""

    def __init__(self, connection: Connection, places: Iterable[str] = ()) -> None:
        self.connection = connection
        self.rows, self._ahead = Gathered(connection), Ahead(places)
        self.accounts = AccountRows(self.rows, self._ahead)
        self.keys = KeyRows(self.rows, self._ahead)
        self.people = PeopleRows(self.rows)
        self.ways = WayRows(self.rows)
        self.audit = AuditRows(self.rows)
        self.claims = ClaimRows(self.rows, self._ahead)
        self.uploads = UploadRows(self.rows)
        self.evidence = EvidenceRows(self.rows, self._ahead)
        self.photos = PhotoRows(self.rows)
        self.queue = QueueRows(self.rows)
        self.changed = ChangedRows(self.rows)


class SqlWork(SqlBooks):
    """A transaction that may write, for one caller or for several, one after the other.

    ``noted`` tells whether the caller at hand has its audit line. *places* are those of all callers; nobody
    else writes about them until the transaction ends.
    """

    def __init__(self, connection: Connection, places: Iterable[str] = ()) -> None:
        wanted = frozenset(places)
        super().__init__(connection, wanted)
        self.evidence = EvidenceRows(self.rows, self._ahead, self.wait_for_turn)
        self.noted = False
        self._turns = set(wanted)
        wait_for_turns(connection, wanted)

    def wait_for_turn(self, place: str) -> None:
        """Keep every other writer about *place* waiting until this transaction ends."""
        if place not in self._turns:
            wait_for_turns(self.connection, [place])
            self._turns.add(place)

    def note(self, line: AuditLine) -> None:
        """Write the audit line without which nothing of this transaction is kept."""
        add_line(self.rows, line)
        self.noted = True

    def end(self) -> None:
        """Keep what the caller at hand wrote; NoAuditLineError where it wrote no line."""
        if not self.noted:
            raise NoAuditLineError
        self.rows.keep()
        self.noted = False

    def take_back(self) -> bool:
        """Forget what the caller at hand wrote; False where that takes the end of the transaction."""
        self.noted = False
        self._ahead.forget()
        return self.rows.take_back()

    def finish(self) -> None:
        """Write what was gathered, before the commit."""
        self.rows.insert()
