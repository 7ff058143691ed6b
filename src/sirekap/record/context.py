"""What is known around one record: its election, station, contest, version and form.

In: values of ``election`` and ``forms``. Out: a ``Context``, and which section a field or page belongs to.
Invariant: every field of a form belongs to exactly one section.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sirekap.election.model import Contest, ContestId, Election, FieldName, Station
from sirekap.forms.model import Form
from sirekap.record.model import RecordKey, Section, Values


@dataclass(frozen=True, slots=True)
class Context:
    """One record's surroundings; ``sample_secret`` draws the blind sample and is known to the server alone.

    ``other_contests`` has what the same station's other forms say, as far as it is known (for R17 and R22).
    """

    election: Election
    station: Station
    contest: Contest
    form: Form
    sample_secret: bytes
    version: int = 0
    other_contests: Mapping[ContestId, Values] = field(default_factory=dict)

    @property
    def key(self) -> RecordKey:
        """The name of the record."""
        return RecordKey(self.station.code, self.contest.id, self.version)


def section_of(field: FieldName) -> Section:
    """Return the section of *field*: the votes themselves, or everything else."""
    return Section.VOTES if field.startswith("votes.") else Section.ADMINISTRATION


def fields_of(form: Form, section: Section) -> tuple[FieldName, ...]:
    """Return the section's fields in the order of the form."""
    return tuple(each.name for each in form.fields() if section_of(each.name) is section)


def pages_of(form: Form, section: Section) -> frozenset[int]:
    """Return the numbers of the pages that carry any field of the section."""
    return frozenset(
        page.number for page in form.pages if any(section_of(each.name) is section for each in page.fields)
    )
