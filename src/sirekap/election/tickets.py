"""Reads ``tickets.csv``: the pairs or single candidates of the contests where one ticket is one choice.

In: the table and the contests of ``election.toml``. Out: tickets by contest, in ballot order. Invariant: no
number and no KPU id stands twice in a contest. Candidates on party lists have their own tables.
"""

from collections.abc import Mapping, Sequence

from sirekap.election.cells import Once, Place
from sirekap.election.faults import Faults
from sirekap.election.model import ContestId, ContestKind, Ticket
from sirekap.election.sayings import FaultCode
from sirekap.election.settings import ContestSettings
from sirekap.election.tables import Shape, open_table

SHAPE = Shape(
    "tickets.csv",
    ("contest", "number", "name_1", "name_2", "colour", "kpu_id", "blank"),
    frozenset({"contest", "number", "name_1", "colour", "kpu_id"}),
)
KINDS = frozenset({ContestKind.PRESIDENT, ContestKind.GOVERNOR, ContestKind.REGENT, ContestKind.MAYOR})


def read_tickets(
    files: Mapping[str, bytes], contests: Sequence[ContestSettings], faults: Faults
) -> Mapping[ContestId, tuple[Ticket, ...]]:
    """Return the tickets of each contest that has them."""
    held: dict[str, ContestSettings] = {contest.id: contest for contest in contests}
    wanting = [contest for contest in contests if contest.kind in KINDS]
    if not wanting and SHAPE.file not in files:
        return {}
    table = open_table(files, SHAPE, faults)
    if table is None:
        return {}
    found: dict[ContestId, list[Ticket]] = {contest.id: [] for contest in wanting}
    numbers, ids, place = Once(), Once(), Place(faults, SHAPE.file)
    for line, cells in table.rows(faults):
        place.line = line
        contest = contest_of(place, cells[0], held, KINDS)
        ticket = _ticket(place, cells)
        if contest is not None and ticket is not None:
            numbers.first_time(place, "number", (contest.id, ticket.number), ticket.number)
            ids.first_time(place, "kpu_id", (contest.id, ticket.kpu_id), ticket.kpu_id)
            found[contest.id].append(ticket)
    return {contest: tuple(sorted(each, key=lambda ticket: ticket.number)) for contest, each in found.items()}


def contest_of(
    place: Place, cell: str, held: Mapping[str, ContestSettings], kinds: frozenset[ContestKind]
) -> ContestSettings | None:
    """Return the contest a row belongs to, where it is held and uses the table.

    A contest that was noted as wrong, or no contest at all, is not noted again at each row.
    """
    contest = held.get(cell)
    if contest is None:
        if held:
            place.fault(FaultCode.UNKNOWN_REFERENCE, "contest", value=cell, where="election.toml")
        return None
    if contest.kind is None:
        return None
    if contest.kind not in kinds:
        place.fault(FaultCode.WRONG_TABLE, "contest", contest=cell, kind=contest.kind.value)
        return None
    return contest


def _ticket(place: Place, cells: Sequence[str]) -> Ticket | None:
    _, number_text, name_1, name_2, colour_text, id_text, blank_text = cells
    number = place.number("number", number_text, 1, 99)
    first = place.name("name_1", name_1)
    second = place.name("name_2", name_2) if name_2 else None
    colour = place.colour("colour", colour_text)
    kpu_id = place.count("kpu_id", id_text)
    blank = place.yes("blank", blank_text)
    if number is None or first is None or colour is None or kpu_id is None:
        return None
    return Ticket(number, (first,) if second is None else (first, second), colour, kpu_id, blank)
