"""What the evidence of one section amounts to, and the steps that are possible there.

In: a ``Context``, a section, and its evidence in any order. Out: a frozen state that offers the steps
possible there. Invariant: the same evidence gives the same state, in any order and however often repeated.
Drawn in docs/states.md.

* **Expected**: nothing has come.
* **Received**: numbers were said, but no photo of the section's pages stands; they stay out of public totals.
* **Photographed**: a photo came and is not read, or was refused.
* **Read**: the reader has read a page, and nobody has checked.
* **Checked**: an officer has checked; more fields, photos or second looks are missing, and nothing is in
  doubt.
* **Doubtful**: persons differ, phone and server read differently, a broken F rule waits for a second look, or
  a W rule for a reason.
* **Confirmed**: every field has passed the gate, and rules are met, explained, or broken by the paper itself.
* **Settled**: a plenary has decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from sirekap.record.context import Context, pages_of
from sirekap.record.field_gate import FieldStand, Standing, Why
from sirekap.record.gate import Asked, Gate, weigh
from sirekap.record.held import Held
from sirekap.record.missteps import StepNotOfferedError
from sirekap.record.model import Evidence, Section, SettledByPlenary, Values
from sirekap.record.offers import (
    CanCheck,
    CanCorrect,
    CanEnter,
    CanPhotograph,
    CanRead,
    CanSettle,
    CanWithdraw,
    SectionState,
)
from sirekap.record.rule import RuleCode, Sentence


@dataclass(frozen=True, slots=True)
class Expected(CanPhotograph, CanCheck, CanSettle):
    """Nothing has come."""

    name: ClassVar[str] = "expected"
    says: ClassVar[Sentence] = {"id": "Belum ada foto", "en": "No photo yet"}


@dataclass(frozen=True, slots=True)
class Received(CanPhotograph, CanRead, CanCheck, CanCorrect, CanSettle):
    """Numbers without a photo."""

    name: ClassVar[str] = "received"
    says: ClassVar[Sentence] = {
        "id": "Angka diterima, fotonya belum ada",
        "en": "Numbers received, photo missing",
    }


@dataclass(frozen=True, slots=True)
class Photographed(CanPhotograph, CanRead, CanCheck, CanWithdraw, CanSettle):
    """A photo that is not read yet, or was refused."""

    name: ClassVar[str] = "photographed"
    says: ClassVar[Sentence] = {"id": "Foto diterima, belum terbaca", "en": "Photo received, not read yet"}


@dataclass(frozen=True, slots=True)
class Read(CanPhotograph, CanRead, CanCheck, CanWithdraw, CanSettle):
    """Read by the machine, seen by nobody."""

    name: ClassVar[str] = "read"
    says: ClassVar[Sentence] = {"id": "Terbaca, menunggu pemeriksaan", "en": "Read, waiting to be checked"}


@dataclass(frozen=True, slots=True)
class Checked(CanPhotograph, CanRead, CanCheck, CanEnter, CanCorrect, CanWithdraw, CanSettle):
    """Checked by an officer; something is still missing."""

    name: ClassVar[str] = "checked"
    says: ClassVar[Sentence] = {"id": "Sedang diperiksa", "en": "Being checked"}


@dataclass(frozen=True, slots=True)
class Doubtful(CanPhotograph, CanRead, CanCheck, CanEnter, CanCorrect, CanWithdraw, CanSettle):
    """Something does not agree."""

    name: ClassVar[str] = "doubtful"
    says: ClassVar[Sentence] = {"id": "Meragukan, diperiksa ulang", "en": "In doubt, checked again"}


@dataclass(frozen=True, slots=True)
class Confirmed(CanPhotograph, CanRead, CanCorrect, CanWithdraw, CanSettle):
    """Every field has passed the gate; its numbers are public."""

    name: ClassVar[str] = "confirmed"
    says: ClassVar[Sentence] = {"id": "Terkonfirmasi", "en": "Confirmed"}

    @property
    def contradictions(self) -> tuple[RuleCode, ...]:
        """The F rules that the paper itself breaks."""
        return self.gate.contradictions(self.section)


@dataclass(frozen=True, slots=True)
class Settled(CanSettle):
    """Decided by a plenary, whose numbers count whatever came before."""

    name: ClassVar[str] = "settled"
    says: ClassVar[Sentence] = {"id": "Diputuskan rapat pleno", "en": "Settled by a plenary"}
    decision: SettledByPlenary

    @property
    def values(self) -> Values:
        """The numbers the plenary decided on."""
        return self.decision.values

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Nothing is asked any more."""
        return ()

    @property
    def contradictions(self) -> tuple[RuleCode, ...]:
        """None: what the paper contradicts, the plenary has decided."""
        return ()


State = Expected | Received | Photographed | Read | Checked | Doubtful | Confirmed | Settled

STATES: tuple[type[SectionState], ...] = (
    Expected,
    Received,
    Photographed,
    Read,
    Checked,
    Doubtful,
    Confirmed,
    Settled,
)
"""From nothing to the end, as screens sort them."""

Offer = TypeVar("Offer", bound=SectionState)


def derive(context: Context, section: Section, evidence: Iterable[Evidence] | Held) -> State:
    """Return the state of *section* that the record's *evidence* amounts to."""
    return state_of(weigh(context, evidence), section)


def derive_all(context: Context, evidence: Iterable[Evidence] | Held) -> Mapping[Section, State]:
    """Return the state of each section, weighing the evidence once."""
    gate = weigh(context, evidence)
    return {section: state_of(gate, section) for section in Section}


def offered(state: SectionState, offer: type[Offer]) -> Offer:
    """Return *state* as one that offers the step; raise StepNotOfferedError where it does not."""
    if isinstance(state, offer):
        return state
    raise StepNotOfferedError(f"{offer.__name__}: {state.name}")


def state_of(gate: Gate, section: Section) -> State:
    """Name the state that *gate* leaves the section in."""
    decision = gate.held.settled(section)
    if decision is not None:
        return Settled(section, gate, decision)
    if any(each.standing is not Standing.UNSEEN for each in gate.of(section)):
        return _looked_at(gate, section)
    pages = pages_of(gate.context.form, section)
    if any(_legible(gate, photo, pages) for photo in gate.held.came):
        return Read(section, gate)
    if pages and any(page is None or page in pages for page in gate.held.pages.values()):
        return Photographed(section, gate)
    return Expected(section, gate)


def _legible(gate: Gate, photo: str, pages: frozenset[int]) -> bool:
    """Tell whether the reader could read *photo* as one of *pages*."""
    reading = gate.held.read.get(photo)
    return reading is not None and reading.refused is None and reading.page in pages


def _in_doubt(stand: FieldStand) -> bool:
    """Tell whether persons differ on the field, or phone and server did and no two persons agree yet."""
    if stand.standing is Standing.DISPUTED:
        return True
    return Why.READINGS_DIFFER in stand.why and stand.standing is Standing.WAITING


def _looked_at(gate: Gate, section: Section) -> State:
    """Name the state of a section on which persons have said something."""
    unpictured = gate.unpictured(section)
    if unpictured == pages_of(gate.context.form, section):
        return Received(section, gate)
    standings = {each.standing for each in gate.of(section)}
    if any(_in_doubt(each) for each in gate.of(section)) or gate.open(section):
        return Doubtful(section, gate)
    if standings == {Standing.PASSED} and not unpictured:
        return Confirmed(section, gate)
    return Checked(section, gate)
