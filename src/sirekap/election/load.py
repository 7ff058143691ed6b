"""Turns the files of an election folder into an ``Election``, or says everything that is wrong with them.

In: file names and their bytes. Out: ``Election``; ElectionFaultsError with all faults otherwise. Invariant:
the id is a hash over exactly the bytes that were read (docs/election-folder.md), so two folders with one id
hold the same election. Reading the files from a disk is done by ``actions.open_election``.
"""

import hashlib
from collections.abc import Mapping

from sirekap.election import lists, regions, settings, stations, tickets
from sirekap.election.faults import Faults
from sirekap.election.lists import Lists, read_lists
from sirekap.election.model import (
    Contest,
    ContestId,
    ContestKind,
    Election,
    ElectionId,
    Region,
    RegionCode,
    Ticket,
)
from sirekap.election.regions import read_regions
from sirekap.election.sayings import FaultCode
from sirekap.election.settings import ContestSettings, Settings, read_settings
from sirekap.election.stations import read_stations
from sirekap.election.tickets import read_tickets

FILES = (
    settings.FILE,
    regions.SHAPE.file,
    stations.SHAPE.file,
    tickets.SHAPE.file,
    lists.PARTIES.file,
    lists.CONSTITUENCIES.file,
    lists.CANDIDATES.file,
)
"""Every file a folder may have; the last four as its contests need them."""

TABLE_SUFFIXES = (".csv", ".toml")
"""Other files (a note, a licence) may lie beside the tables and are no part of the election."""


def load_election(files: Mapping[str, bytes]) -> Election:
    """Return the election that *files* describe; keys are names without a folder.

    Raises ElectionFaultsError.
    """
    faults = Faults()
    for name in sorted(files):
        if name not in FILES and name.endswith(TABLE_SUFFIXES):
            faults.add(FaultCode.UNKNOWN_FILE, name, known=", ".join(FILES))
    fixed = read_settings(files, faults)
    places = read_regions(files, faults)
    polling = read_stations(files, places, fixed.voter_cap if fixed else None, faults)
    contests = _contests(files, fixed, places, faults) if fixed else ()
    faults.stop_if_any()
    if fixed is None or places is None:  # a reader that returns None has noted a fault
        raise AssertionError("a table was refused without a fault")
    return Election(
        id=election_id(files),
        name=fixed.name,
        day=fixed.day,
        practice=fixed.practice,
        voter_cap=fixed.voter_cap,
        reserve_permille=fixed.reserve_permille,
        form_family=fixed.form_family,
        publish_not_before=fixed.publish_not_before,
        contests=contests,
        regions=places,
        stations=polling,
        warnings_only=fixed.warnings_only,
        voter_rows=fixed.voter_rows,
        photos_from_files=fixed.photos_from_files,
    )


def election_id(files: Mapping[str, bytes]) -> ElectionId:
    """Return the SHA-256 over a list of the files' own SHA-256, one line each, in the order of their names.

    A line is the 64 digits, two spaces, the name and a line feed, as ``sha256sum`` writes it.
    """
    names = sorted(name for name in files if name in FILES)
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in names)
    return ElectionId(hashlib.sha256("".join(lines).encode("ascii")).hexdigest())


def _contests(
    files: Mapping[str, bytes], fixed: Settings, places: Mapping[RegionCode, Region] | None, faults: Faults
) -> tuple[Contest, ...]:
    before = faults.count
    choices = read_tickets(files, fixed.contests, faults)
    standing = read_lists(files, fixed.contests, places, faults)
    tables_are_right = faults.count == before
    contests = []
    for each in fixed.contests:
        if each.region and places is not None and each.region not in places:
            faults.add(FaultCode.NO_REGION, settings.FILE, each.region_line, "region", region=each.region)
        if each.kind is not None:
            contest = _contest(each, each.kind, choices, standing)
            contests.append(contest)
            if tables_are_right and not contest.tickets and not contest.constituencies:
                table = tickets.SHAPE.file if each.kind in tickets.KINDS else lists.CONSTITUENCIES.file
                where = (settings.FILE, each.line, "id")
                faults.add(FaultCode.NOBODY_STANDS, *where, contest=each.id, where=table)
    return tuple(contests)


def _contest(
    fixed: ContestSettings,
    kind: ContestKind,
    choices: Mapping[ContestId, tuple[Ticket, ...]],
    standing: Lists,
) -> Contest:
    return Contest(
        fixed.id,
        kind,
        fixed.name,
        tickets=choices.get(fixed.id, ()),
        parties=standing.parties_of(kind),
        constituencies=standing.constituencies.get(fixed.id, ()),
        region=fixed.region,
    )
