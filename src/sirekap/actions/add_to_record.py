"""Add what a person says to a station's record: the one way by which checks, entries and corrections enter.

Invariant: values fit the form's boxes, and what the same person said last, said again, changes nothing.
"""

from dataclasses import replace

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Books, Ports
from sirekap.actions.problems import UnknownFieldError, WrongValueError
from sirekap.actions.station_record import key_of
from sirekap.actions.take_step import ensure_may, take_step
from sirekap.election.model import ContestId, StationCode
from sirekap.forms.model import Form
from sirekap.record.model import Checked, Corrected, Entered, RecordKey, Values, Withdrawn

Said = Checked | Entered | Corrected | Withdrawn
"""What a person may add to a record."""


def add_to_record(
    ports: Ports, station: StationCode, contest: ContestId, by: Account, step: Step, said: Said
) -> None:
    """Add *said* to the record in one transaction; raise where a value is none of the form's."""
    key = key_of(ports, station, contest)
    ensure_may(ports, by, step, station, said.at)
    if not isinstance(said, Withdrawn):
        _ensure_values_fit(ports.forms[contest], said.values)
    with take_step(ports, by, step, station, said.at, {"contest": contest}) as work:
        if not _said_already(work, key, said):
            work.evidence.add(key, said)


def _said_already(books: Books, key: RecordKey, said: Said) -> bool:
    """Tell whether the newest evidence of the record is this very statement, but for the time."""
    newest = max(books.evidence.of(key), key=lambda each: each.at, default=None)
    return isinstance(newest, type(said)) and replace(newest, at=said.at) == said


def _ensure_values_fit(form: Form, values: Values) -> None:
    """Raise UnknownFieldError or WrongValueError for a value that cannot stand on *form*."""
    digits = {field.name: len(field.boxes) for field in form.fields()}
    for name, value in values.items():
        if name not in digits:
            raise UnknownFieldError(name)
        if value is not None and not 0 <= value < 10 ** digits[name]:
            raise WrongValueError(f"{name}: {value}")
