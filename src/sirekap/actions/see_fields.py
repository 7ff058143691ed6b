"""The fields of a station and the rules they break, as far as one person may see them."""

from sirekap.actions.station_view import FieldView, FindingView, ReadingView
from sirekap.actions.veil import Veil
from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Page
from sirekap.record.context import section_of
from sirekap.record.field_gate import FieldStand
from sirekap.record.field_words import whole
from sirekap.record.gate import AskKind, Gate
from sirekap.record.held import SeenOn
from sirekap.record.rule import Finding

LANGUAGES = ("id", "en")


def see_fields(gate: Gate, seen: Veil) -> tuple[FieldView, ...]:
    """Return every field of the form, page by page."""
    asks = {each.field: each.kind.value for each in seen.asked if each.kind is not AskKind.REASON}
    return tuple(
        _field(gate, seen, page, each, asks.get(each.name))
        for page in gate.context.form.pages
        for each in page.fields
    )


def _field(gate: Gate, seen: Veil, page: Page, field: Field, ask: str | None) -> FieldView:
    stand = gate.stands[field.name]
    known, value = _value(gate, seen, stand)
    covered = seen.covers(field.name)
    photo = _photo(gate, page, stand)
    return FieldView(
        name=field.name,
        label={language: whole(field.name, language) for language in LANGUAGES},
        section=section_of(field.name).value,
        page=page.number,
        boxes=len(field.boxes),
        known=known,
        value=value,
        hidden=covered,
        reading=None if covered or stand.read is None else _reading(stand.read),
        photo=photo,
        crop=None if stand.read is None else f"/api/photos/{photo}/fields/{field.name}",
        ask=ask,
        rules=tuple(each.rule for each in _shown(gate, seen) if field.name in each.fields),
    )


def _value(gate: Gate, seen: Veil, stand: FieldStand) -> tuple[bool, int | None]:
    """Return whether a value may be seen, and which: a plenary's where there is one."""
    settled = gate.held.settled(section_of(stand.field))
    if settled is not None:
        return True, settled.values.get(stand.field)
    return seen.value(stand)


def _reading(read: SeenOn) -> ReadingView:
    return ReadingView(read.seen.value, read.seen.probability, read.seen.accepted, read.seen.boxes)


def _photo(gate: Gate, page: Page, stand: FieldStand) -> str | None:
    """Return the photo on which the field was read, or else the newest of its page."""
    if stand.read is not None:
        return stand.read.photo
    return next(reversed(gate.held.shown(page.number)), None)


def _shown(gate: Gate, seen: Veil) -> tuple[Finding, ...]:
    """Return the findings whose numbers the person may see."""
    return tuple(each for each in gate.findings if not any(map(seen.covers, each.fields)))


def see_findings(gate: Gate, seen: Veil) -> tuple[FindingView, ...]:
    """Return the rules that are not met, but for those whose sentence would tell a hidden number."""
    asked = {each.rule for each in seen.asked if each.kind is AskKind.REASON}
    return tuple(
        FindingView(
            code=each.rule,
            severity=each.severity.value,
            says=each.says,
            fields=tuple(map(FieldName, each.fields)),
            on_paper=gate.on_paper(each),
            reason=gate.held.reasons.get(each.rule),
            reason_asked=each.rule in asked,
        )
        for each in _shown(gate, seen)
    )
