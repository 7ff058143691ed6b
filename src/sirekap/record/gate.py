"""The publish gate: which fields of a record have passed, which rules they break, and what is asked of whom.

In: a ``Context`` and the evidence held. Out: a ``Gate``: every field's stand, the findings, and the asks.
Invariant: asks name fields and never values. Not done here: naming the state that follows (``state``).

Rules judge a record by the values its fields are held to have; an unseen or disputed field has none. A broken
F rule asks two looks of every field it concerns, in both sections where it spans both (as R8 does, valid
votes against the votes): both wait. It holds up neither as long as one side is not known. Once two agree on
every field of it, the paper itself contradicts the rule, and it holds up nothing any more. A W rule waits for
a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from sirekap.election.model import FieldName
from sirekap.record.blind_sample import in_blind_sample
from sirekap.record.context import Context, fields_of, pages_of
from sirekap.record.field_gate import LOOKS_IN_ONE_ROUND, FieldStand, Standing, Why, promised, stand
from sirekap.record.held import Held, hold
from sirekap.record.model import Evidence, PersonId, Section, Values
from sirekap.record.rule import Finding, RuleCode, Severity
from sirekap.record.rules import judge


class AskKind(Enum):
    """What is asked of a person."""

    PHOTOGRAPH = "photograph"
    """No photo of the field's page stands."""
    CONFIRM = "confirm"
    """The reader is sure: look whether the paper says so."""
    CHECK = "check"
    """The reader is not sure, or saw nothing: say what the paper says."""
    BLIND = "blind"
    """Type the field from the photo without any other value in view."""
    AGAIN = "again"
    """The same, because persons differ."""
    REASON = "reason"
    """Say why a W rule is not met."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked about one field; ``barred`` are those it is not asked of."""

    field: FieldName
    kind: AskKind
    barred: frozenset[PersonId] = frozenset()
    rule: RuleCode | None = None
    """The rule that wants a reason."""

    def of(self, person: PersonId) -> bool:
        """Tell whether *person* may do it."""
        return person not in self.barred


