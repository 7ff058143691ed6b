"""A phone takes in at installation all it needs at its station: the packet, and the forms it names."""

import hashlib
import json
from base64 import urlsafe_b64decode

import pytest
from tests.web.national import ABROAD, ACEH, ELECTION, FORMS, MOBILE, PANGARENGAN, SRESEH, TUBAN, national

from sirekap.accounts.signatures import Label, holds
from sirekap.record.rules import RULES


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with national(tmp_path_factory.mktemp("packets")) as opened:
        yield opened.client


def packet(client, station):
    """Return the packet of the station."""
    return json.loads(client.get(f"/api/packets/{station}").json()["packet"])


def contest(client, station, wanted):
    """Return what the packet says of one contest."""
    return next(each for each in packet(client, station)["contests"] if each["id"] == wanted)


def test_a_packet_names_the_station_its_regions_and_the_contests_it_votes_in(client):
    told = packet(client, SRESEH)
    assert told["election"]["id"] == ELECTION.id
    assert told["election"]["practice"] is True
    assert told["election"]["photos_from_files"] is True
    assert told["station"]["registered"]["total"] == ELECTION.stations[SRESEH].registered.total
    assert [each["name"] for each in told["station"]["regions"]] == [
        "JAWA TIMUR",
        "SAMPANG",
        "SRESEH",
        "DISANAH",
    ]
    assert [each["id"] for each in told["contests"]] == ["ppwp", "pdpr", "pdpd", "pdprdp", "pdprdk"]
    assert [each["id"] for each in packet(client, ABROAD)["contests"]] == ["ppwp", "pdpr"]
    assert {each["code"] for each in told["rules"]} == {rule.code for rule in RULES}


def test_the_servers_key_signed_the_packet_for_this_election(client):
    given = client.get(f"/api/packets/{ACEH}").json()
    body, signature = given["packet"].encode(), urlsafe_b64decode(given["signature"] + "==")
    key = urlsafe_b64decode(json.loads(body)["keys"]["receipt"] + "=")
    assert holds(key, Label.PACKET, ELECTION.id, body, signature)
    assert not holds(key, Label.RECEIPT, ELECTION.id, body, signature)
    assert not holds(key, Label.PACKET, ELECTION.id, body.replace(b"KEUDE", b"KEUTA"), signature)


@pytest.mark.parametrize("station", [ACEH, TUBAN, SRESEH, MOBILE])
def test_every_form_is_the_stations_own_and_proves_itself_by_its_hash(client, station):
    for each in packet(client, station)["contests"]:
        answer = client.get(f"/api/{each['form']['path']}")
        assert hashlib.sha256(answer.content).hexdigest() == each["form"]["hash"]
        form = FORMS.of(station, each["id"])
        assert each["form"]["hash"] == form.hash
        names = [field["name"] for page in answer.json()["pages"] for field in page["fields"]]
        assert names == [field["name"] for field in each["fields"]] == [one.name for one in form.fields()]


def test_the_fields_of_votes_are_those_of_the_parties_and_candidates_named(client):
    for station, wanted in ((ACEH, "pdprdp"), (SRESEH, "pdprdk"), (TUBAN, "pdpr")):
        told = contest(client, station, wanted)
        votes = {each["name"] for each in told["fields"] if each["section"] == "votes"}
        named = {
            f"votes.{party['number']}{end}"
            for party in told["parties"]
            for end in ("", ".0", *(f".{person['number']}" for person in party["candidates"]))
        }
        bare = {f"votes.{party['number']}" for party in told["parties"] if not party["candidates"]}
        assert named - votes <= {f"{each}.0" for each in bare}
        assert votes <= named


def test_local_parties_are_in_the_packets_of_aceh_alone(client):
    assert any(each["local"] for each in contest(client, ACEH, "pdprdk")["parties"])
    assert not any(each["local"] for each in contest(client, SRESEH, "pdprdk")["parties"])


def test_stations_of_one_constituency_share_the_address_of_its_form(client):
    one, other = (contest(client, each, "pdpr")["form"] for each in (SRESEH, PANGARENGAN))
    assert one["path"] == other["path"]
    assert (
        contest(client, SRESEH, "pdprdk")["form"]["path"]
        != contest(client, PANGARENGAN, "pdprdk")["form"]["path"]
    )


def test_a_packet_is_the_same_each_time_and_is_not_sent_to_who_has_it(client):
    first, second = (client.get(f"/api/packets/{ACEH}") for _ in range(2))
    assert first.content == second.content
    assert first.headers["content-encoding"] == "gzip"
    plain = client.get(f"/api/packets/{ACEH}", headers={"accept-encoding": "identity"})
    assert plain.content == first.content
    assert "content-encoding" not in plain.headers
    tag = {"if-none-match": first.headers["etag"]}
    assert client.get(f"/api/packets/{ACEH}", headers=tag).status_code == 304


def test_what_was_not_issued_to_the_station_is_not_given(client):
    path = contest(client, SRESEH, "pdprdk")["form"]["path"]
    hash_ = path.rpartition("/")[2]
    for address, code in (
        ("packets/3527132005999", "unknown_station"),
        (f"forms/{ABROAD}/pdprdk/{hash_}", "unknown_form"),
        (f"forms/{PANGARENGAN}/pdprdk/{hash_}", "unknown_form"),
    ):
        answer = client.get(f"/api/{address}")
        assert (answer.status_code, answer.json()["code"]) == (404, code)
