"""The form language: what a file under ``statutory/`` may say, and nothing else.

In: nothing. Out: frozen values that ``form_file`` makes of a file, one class for each kind of part.
Invariant: a key that no class here names is refused, so that a misspelt one is seen. Positions are not said
in the language: parts follow each other down the page, and a file only sets heights. docs/form-language.md
is its manual.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sirekap.election.model import ContestKind

Text = Annotated[str, Field(min_length=1)]
Height = Annotated[float, Field(gt=0, le=363)]
"""Millimetres on A3."""
RowName = Annotated[
    str, Field(pattern=r"(registered|turnout)\.(listed|transferred|unregistered|total)|disabled\.(all|voted)")
]
NumberName = Annotated[str, Field(pattern=r"ballots\.(received|used|spoiled|unused)|valid|invalid|cast")]


class Said(BaseModel):
    """Anything a file says: frozen, with no keys but those declared, and no value bent to fit.

    Lists become tuples, so that a form can be kept by what it says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Row(Said):
    """One row of men, women and both."""

    row: RowName
    label: Text


class Group(Said):
    """Rows under one band: those of ``voters`` as the election folder lists them, or ``row`` by row."""

    code: str = ""
    heading: str = ""
    voters: Literal["registered", "turnout"] | None = None
    label: str = ""
    """Of each row of ``voters``; ``{list}`` is the official name of the voters' list."""
    sum: str = ""
    """Label of the sum row of ``voters``; it is printed where they are several."""
    row: tuple[Row, ...] = ()


class People(Said):
    """A table of men, women and both."""

    part: Literal["people"]
    section: Text
    title: Text
    row_height: Height = 44.0
    group: Annotated[tuple[Group, ...], Field(min_length=1)]


class Number(Said):
    """One number with its label."""

    field: NumberName
    label: Text
    height: Height = 42.5
    tally: str = ""
    """Heading of its tally grid; without it there is none."""


class Numbers(Said):
    """Numbers side by side, such as those of the ballots."""

    part: Literal["numbers"]
    section: Text
    title: Text
    number: Annotated[tuple[Number, ...], Field(min_length=2, max_length=4)]


class Totals(Said):
    """Numbers one under another, each with a line of words: valid, invalid, cast."""

    part: Literal["totals"]
    section: Text
    title: Text
    words: Text
    number: Annotated[tuple[Number, ...], Field(min_length=1, max_length=4)]


class Choices(Said):
    """A block for each ticket or each candidate who stands alone; pages grow with their number."""

    part: Literal["choices"]
    section: Text
    title: Text
    names: Text
    count: Text
    words: Text
    tally: str = ""
    most_a_page: Annotated[int, Field(ge=1, le=6)] = 4


class PartyRows(Said):
    """A party's own votes, those of its candidates, and their sum; a page or more for each party."""

    part: Literal["party"]
    section: Text
    title: Text
    names: Text
    count: Text
    party_alone: Text
    sum: Text
    tally: str = ""


class Writing(Said):
    """Ruled lines to write on."""

    part: Literal["writing"]
    title: Text
    lines: Annotated[int, Field(ge=1, le=40)]


class Column(Said):
    """A column of a list of persons."""

    heading: Text
    width: Annotated[float, Field(gt=0, le=269)]


class Persons(Said):
    """A list of persons to be filled in by hand, never read: as many rows as the station may have voters."""

    part: Literal["persons"]
    title: Text
    row_height: Height = 14.0
    rows: Annotated[int, Field(ge=1, le=1000)] | Literal["voters"] = "voters"
    column: Annotated[tuple[Column, ...], Field(min_length=2, max_length=8)]


class Signatures(Said):
    """Place and date, and where the seven officers and the witnesses sign."""

    part: Literal["signatures"]
    place: Text
    date: Text
    officers: Text
    witnesses: str = ""
    """Without it witnesses do not sign here."""


Part = Annotated[
    People | Numbers | Totals | Choices | PartyRows | Writing | Persons | Signatures,
    Field(discriminator="part"),
]


class FilePage(Said):
    """Parts that stand under each other; where they need more room they go on to a next page."""

    initials: str = ""
    """Title of the row for initials at the foot; without it there is none."""
    part: Annotated[tuple[Part, ...], Field(min_length=1)]


class Elsewhere(Said):
    """What the form is called in some provinces."""

    provinces: Annotated[tuple[Annotated[str, Field(pattern=r"[0-9]{2}")], ...], Field(min_length=1)]
    model: Text
    contest: Text


class FormFile(Said):
    """A statutory form as its file says it."""

    model: Text
    use: Literal["result", "copy", "incidents", "attendance"]
    contests: Annotated[tuple[ContestKind, ...], Field(min_length=1)]
    abroad: bool = False
    title: Text
    heading: Text
    paper: Literal["A3", "A4"] = "A3"
    boxes: Literal[3, 5] = 3
    page: Annotated[tuple[FilePage, ...], Field(min_length=1)]
    elsewhere: tuple[Elsewhere, ...] = ()