@dataclass(frozen=True, slots=True)
class Asks:
    """What is asked of one person, and the fields of which no value may be shown to them meanwhile."""

    asked: tuple[Asked, ...]
    hidden: frozenset[FieldName]

    def shown(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return those findings whose sentences give nothing hidden away."""
        return tuple(each for each in findings if self.hidden.isdisjoint(each.fields))


@dataclass(frozen=True, slots=True)
class Gate:
    """Where every field of a record stands, and what the rules say of them together."""

    context: Context
    held: Held
    stands: Mapping[FieldName, FieldStand]
    findings: tuple[Finding, ...]

    def of(self, section: Section) -> tuple[FieldStand, ...]:
        """Return the stands of the section's fields, in the order of the form."""
        return tuple(self.stands[each] for each in fields_of(self.context.form, section))

    def found(self, section: Section) -> tuple[Finding, ...]:
        """Return the findings that concern a field of the section."""
        own = frozenset(fields_of(self.context.form, section))
        return tuple(each for each in self.findings if not own.isdisjoint(each.fields))

    def on_paper(self, finding: Finding) -> bool:
        """Tell whether two agree on every field of a broken F rule: then the paper really says so."""
        return finding.severity is Severity.FAULT and all(
            self.stands[each].two_agree for each in finding.fields if each in self.stands
        )

    def open(self, section: Section) -> tuple[Finding, ...]:
        """Return the findings that hold the section up: F not yet seen by two, W without a reason."""
        return tuple(each for each in self.found(section) if not self._answered(each))

    def contradictions(self, section: Section) -> tuple[RuleCode, ...]:
        """Return the F rules that the paper itself breaks, each once."""
        return tuple(dict.fromkeys(each.rule for each in self.found(section) if self.on_paper(each)))

    def unpictured(self, section: Section) -> frozenset[int]:
        """Return the section's pages of which no photo stands."""
        return frozenset(page for page in pages_of(self.context.form, section) if not self.held.shown(page))

    def values(self, section: Section) -> dict[FieldName, int | None]:
        """Return the values the section's fields are held to have; fields without one are left out."""
        return {each.field: each.value for each in self.of(section) if each.known}

    def asked(self, section: Section) -> tuple[Asked, ...]:
        """Return all that is missing before the section is confirmed, in the order of the form."""
        return (*self._asked_of_fields(section), *self._asked_of_rules(section))

    def _answered(self, finding: Finding) -> bool:
        if finding.severity is Severity.WARNING:
            return finding.rule in self.held.reasons
        return self.on_paper(finding)

    def _asked_of_fields(self, section: Section) -> tuple[Asked, ...]:
        unpictured, found, named = self.unpictured(section), [], set()
        for each in self.of(section):
            page = self.context.form.page_of(each.field).number
            if page not in unpictured:
                found += [ask for ask in (_ask(each),) if ask is not None]
            elif page not in named and not self.held.unread:
                named.add(page)
                found.append(Asked(each.field, AskKind.PHOTOGRAPH))
        return tuple(found)

    def _asked_of_rules(self, section: Section) -> tuple[Asked, ...]:
        own = frozenset(fields_of(self.context.form, section))
        wanting = {each.rule: each for each in self.open(section) if each.severity is Severity.WARNING}
        return tuple(
            Asked(next(name for name in each.fields if name in own), AskKind.REASON, rule=code)
            for code, each in wanting.items()
        )


def weigh(context: Context, evidence: Iterable[Evidence] | Held) -> Gate:
    """Weigh all evidence of a record."""
    held = evidence if isinstance(evidence, Held) else hold(evidence)
    alone = _stands(context, held, frozenset())
    findings = judge(context.form, context.election, context.station, _known(alone), context.other_contests)
    ruled = frozenset(
        name for each in findings if each.severity is Severity.FAULT for name in each.fields if name in alone
    )
    stands = {**alone, **_stands(context, held, ruled, only=ruled)} if ruled else alone
    return Gate(context, held, stands, findings)


def asks(context: Context, evidence: Iterable[Evidence], person: PersonId) -> Asks:
    """Return what is asked of *person* next, over both sections, and what must stay hidden from them.

    Hidden are the fields to be typed blind and all that share a printed sum with them, for a sum gives its
    parts away. Nothing is asked about a section that a plenary has settled.
    """
    gate = weigh(context, evidence)
    asked = tuple(
        each
        for section in Section
        if gate.held.settled(section) is None
        for each in gate.asked(section)
        if each.of(person)
    )
    blind = frozenset(each.field for each in asked if each.kind in (AskKind.BLIND, AskKind.AGAIN))
    return Asks(asked, hidden_with(context, blind))


def hidden_with(context: Context, blind: frozenset[FieldName]) -> frozenset[FieldName]:
    """Return *blind* and every field that stands in one printed sum with any of them."""
    together = (frozenset((each.total, *each.parts)) for each in context.form.identities)
    return blind.union(*(names for names in together if not blind.isdisjoint(names)))


def _stands(
    context: Context, held: Held, ruled: frozenset[FieldName], only: frozenset[FieldName] | None = None
) -> dict[FieldName, FieldStand]:
    """Weigh each field by itself; *ruled* are those a broken F rule asks about."""
    return {
        each.name: stand(
            each.name, held.seen(each.name), held.looks(each.name), _also(context, held, each.name, ruled)
        )
        for each in context.form.fields()
        if only is None or each.name in only
    }


def _also(context: Context, held: Held, field: FieldName, ruled: frozenset[FieldName]) -> frozenset[Why]:
    """Return what outside the field's own looks asks for two of them."""
    found = {Why.RULE} if field in ruled else set()
    if promised(held.seen(field)) and in_blind_sample(context.sample_secret, context.key, field):
        found.add(Why.SAMPLED)
    if field in held.readings_differ:
        found.add(Why.READINGS_DIFFER)
    return frozenset(found)


def _known(stands: Mapping[FieldName, FieldStand]) -> Values:
    """Return the values that rules may judge."""
    return {name: each.value for name, each in stands.items() if each.known}


def _ask(each: FieldStand) -> Asked | None:
    """Return what one field of a photographed page still lacks."""
    if each.standing is Standing.PASSED:
        return None
    looked = [look.by for look in each.looks]
    if each.standing is Standing.DISPUTED:
        done = frozenset(by for by in looked if looked.count(by) >= LOOKS_IN_ONE_ROUND)
        return Asked(each.field, AskKind.AGAIN, done)
    if each.looks and not each.not_blind.isdisjoint(looked):
        return Asked(each.field, AskKind.BLIND, each.not_blind.union(looked))
    kind = AskKind.CHECK if Why.NOT_ACCEPTED in each.why else AskKind.CONFIRM
    return Asked(each.field, kind, frozenset(looked))
