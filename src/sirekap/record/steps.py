"""The same steps over a whole record, for actions whose people do not think in sections.

In: a ``Context``, the evidence held, and one step. Out: the pieces of evidence to add, one for each section
the values concern. Invariant: nothing is returned unless every section concerned offers the step.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sirekap.record import model
from sirekap.record.context import Context, pages_of, section_of
from sirekap.record.gate import weigh
from sirekap.record.missteps import (
    ForeignFieldError,
    NothingSaidError,
    StepNotOfferedError,
    UnknownRuleError,
)
from sirekap.record.model import Evidence, PersonId, Section, Values
from sirekap.record.offers import CanCheck, CanCorrect, CanEnter, CanPhotograph, CanWithdraw
from sirekap.record.rules import RULES
from sirekap.record.state import derive_all, offered, state_of


def photograph(
    context: Context, evidence: Iterable[Evidence], photo: str, page: int | None, by: PersonId, at: datetime
) -> model.Photographed:
    """Note a photo that came; StepNotOfferedError once a plenary has settled everything."""
    for state in derive_all(context, evidence).values():
        if isinstance(state, CanPhotograph):
            return state.photograph(photo, page, by, at)
    raise StepNotOfferedError("photograph: settled")


def check(
    context: Context,
    evidence: Iterable[Evidence],
    values: Values,
    by: PersonId,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> tuple[model.Checked, ...]:
    """Say what fields of any section hold; a reason goes with the first section that its rule may mark."""
    if not values and not reasons:
        raise NothingSaidError
    states = derive_all(context, evidence)
    given = dict(_split(context, values)) if values else {}
    why = _reasons_by_section(context, given, reasons or {})
    return tuple(
        offered(states[section], CanCheck).check(given.get(section, {}), by, at, why.get(section))
        for section in Section
        if section in given or section in why
    )


def enter(
    context: Context, evidence: Iterable[Evidence], values: Values, by: PersonId, at: datetime
) -> tuple[model.Entered, ...]:
    """Type fields of any section blind."""
    states = derive_all(context, evidence)
    return tuple(
        offered(states[section], CanEnter).enter(own, by, at) for section, own in _split(context, values)
    )


def correct(
    context: Context, evidence: Iterable[Evidence], values: Values, by: PersonId, at: datetime, reason: str
) -> tuple[model.Corrected, ...]:
    """Change fields of any section, with a reason."""
    states = derive_all(context, evidence)
    return tuple(
        offered(states[section], CanCorrect).correct(own, by, at, reason)
        for section, own in _split(context, values)
    )


def withdraw(
    context: Context, evidence: Iterable[Evidence], photo: str, by: PersonId, at: datetime, reason: str
) -> model.Withdrawn:
    """Take a wrong photo out of the reading."""
    gate = weigh(context, evidence)
    for section in _shown_on(context, gate.held.pages.get(photo)):
        state = state_of(gate, section)
        if isinstance(state, CanWithdraw):
            return state.withdraw(photo, by, at, reason)
    raise StepNotOfferedError("withdraw")


def _shown_on(context: Context, page: int | None) -> tuple[Section, ...]:
    """Return the sections that have fields on *page*; all of them where the page is not known."""
    own = tuple(section for section in Section if page in pages_of(context.form, section))
    return own or tuple(Section)


def _split(context: Context, values: Values) -> tuple[tuple[Section, Values], ...]:
    """Return the values of each section that has any; raise NothingSaidError, or ForeignFieldError."""
    if not values:
        raise NothingSaidError
    on_form = {each.name for each in context.form.fields()}
    for name in values:
        if name not in on_form:
            raise ForeignFieldError(name)
    by_section = (
        (section, {name: value for name, value in values.items() if section_of(name) is section})
        for section in Section
    )
    return tuple((section, own) for section, own in by_section if own)


def _reasons_by_section(
    context: Context, given: Mapping[Section, Values], reasons: Mapping[str, str]
) -> dict[Section, dict[str, str]]:
    """Give each reason to one section: of those its rule may mark, the first that has values in this step."""
    found: dict[Section, dict[str, str]] = {}
    for code, reason in reasons.items():
        marked = tuple(section for section in Section if _marks(context, code, section))
        if not marked:
            raise UnknownRuleError(code)
        section = next((each for each in marked if each in given), marked[0])
        found.setdefault(section, {})[code] = reason
    return found


def _marks(context: Context, code: str, section: Section) -> bool:
    """Tell whether the rule *code* may mark a field of the section."""
    fields = (name for rule in RULES if rule.code == code for name in rule.fields(context.form))
    return any(section_of(name) is section for name in fields)
