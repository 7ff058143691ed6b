"""Writes an ``Election`` as the files of an election folder.

In: an election. Out: file names and bytes that ``load_election`` reads back to an equal election but for the
id, which is a hash of the bytes. Invariant: the same election gives the same bytes on every machine.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from sirekap.election import lists, regions, settings, stations, tickets, voter_rows
from sirekap.election.model import LISTS, Contest, Election, Station, StationKind, VoterRows, usual_rows
from sirekap.election.stations import HOME_ZONES
from sirekap.election.tables import Shape


def to_files(election: Election) -> dict[str, bytes]:
    """Return the folder's files; tables that no contest uses are left out."""
    files = {
        settings.FILE: _settings(election),
        regions.SHAPE.file: _table(
            regions.SHAPE, ((r.code, r.name, _number(r.kpu_id)) for r in election.regions.values())
        ),
        stations.SHAPE.file: _table(stations.SHAPE, map(_station, election.stations.values())),
    }
    kinds = {contest.kind for contest in election.contests}
    if kinds & tickets.KINDS:
        files[tickets.SHAPE.file] = _table(tickets.SHAPE, _tickets(election.contests))
    if kinds & lists.PARTY_KINDS:
        files[lists.PARTIES.file] = _table(lists.PARTIES, _parties(election.contests))
    if kinds & lists.KINDS:
        files[lists.CONSTITUENCIES.file] = _table(lists.CONSTITUENCIES, _constituencies(election.contests))
        files[lists.CANDIDATES.file] = _table(lists.CANDIDATES, _candidates(election.contests))
    return files


def _table(shape: Shape, rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(shape.columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _yes(value: bool) -> str:
    return "yes" if value else ""


def _station(station: Station) -> tuple[object, ...]:
    listed = station.registered
    return (
        station.code,
        station.village,
        station.name,
        "" if station.kind is StationKind.DOMESTIC else station.kind.value,
        "" if listed is None else listed.male,
        "" if listed is None else listed.female,
        _number(station.ballots_delivered),
        _yes(station.communal),
        "" if station.time_zone == HOME_ZONES[0] else station.time_zone,
        _number(station.kpu_id),
    )


def _tickets(contests: Iterable[Contest]) -> Iterator[tuple[object, ...]]:
    for contest in contests:
        for ticket in contest.tickets:
            first, second = (*ticket.names, "")[:2]
            blank = _yes(ticket.blank)
            yield contest.id, ticket.number, first, second, ticket.colour, ticket.kpu_id, blank


def _parties(contests: Iterable[Contest]) -> Iterator[tuple[object, ...]]:
    every = {party.number: party for contest in contests for party in contest.parties}
    for number in sorted(every):
        party = every[number]
        yield number, party.name, party.full_name, party.colour, _yes(party.local), party.kpu_id


def _constituencies(contests: Iterable[Contest]) -> Iterator[tuple[object, ...]]:
    for contest in contests:
        for each in contest.constituencies:
            places = " ".join(each.regions)
            yield contest.id, each.code, each.name, places, _number(each.seats), _number(each.kpu_id)


def _candidates(contests: Iterable[Contest]) -> Iterator[tuple[object, ...]]:
    for contest in contests:
        for each in contest.constituencies:
            for person in each.candidates:
                party = person.party or ""
                yield contest.id, each.code, party, person.number, person.name, person.sex, person.kpu_id


def _settings(election: Election) -> bytes:
    lines = [
        f"name = {_quoted(election.name)}",
        f"day = {election.day.isoformat()}",
        f"practice = {'true' if election.practice else 'false'}",
        f"voter_cap = {election.voter_cap}",
        f"reserve_permille = {election.reserve_permille}",
        f"form_family = {_quoted(election.form_family)}",
    ]
    if election.publish_not_before is not None:
        lines.append(f"publish_not_before = {election.publish_not_before.isoformat()}")
    if not election.photos_from_files:
        lines.append("photos_from_files = false")
    if election.warnings_only:
        codes = ", ".join(_quoted(code) for code in sorted(election.warnings_only))
        lines.append(f"warnings_only = [{codes}]")
    if election.voter_rows != usual_rows(contest.kind for contest in election.contests):
        lines += ["", *_rows(election.voter_rows)]
    for contest in election.contests:
        lines += ["", "[[contests]]", f"id = {_quoted(contest.id)}", f"kind = {_quoted(contest.kind.value)}"]
        lines.append(f"name = {_quoted(contest.name)}")
        if contest.region:
            lines.append(f"region = {_quoted(contest.region)}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def _rows(rows: VoterRows) -> Iterator[str]:
    yield f"[{voter_rows.TABLE}]"
    for part, kinds in (("registered", rows.registered), ("turnout", rows.turnout)):
        yield f"{part} = [{', '.join(_quoted(kind) for kind in kinds)}]"
    for kind, name in zip(LISTS, rows.labels, strict=True):
        yield f"{kind} = {_quoted(name)}"


def _quoted(text: str) -> str:
    """Write *text* as a TOML string; for text without control signs JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
