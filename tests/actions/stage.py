"""A real store and folders, a real election, and people of one station: what the tests of actions act on.

The reader is the one thing stood in for: its "photos" are PNG signatures followed by what the page says, as
JSON, so that a test can say exactly what a photo shows and how sure the reader is of it.
"""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from tests.accounts.keys import ROOTS
from tests.accounts.keys import STRANGER as RECEIPT_KEY

from sirekap.accounts.machines import PUBLISHER, READER
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.actions.check_fields import CheckFields, check_fields
from sirekap.actions.enter_fields import EnterFields, enter_fields
from sirekap.actions.open_election import open_election
from sirekap.actions.ports import AuditLine, Outcome, Ports
from sirekap.actions.publish import Publish, publish
from sirekap.actions.read_next import ReadNext, read_next
from sirekap.actions.receive_photo import ReceivePhoto, receive_photo
from sirekap.actions.see_station import SeeStation, see_station
from sirekap.election.model import ContestId, FieldName, StationCode
from sirekap.forms.catalogue import form_for
from sirekap.forms.issued import IssuedForms
from sirekap.reading.model import Corner, FieldReading, PageIdentity, Reading, Refusal, RefusalCode
from sirekap.record.model import RecordKey
from sirekap.store.database import open_store
from sirekap.store.photo_folder import FilePhotos
from sirekap.store.public_folder import FolderPublic

