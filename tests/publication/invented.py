"""Invented results of the rehearsal's stations, and random ones for the laws."""

import hashlib
import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from sirekap.actions.open_election import open_election
from sirekap.election.model import ContestId, StationCode
from sirekap.forms.catalogue import form_for
from sirekap.forms.issued import IssuedForms
from sirekap.publication.contest_places import contest_places
from sirekap.publication.kpu import documents
from sirekap.publication.kpu_people import people_documents
from sirekap.publication.kpu_regions import region_lists
from sirekap.publication.own import own_documents, own_election_documents
from sirekap.recap.model import PublicPhoto, StationResult
from sirekap.record.context import fields_of
from sirekap.record.model import Section
from sirekap.record.state import STATES, Confirmed, Expected, Settled

ROOT = Path(__file__).parents[2]
ELECTION = open_election(ROOT / "elections" / "rehearsal-sampang")
CONTEST = ContestId("ppwp")
FAMILY = "kpu-2024"
FORM = form_for(ELECTION.contest(CONTEST), FAMILY)
BEGIN = datetime(2027, 2, 14, 11, 0, tzinfo=UTC)
NIGHT = BEGIN + timedelta(hours=9)
STATIONS = tuple(sorted(ELECTION.stations))


def places_in(election):
    """Return where the contest is held in *election*."""
    return contest_places(election, IssuedForms(replace(election, form_family=FAMILY)), CONTEST)


PLACES = places_in(ELECTION)
PUBLIC = {Confirmed.name, Settled.name}


def photo(station: StationCode, page: int, at: datetime) -> PublicPhoto:
    return PublicPhoto(hashlib.sha256(f"{station} {page} {at}".encode()).hexdigest(), page, at)


def result(station, votes_state, administration_state, *, seed=0, pages=(1, 2, 3), contradictions=()):
    """Return what would be public of a station whose sections are in those states."""
    chance = random.Random(f"{station} {seed}")
    votes = {name: chance.randint(0, 90) for name in fields_of(FORM, Section.VOTES)}
    administration = {name: chance.randint(0, 250) for name in fields_of(FORM, Section.ADMINISTRATION)}
    at = BEGIN + timedelta(seconds=chance.randint(0, 30_000))
    nothing = {votes_state, administration_state} == {Expected.name}
    return StationResult(
        station=station,
        votes=votes if votes_state in PUBLIC else None,
        administration=administration if administration_state in PUBLIC else None,
        states={"votes": votes_state, "administration": administration_state},
        photos=() if nothing else tuple(photo(station, page, at) for page in pages),
        contradictions=contradictions,
        updated=None if nothing else at,
    )


state_names = st.sampled_from([state.name for state in STATES])


@st.composite
def results(draw):
    """Draw results of any of the rehearsal's stations, in any states, with any of the pages photographed."""
    chosen = draw(st.lists(st.sampled_from(STATIONS), unique=True, max_size=12))
    return {
        station: result(
            station,
            draw(state_names),
            draw(state_names),
            seed=draw(st.integers(0, 9)),
            pages=draw(st.sampled_from([(), (2,), (1, 3), (1, 2, 3)])),
        )
        for station in chosen
    }


def with_empty_field(of: StationResult, name: str) -> StationResult:
    """Return the result with one administrative field left empty on the paper."""
    return replace(of, administration={**of.administration, name: None})


def published(held, **more):
    """Return every KPU document by path, parsed with its members in order."""
    made = [
        *region_lists([PLACES]),
        *people_documents(ELECTION),
        *documents(PLACES, held, NIGHT, **more),
    ]
    return {path: json.loads(data) for path, data in made}


def published_own(held, **more):
    """Return every document of ours by path: parsed, or text where it is a table."""
    made = [*own_election_documents(ELECTION, [PLACES]), *own_documents(PLACES, held, NIGHT, **more)]
    return {path: json.loads(data) if path.endswith(".json") else data.decode() for path, data in made}


def path_of(code: str) -> str:
    """Return where KPU's results of a code lie."""
    above = [code[:length] for length in (2, 4, 6, 10, 13) if length <= len(code)]
    return "/".join(["pemilu/hhcw/ppwp", *above]) + ".json"
