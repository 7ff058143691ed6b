"""One measured figure, in the shape that every ``sirekap bench NAME --json`` line has.

In: a name, a value and its unit. Out: a value that prints as one JSON object. It stands with the vocabulary
because every stage measures itself and imports only run upstream.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement; ``ratio`` is ours over that of ``against``, taken in the same run."""

    figure: str
    value: float
    unit: str
    lower: float | None = None
    """Ends of the confidence interval, or the least and the most of several runs."""
    upper: float | None = None
    against: str | None = None
    ratio: float | None = None

    def as_json(self) -> dict[str, str | float | None]:
        """Return the members of the JSON object, in their order."""
        return asdict(self)
