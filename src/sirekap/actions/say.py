"""Add what a person says to a station's record: the one way by which checks, entries and corrections enter.

Invariant: the record's own steps decide, on the evidence of the very transaction that adds to it; and the
same said twice changes nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Ports
from sirekap.actions.station_record import context_of, key_of
from sirekap.actions.take_step import ensure_may, take_step
from sirekap.election.model import ContestId, FieldName, StationCode
from sirekap.record.context import Context
from sirekap.record.missteps import MisstepError
from sirekap.record.model import Checked, Corrected, Entered, Evidence, PersonId, Withdrawn

Said = Checked | Entered | Corrected | Withdrawn
"""What a person may add to a record."""

Taken = Callable[[Context, tuple[Evidence, ...]], Iterable[Said]]
"""A step of ``record.steps``, given the record: the evidence to add, or a misstep."""


def say(
    ports: Ports, station: StationCode, contest: ContestId, by: Account, step: Step, said: Said, taken: Taken
) -> None:
    """Add to the record what *taken* makes of it; *said* is the whole statement, to know a repetition by.

    Raise UnknownStationError, NotAllowedError, or the misstep that the record itself sees.
    """
    key = key_of(ports, station, contest)
    ensure_may(ports, by, step, station, said.at)
    with take_step(ports, by, step, station, said.at, {"contest": contest}) as work:
        evidence = work.evidence.of(key)
        repeated = is_repeated(evidence, said)
        if repeated and not isinstance(said, Entered):
            return
        try:
            pieces = tuple(taken(context_of(ports, work, key), evidence))
        except MisstepError:
            if repeated:
                return
            raise
        for piece in pieces:
            work.evidence.add(key, piece)


def is_repeated(evidence: Iterable[Evidence], said: Said) -> bool:
    """Tell whether the newest word of this kind on every field concerned is this person's and the same."""
    if isinstance(said, Withdrawn):
        return any(
            isinstance(each, Withdrawn) and (each.photo, each.by) == (said.photo, said.by)
            for each in evidence
        )
    newest: dict[FieldName | str, tuple[PersonId, int | str | None]] = {}
    for each in sorted((e for e in evidence if isinstance(e, type(said))), key=_time):
        newest.update(_words(each))
    words = _words(said)
    return bool(words) and newest.items() >= words.items()


def _time(each: Evidence) -> datetime:
    return each.at


def _words(said: Evidence) -> Mapping[FieldName | str, tuple[PersonId, int | str | None]]:
    """Return who says what of each field and, in a check, for each rule."""
    if not isinstance(said, Checked | Entered | Corrected):
        return {}
    words: dict[FieldName | str, tuple[PersonId, int | str | None]] = {
        name: (said.by, value) for name, value in said.values.items()
    }
    if isinstance(said, Checked):
        words.update({code: (said.by, reason) for code, reason in said.reasons.items()})
    return words