ROOT = Path(__file__).parents[2]
ELECTION = replace(open_election(ROOT / "elections" / "rehearsal-sampang"), form_family="kpu-2024")
CONTEST = ContestId("ppwp")
FORM = form_for(ELECTION.contest(CONTEST), "kpu-2024")
STATION, NEIGHBOUR = sorted(ELECTION.stations)[:2]
BEGIN = datetime(2026, 2, 14, 11, 0, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n"
SECRET = b"the sample's secret of the tests, 0"
"""One under which no field of STATION is drawn into the blind sample."""

MAIN = Account(AccountId("kpps-1"), Role.OFFICER, Reach(STATION))
RESERVE = Account(AccountId("kpps-2"), Role.OFFICER, Reach(STATION))
NEXT_DOOR = Account(AccountId("kpps-next-door"), Role.OFFICER, Reach(NEIGHBOUR))
VERIFIER = Account(AccountId("ppk-1"), Role.PPK, Reach(STATION[:6]))
ADMIN = Account(AccountId("admin"), Role.ADMIN, Reach(""))

DPT = ELECTION.stations[STATION].registered
PAPER = {
    "registered.listed.male": DPT.male,
    "registered.listed.female": DPT.female,
    "registered.listed.total": DPT.total,
    "turnout.listed.male": 80,
    "turnout.listed.female": 90,
    "turnout.listed.total": 170,
    "turnout.transferred.male": 1,
    "turnout.transferred.female": 2,
    "turnout.transferred.total": 3,
    "turnout.unregistered.male": 2,
    "turnout.unregistered.female": 1,
    "turnout.unregistered.total": 3,
    "turnout.total.male": 83,
    "turnout.total.female": 93,
    "turnout.total.total": 176,
    "ballots.received": ELECTION.stations[STATION].ballots_delivered,
    "ballots.used": 176,
    "ballots.spoiled": 0,
    "ballots.unused": ELECTION.stations[STATION].ballots_delivered - 176,
    "disabled.voted.male": 1,
    "disabled.voted.female": 0,
    "disabled.voted.total": 1,
    "votes.1": 61,
    "votes.2": 72,
    "votes.3": 37,
    "valid": 170,
    "invalid": 6,
    "cast": 176,
}
"""What the paper of the station says: every sum holds."""

AREA = (Corner(0.1, 0.1), Corner(0.4, 0.1), Corner(0.4, 0.2), Corner(0.1, 0.2))


def values(*names: str) -> dict[FieldName, int]:
    """Return what the paper says in those fields, or in all."""
    return {FieldName(name): PAPER[name] for name in (names or PAPER)}


def page_photo(number: int, doubtful=(), changed=(), **more) -> bytes:
    """Return the "photo" of a page; the reader doubts *doubtful*, sees *changed* for what is written.

    *more* is what the page says of itself: its station, its election.
    """
    changed = dict(changed)
    fields = {
        field.name: [changed.get(field.name, PAPER[field.name]), field.name not in doubtful]
        for page in FORM.pages
        if page.number == number
        for field in page.fields
    }
    return PNG + json.dumps({"page": number, "fields": fields} | more).encode()


class ScriptedReader:
    """Reads the photos that ``page_photo`` makes."""

    def __init__(self) -> None:
        self.fails = False

    def read(self, data, forms):
        """Return what the photo says it shows; refuse what says nothing."""
        if self.fails:
            raise RuntimeError("the reader broke")
        sha256 = hashlib.sha256(data).hexdigest()
        try:
            said = json.loads(data[len(PNG) :])
        except ValueError:
            refusal = Refusal(RefusalCode.NOT_A_FORM, {"id": "Bukan formulir.", "en": "Not a form."})
            return Reading(sha256, None, refusal, {}, 0.01)
        identity = PageIdentity(forms[0].hash, said["page"], said.get("station"), said.get("election"))
        fields = {
            FieldName(name): FieldReading(
                FieldName(name), value, 0.999 if sure else 0.6, sure, f"{value:03d}", {}, AREA
            )
            for name, (value, sure) in said["fields"].items()
        }
        return Reading(sha256, identity, None, fields, 0.01)


class Stage:
    """One election's ports on real folders, and a clock that moves a second with every step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.reader = ScriptedReader()
        self.store = open_store(folder / "sirekap.db", ELECTION.id, SECRET)
        self.ports = Ports(
            election=ELECTION,
            forms=IssuedForms(ELECTION),
            store=self.store,
            photos=FilePhotos(folder / "photos"),
            reader=self.reader,
            public=FolderPublic(folder / "public"),
            site={"index.html": b"<!doctype html><title>Sirekap</title>"},
            receipt_key=RECEIPT_KEY,
            roots=ROOTS,
        )
        self._ticks = count()

    def now(self) -> datetime:
        """Return a time one second after the last."""
        return BEGIN + timedelta(seconds=next(self._ticks))

    def photograph(self, data: bytes, by=MAIN, station: StationCode = STATION):
        """Send a photo."""
        return receive_photo(self.ports, ReceivePhoto(station, CONTEST, data, by, self.now()))

    def read_all(self) -> int:
        """Read every waiting photo; return how many times the reader was asked."""
        asked = 0
        while read_next(self.ports, ReadNext(READER, self.now())) is not None:
            asked += 1
        return asked

    def photograph_and_read_all(self, **doubts) -> None:
        """Send and read the three pages of the station."""
        for number in (1, 2, 3):
            self.photograph(page_photo(number, **doubts))
        self.read_all()

    def check(self, given, by=MAIN, reasons=None):
        """Check fields."""
        check_fields(self.ports, CheckFields(STATION, CONTEST, given, by, self.now(), reasons or {}))

    def enter(self, given, by=RESERVE):
        """Enter fields blind."""
        enter_fields(self.ports, EnterFields(STATION, CONTEST, given, by, self.now()))

    def see(self, by=MAIN):
        """Return what a person sees of the station."""
        return see_station(self.ports, SeeStation(STATION, CONTEST, by, self.now()))

    def states(self) -> dict[str, str]:
        """Return the state of each section."""
        return {each.section: each.state for each in self.see(ADMIN).sections}

    def publish(self):
        """Publish everything anew."""
        return publish(self.ports, Publish(PUBLISHER, self.now()))

    def audit_line(self) -> AuditLine:
        """Return a line for what a test does to the store by hand."""
        return AuditLine("test", "test", STATION, self.now(), Outcome.DONE)

    def evidence(self, station: StationCode = STATION):
        """Return the evidence held of a station."""
        with self.store.look() as books:
            return books.evidence.of(RecordKey(station, CONTEST))
