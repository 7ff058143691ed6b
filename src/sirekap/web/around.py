"""What surrounds a station's numbers: incidents, objections, copies, versions; and what was set aside."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from sirekap.accounts.model import Account
from sirekap.actions.note_around import Around, NoteAround, OpenVersion, note_around, open_version
from sirekap.actions.ports import Ports
from sirekap.actions.see_around import AroundView, SeeAround, see_around, see_paper
from sirekap.actions.see_aside import SeeAside, reason_of, see_aside
from sirekap.election.model import ContestId, StationCode
from sirekap.record.model import (
    Capacity,
    CopyExpected,
    CopyHanded,
    HandedAs,
    IncidentKind,
    IncidentNoted,
    Objected,
    ObjectionAnswered,
    PersonId,
    VersionKind,
    VersionOpened,
    Watcher,
)
from sirekap.web.photos import KEEP, Sha256
from sirekap.web.stations import Version
from sirekap.web.surroundings import Caller, Given, Now

Text = Annotated[str, Field(max_length=2000)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Strict(BaseModel):
    """A body that holds what it names and nothing else."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class WatcherBody(Strict):
    """A witness by the number of ticket or party, or the supervisor."""

    capacity: Literal["witness", "supervisor"]
    number: Annotated[int, Field(ge=1, le=99)] | None = None

    def watcher(self) -> Watcher:
        """Return whom it names; a supervisor has no number."""
        capacity = Capacity(self.capacity)
        return Watcher(capacity, self.number if capacity is Capacity.WITNESS else None)


class IncidentBody(Strict):
    """What a form of special events says; ``none`` for NIHIL."""

    kind: Literal[
        "none",
        "ballots_short",
        "ballots_swapped",
        "late_opening",
        "interrupted",
        "unentitled_voter",
        "intimidation",
        "form_damaged",
        "other",
    ]
    text: Text = ""
    photo: Hash | None = None


class ObjectionBody(Strict):
    """Who objects to what."""

    watcher: WatcherBody
    text: Text
    photo: Hash | None = None


class AnswerBody(Strict):
    """What was answered, and whether the count was set right."""

    watcher: WatcherBody
    heeded: bool
    text: Text


class HandBody(Strict):
    """Which copy was handed to whom: a claim by its id, or a photo by its SHA-256."""

    watcher: WatcherBody
    handed_as: Literal["paper", "qr", "file"]
    content: Hash


class VersionBody(Strict):
    """Why the station votes or counts again, and by which decision."""

    kind: Literal["revote", "continued", "delayed", "recount"]
    decision: Annotated[str, Field(min_length=1, max_length=100)]
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class NotedView(BaseModel):
    """The receipt of something noted: who noted it, and when it was noted first."""

    model_config = ConfigDict(strict=True, frozen=True)
    by: str
    at: datetime


class VersionView(BaseModel):
    """The number of the version that is current now."""

    model_config = ConfigDict(strict=True, frozen=True)
    version: int


class AsideView(BaseModel):
    """Something that was refused or is in doubt: why, in words, and its bytes in base 64."""

    model_config = ConfigDict(strict=True, frozen=True)
    place: str
    id: str
    code: str
    say: Mapping[str, str]
    via: str
    received_at: datetime
    body: str


def around(
    station: str, contest: str, ports: Given, caller: Caller, now: Now, version: Version = None
) -> AroundView:
    """Show incidents, objections with their answers, copies and versions of one station's contest."""
    return see_around(ports, SeeAround(StationCode(station), ContestId(contest), caller, now, version))


def paper(
    station: str,
    contest: str,
    sha256: Sha256,
    ports: Given,
    caller: Caller,
    now: Now,
    version: Version = None,
) -> Response:
    """Give out the photo of a form of special events or of an objection."""
    command = SeeAround(StationCode(station), ContestId(contest), caller, now, version)
    media_type, data = see_paper(ports, command, sha256)
    return Response(data, media_type=media_type, headers=KEEP)


def incident(
    station: str, contest: str, body: IncidentBody, ports: Given, caller: Caller, now: Now
) -> NotedView:
    """Note special events, or that there were none."""
    piece = IncidentNoted(IncidentKind(body.kind), body.text, body.photo, PersonId(caller.id), now)
    return _noted(ports, station, contest, piece, caller, now)


def objection(
    station: str, contest: str, body: ObjectionBody, ports: Given, caller: Caller, now: Now
) -> NotedView:
    """Note an objection."""
    piece = Objected(body.watcher.watcher(), body.text, body.photo, PersonId(caller.id), now)
    return _noted(ports, station, contest, piece, caller, now)


def answer(station: str, contest: str, body: AnswerBody, ports: Given, caller: Caller, now: Now) -> NotedView:
    """Answer the objections of a witness or the supervisor."""
    piece = ObjectionAnswered(body.watcher.watcher(), body.heeded, body.text, PersonId(caller.id), now)
    return _noted(ports, station, contest, piece, caller, now)


def expect_copy(
    station: str, contest: str, body: WatcherBody, ports: Given, caller: Caller, now: Now
) -> NotedView:
    """Register who receives a copy."""
    return _noted(
        ports, station, contest, CopyExpected(body.watcher(), PersonId(caller.id), now), caller, now
    )


def hand_copy(
    station: str, contest: str, body: HandBody, ports: Given, caller: Caller, now: Now
) -> NotedView:
    """Note that a copy was handed over; the answer is its receipt."""
    handed = HandedAs(body.handed_as)
    piece = CopyHanded(body.watcher.watcher(), handed, body.content, PersonId(caller.id), now)
    return _noted(ports, station, contest, piece, caller, now)


def version(
    station: str, contest: str, body: VersionBody, ports: Given, caller: Caller, now: Now
) -> VersionView:
    """Begin the record of a re-vote, continued or delayed vote, or recount."""
    opened = VersionOpened(VersionKind(body.kind), body.decision, PersonId(caller.id), now, body.reason)
    command = OpenVersion(StationCode(station), ContestId(contest), opened, caller, now)
    return VersionView(version=open_version(ports, command).version)


def aside(ports: Given, caller: Caller, now: Now) -> Sequence[AsideView]:
    """List what was refused or is in doubt within the caller's reach, newest first."""
    return [
        AsideView(
            place=each.place,
            id=each.id,
            code=each.code,
            say=reason_of(each.code),
            via=each.via,
            received_at=each.received_at,
            body=b64encode(each.body).decode(),
        )
        for each in see_aside(ports, SeeAside(caller, now))
    ]


def _noted(
    ports: Ports, station: str, contest: str, piece: Around, caller: Account, now: datetime
) -> NotedView:
    command = NoteAround(StationCode(station), ContestId(contest), piece, caller, now)
    noted = note_around(ports, command)
    return NotedView(by=noted.by, at=noted.at)
