"""Everything that is held, as one transaction sees it: to look at, or to add to."""

from sqlalchemy import Connection

from sirekap.actions.ports import AuditLine
from sirekap.store.account_rows import AccountRows
from sirekap.store.audit_rows import AuditRows, add_line
from sirekap.store.claim_rows import ClaimRows
from sirekap.store.engines import wait_for_turn
from sirekap.store.key_rows import KeyRows
from sirekap.store.people_rows import PeopleRows
from sirekap.store.photo_rows import PhotoRows, QueueRows
from sirekap.store.record_rows import ChangedRows, EvidenceRows
from sirekap.store.upload_rows import UploadRows
from sirekap.store.way_rows import WayRows


class NoAuditLineError(Exception):
    """A transaction was left without its audit line; nothing of it was kept. A fault of the program."""


class SqlBooks:
    """Everything that is held, as one transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.accounts = AccountRows(connection)
        self.keys = KeyRows(connection)
        self.people = PeopleRows(connection)
        self.ways = WayRows(connection)
        self.audit = AuditRows(connection)
        self.claims = ClaimRows(connection)
        self.uploads = UploadRows(connection)
        self.evidence = EvidenceRows(connection)
        self.photos = PhotoRows(connection)
        self.queue = QueueRows(connection)
        self.changed = ChangedRows(connection)


class SqlWork(SqlBooks):
    """A transaction that may write; ``noted`` tells whether it has its audit line."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._connection = connection
        self.evidence = EvidenceRows(connection, self.wait_for_turn)
        self.noted = False
        self._turns: set[str] = set()

    def wait_for_turn(self, place: str) -> None:
        """Keep every other writer about *place* waiting until this transaction ends."""
        if place not in self._turns:
            wait_for_turn(self._connection, place)
            self._turns.add(place)

    def note(self, line: AuditLine) -> None:
        """Write the audit line without which nothing of this transaction is kept."""
        add_line(self._connection, line)
        self.noted = True
