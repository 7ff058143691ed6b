"""Note what surrounds a station's numbers: incidents, objections, answers, copies, new versions.

Invariant: each is evidence of the record, added with its audit line by somebody with the right, and said
twice it changes nothing. A reason or text is asked for wherever the paper has one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.claim_problems import NotACopyError, NotRegisteredError, PhotoNotYetHereError
from sirekap.actions.ports import Books, Ports
from sirekap.actions.station_record import key_of
from sirekap.actions.take_step import ensure_may, take_step
from sirekap.election.model import ContestId, StationCode
from sirekap.record.claims.model import ClaimId
from sirekap.record.missteps import NothingSaidError, ReasonMissingError
from sirekap.record.model import (
    CopyExpected,
    CopyHanded,
    Evidence,
    IncidentKind,
    IncidentNoted,
    Objected,
    ObjectionAnswered,
    PersonId,
    RecordKey,
    VersionOpened,
    Watcher,
)

Around = IncidentNoted | Objected | ObjectionAnswered | CopyExpected | CopyHanded

STEP_OF: dict[type[Around], Step] = {
    IncidentNoted: Step.NOTE_INCIDENT,
    Objected: Step.OBJECT,
    ObjectionAnswered: Step.ANSWER,
    CopyExpected: Step.EXPECT_COPY,
    CopyHanded: Step.HAND_COPY,
}


@dataclass(frozen=True, slots=True)
class NoteAround:
    """What to note of a station's contest; who and when are taken from ``by`` and ``at``."""

    station: StationCode
    contest: ContestId
    piece: Around
    by: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenVersion:
    """Which record begins anew, by whose decision, and why."""

    station: StationCode
    contest: ContestId
    opened: VersionOpened
    by: Account
    at: datetime


def note_around(ports: Ports, command: NoteAround) -> Around:
    """Add the piece to the record and return it as it stands there: the first, where it was noted before."""
    key = key_of(ports, command.station, command.contest)
    step = STEP_OF[type(command.piece)]
    ensure_may(ports, command.by, step, command.station, command.at)
    piece = replace(command.piece, by=PersonId(command.by.id), at=command.at)
    with take_step(ports, command.by, step, command.station, command.at, {"contest": key.contest}) as work:
        evidence = work.evidence.of(key)
        for each in evidence:
            if type(each) is type(piece) and replace(each, at=piece.at) == piece:
                return each
        _ENSURE[type(piece)](work, key, evidence, piece)
        work.evidence.add(key, piece)
    return piece


def open_version(ports: Ports, command: OpenVersion) -> RecordKey:
    """Begin a new version of the record and return its key; the same decision opens one version only."""
    newest = key_of(ports, command.station, command.contest)
    ensure_may(ports, command.by, Step.OPEN_VERSION, command.station, command.at)
    opened = replace(command.opened, by=PersonId(command.by.id), at=command.at)
    if not opened.reason.strip() or not opened.decision.strip():
        raise ReasonMissingError
    key = RecordKey(newest.station, newest.contest, newest.version + 1)
    subject = {"contest": key.contest, "version": str(key.version), "kind": opened.kind.value}
    with take_step(ports, command.by, Step.OPEN_VERSION, key.station, command.at, subject) as work:
        for each in work.evidence.of(newest):
            if isinstance(each, VersionOpened) and each.decision == opened.decision:
                return newest
        work.evidence.add(key, opened)
    return key


def _ensure_incident(books: Books, key: RecordKey, _: Iterable[Evidence], piece: IncidentNoted) -> None:
    if piece.kind is not IncidentKind.NONE and not piece.text.strip():
        raise NothingSaidError
    _ensure_photo(books, key, piece.photo)


def _ensure_objection(books: Books, key: RecordKey, _: Iterable[Evidence], piece: Objected) -> None:
    if not piece.text.strip():
        raise ReasonMissingError
    _ensure_photo(books, key, piece.photo)


def _ensure_answer(_: Books, __: RecordKey, evidence: Iterable[Evidence], piece: ObjectionAnswered) -> None:
    if not piece.text.strip():
        raise ReasonMissingError
    if not any(isinstance(each, Objected) and each.watcher == piece.watcher for each in evidence):
        raise NothingSaidError


def _ensure_registered(_: Books, __: RecordKey, ___: Iterable[Evidence], ____: CopyExpected) -> None:
    """Anybody entitled may be registered; who is entitled the station decides."""


def _ensure_copy(books: Books, key: RecordKey, evidence: Iterable[Evidence], piece: CopyHanded) -> None:
    """Raise unless the watcher is registered and what is handed over is this record's."""
    if piece.watcher not in _registered(evidence):
        raise NotRegisteredError
    claim = books.claims.get(key.station, ClaimId(piece.content))
    if (claim is None or claim.key != key) and books.photos.get(key, piece.content) is None:
        raise NotACopyError


def _registered(evidence: Iterable[Evidence]) -> frozenset[Watcher]:
    return frozenset(each.watcher for each in evidence if isinstance(each, CopyExpected))


def _ensure_photo(books: Books, key: RecordKey, photo: str | None) -> None:
    """Raise unless the photo of the form, where one is named, is held for the station."""
    if photo is None or books.photos.get(key, photo) is not None:
        return
    if books.uploads.arrival(key.station, photo) is None:
        raise PhotoNotYetHereError(photo)


_ENSURE: dict[type[Around], Callable[..., None]] = {
    IncidentNoted: _ensure_incident,
    Objected: _ensure_objection,
    ObjectionAnswered: _ensure_answer,
    CopyExpected: _ensure_registered,
    CopyHanded: _ensure_copy,
}
