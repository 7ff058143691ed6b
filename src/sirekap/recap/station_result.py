"""What may be said in public about one station's contest.

In: a ``Context`` and the evidence of its record. Out: a ``StationResult``. Invariant: a number appears only
if its section is confirmed or settled, and is then one that a person said or a plenary decided. A field of
the votes that stands empty on the paper is left out of them: nothing is no number, and adds nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sirekap.election.model import FieldName
from sirekap.recap.model import PublicPhoto, StationResult
from sirekap.record.context import Context
from sirekap.record.held import Held, hold
from sirekap.record.model import Evidence, Section, VersionKind, VersionOpened
from sirekap.record.state import Confirmed, Settled, State, derive_all


def station_result(context: Context, evidence: Iterable[Evidence]) -> StationResult:
    """Return what the record's *evidence* lets the public know."""
    held = hold(evidence)
    states = derive_all(context, held)
    votes, administration = (public_values(states[section]) for section in Section)
    return StationResult(
        station=context.station.code,
        votes=None if votes is None else {name: value for name, value in votes.items() if value is not None},
        administration=administration,
        states={section.value: state.name for section, state in states.items()},
        photos=public_photos(context, held),
        contradictions=_contradictions(states),
        updated=_updated(held),
        again=_again(held),
    )


def public_values(state: State) -> Mapping[FieldName, int | None] | None:
    """Return the section's numbers if they are confirmed or settled, else None."""
    return dict(state.values) if isinstance(state, Confirmed | Settled) else None


def public_photos(context: Context, held: Held) -> tuple[PublicPhoto, ...]:
    """Return the photos that stand and are known to show a page of the form: page by page, oldest first.

    Known is what the reader recognised. Where only who sent it told the page, some person must since have
    checked that page, and so looked at the photo.
    """
    shown = (
        PublicPhoto(photo, page.number, held.came[photo])
        for page in context.form.pages
        for photo in held.shown(page.number)
        if _recognised(held, photo) or any(held.looks(each.name) for each in page.fields)
    )
    return tuple(sorted(shown, key=lambda each: (each.page, each.at, each.sha256)))


def _recognised(held: Held, photo: str) -> bool:
    """Tell whether the reader knows which page the photo shows."""
    reading = held.read.get(photo)
    return reading is not None and reading.page is not None


def _contradictions(states: Mapping[Section, State]) -> tuple[str, ...]:
    """Return the rules that the paper breaks in any public section, each once."""
    public = (state for state in states.values() if isinstance(state, Confirmed | Settled))
    return tuple(dict.fromkeys(code for state in public for code in state.contradictions))


def _again(held: Held) -> VersionKind | None:
    """Return why this version was opened; None for the first count."""
    return next((each.kind for each in held.evidence if isinstance(each, VersionOpened)), None)


def _updated(held: Held) -> datetime | None:
    """Return when the newest piece of evidence came into being."""
    return held.evidence[-1].at if held.evidence else None
