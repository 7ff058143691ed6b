"""All that a phone needs of the election to work at one station with no network: the station's packet.

In: an election, the forms it issued, a station, the roots that are pinned and the server's own public key.
Out: the packet's bytes (JSON, members in alphabetical order), and the path of each form beside it.
Invariant: the same election and keys give the same bytes; nothing in it changes on the day. Forms are named
by their hash, which is the SHA-256 of their own bytes, so each proves itself against the paper. Not done
here: signing, and giving it out.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping

from sirekap.accounts.key_chain import Root
from sirekap.election.index import ancestors
from sirekap.election.model import (
    Candidate,
    Constituency,
    Contest,
    ContestId,
    Election,
    Headcount,
    Station,
    StationCode,
)
from sirekap.forms.issued import IssuedForms
from sirekap.forms.model import Form
from sirekap.forms.setting import place_of
from sirekap.publication.jsonb import encode_sorted
from sirekap.record import field_words
from sirekap.record.context import section_of
from sirekap.record.rules import RULES, severity_of

FORMAT = 1
LANGUAGES = ("id", "en")


def station_packet(
    election: Election, forms: IssuedForms, station: StationCode, roots: Iterable[Root], receipt_key: bytes
) -> bytes:
    """Return the packet of *station*; KeyError where the election has no such station."""
    held = election.stations[station]
    return encode_sorted(
        {
            "format": FORMAT,
            "election": _election(election),
            "station": _station(election, held),
            "contests": [_contest(election, forms, held, each) for each in forms.contests_of(station)],
            "rules": _rules(election, held),
            "keys": {
                "roots": [{"key": _text(each.key), "retired": each.retired} for each in roots],
                "receipt": _text(receipt_key),
            },
        }
    )


def form_path(forms: IssuedForms, station: StationCode, contest: ContestId) -> str:
    """Return where the station's form lies, relative to the API: one place for all stations of a print."""
    form = forms.of(station, contest)
    return f"forms/{forms.sample_of(station, contest)}/{contest}/{form.hash}"


def _election(election: Election) -> Mapping[str, object]:
    opens = election.publish_not_before
    return {
        "id": election.id,
        "name": election.name,
        "day": election.day.isoformat(),
        "practice": election.practice,
        "voter_cap": election.voter_cap,
        "reserve_permille": election.reserve_permille,
        "publish_not_before": None if opens is None else opens.isoformat(),
        "photos_from_files": election.photos_from_files,
    }


def _station(election: Election, station: Station) -> Mapping[str, object]:
    place = place_of(station.code, station.kind)
    above = [code for code in ancestors(station.code) if code]
    return {
        "code": station.code,
        "name": station.name,
        "kind": station.kind.value,
        "time_zone": station.time_zone,
        "communal": station.communal,
        "registered": _people(station.registered),
        "ballots_delivered": station.ballots_delivered,
        "committee": place.committee,
        "commission": place.commission,
        "regions": [
            {"code": code, "tier": called, "name": election.regions[code].name}
            for code, called in zip(above, place.tiers, strict=True)
        ],
    }


def _people(known: Headcount | None) -> Mapping[str, int] | None:
    return None if known is None else {"male": known.male, "female": known.female, "total": known.total}


def _contest(
    election: Election, forms: IssuedForms, station: Station, contest_id: ContestId
) -> Mapping[str, object]:
    contest, form = election.contest(contest_id), forms.of(station.code, contest_id)
    constituency = forms.constituency(station.code, contest_id)
    return {
        "id": contest.id,
        "kind": contest.kind.value,
        "name": contest.name,
        "constituency": _constituency(constituency),
        "tickets": [
            {"number": each.number, "names": list(each.names), "colour": each.colour, "blank": each.blank}
            for each in contest.tickets
        ],
        "parties": list(_parties(contest, constituency, form)),
        "candidates": _people_of(constituency, party=0),
        "form": {
            "name": form.name,
            "family": form.family,
            "hash": form.hash,
            "pages": len(form.pages),
            "path": form_path(forms, station.code, contest_id),
        },
        "fields": list(_fields(form)),
    }


def _constituency(constituency: Constituency | None) -> Mapping[str, object] | None:
    if constituency is None:
        return None
    return {"code": constituency.code, "name": constituency.name, "seats": constituency.seats}


def _parties(
    contest: Contest, constituency: Constituency | None, form: Form
) -> Iterator[Mapping[str, object]]:
    """Yield the parties that have a page on the form, each with its candidates."""
    printed = {each.name for each in form.fields()}
    for party in contest.parties:
        if f"votes.{party.number}" in printed:
            yield {
                "number": party.number,
                "name": party.name,
                "full_name": party.full_name,
                "colour": party.colour,
                "local": party.local,
                "candidates": _people_of(constituency, party.number),
            }


def _people_of(constituency: Constituency | None, party: int) -> list[Mapping[str, object]]:
    people: Iterable[Candidate] = () if constituency is None else constituency.candidates
    return [
        {"number": each.number, "name": each.name, "sex": each.sex} for each in people if each.party == party
    ]


def _fields(form: Form) -> Iterator[Mapping[str, object]]:
    """Yield the form's fields in the order in which a claim says them."""
    for page in form.pages:
        for field in page.fields:
            yield {
                "name": field.name,
                "section": section_of(field.name).value,
                "page": page.number,
                "digits": len(field.boxes),
                "code": field.code,
                "row": {each: field_words.row(field.name, each) for each in LANGUAGES},
                "column": {each: field_words.column(field.name, each) for each in LANGUAGES},
            }


def _rules(election: Election, station: Station) -> list[Mapping[str, object]]:
    return [
        {
            "code": rule.code,
            "severity": severity_of(rule, election, station).value,
            "says": dict(rule.says),
            "fields": list(rule.patterns),
        }
        for rule in RULES
    ]


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
