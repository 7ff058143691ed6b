"""What of a record one person may see, so that a blind entry is blind.

In: the record, weighed, and a person. Out: which fields show nothing, and which only the person's own
word. Invariant: a field that needs two looks shows nobody another's number, nor the reader's, until it
has passed; a field asked blind of the person shows nothing at all, and neither does any that would give
it away by a printed sum.
"""

from dataclasses import dataclass

from sirekap.accounts.access import ACCESS
from sirekap.accounts.model import Account, Step
from sirekap.election.model import FieldName
from sirekap.record.field_gate import FieldStand, Standing
from sirekap.record.gate import Asked, AskKind, Gate, hidden_with
from sirekap.record.model import PersonId, Section

STEP_OF: dict[AskKind, Step] = {
    AskKind.PHOTOGRAPH: Step.PHOTOGRAPH,
    AskKind.CONFIRM: Step.CHECK,
    AskKind.CHECK: Step.CHECK,
    AskKind.REASON: Step.CHECK,
    AskKind.BLIND: Step.ENTER,
    AskKind.AGAIN: Step.ENTER,
}
"""The step by which each ask is met."""

BLIND = frozenset({AskKind.BLIND, AskKind.AGAIN})


@dataclass(frozen=True, slots=True)
class Veil:
    """What is asked of one person, and what is kept from them meanwhile."""

    person: PersonId
    asked: tuple[Asked, ...]
    hidden: frozenset[FieldName]
    """Show nothing."""
    own_only: frozenset[FieldName]
    """Show the person's own word, if any, and nothing else."""

    def covers(self, field: FieldName) -> bool:
        """Tell whether anything of *field* is kept from the person."""
        return field in self.hidden or field in self.own_only

    def value(self, stand: FieldStand) -> tuple[bool, int | None]:
        """Return whether the person may see a value of the field, and which."""
        if stand.field in self.hidden:
            return False, None
        if stand.field in self.own_only:
            words = stand.words
            return self.person in words, words.get(self.person)
        return stand.known, stand.value if stand.known else None


def veil(gate: Gate, account: Account) -> Veil:
    """Return what *account* is asked, as far as its role may answer, and what it may not see."""
    person = PersonId(account.id)
    open_asks = tuple(
        each
        for section in Section
        if gate.held.settled(section) is None
        for each in gate.asked(section)
        if each.of(person)
    )
    blind = frozenset(each.field for each in open_asks if each.kind in BLIND)
    needs_two = frozenset(
        name for name, each in gate.stands.items() if each.why and each.standing is not Standing.PASSED
    )
    own_steps = ACCESS[account.role]
    asked = tuple(each for each in open_asks if STEP_OF[each.kind] in own_steps)
    return Veil(person, asked, hidden_with(gate.context, blind), needs_two)
