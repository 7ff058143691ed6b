"""A station where not one voter came, from its paper over HTTP to the published page: zero is a number."""

import csv
import io
from datetime import UTC, datetime

import httpx
import numpy as np
import pytest
from tests.journeys.claims_night import CONTEST, Server, election_of, upload_headers
from tests.web.test_serve import until

from sirekap.forms.catalogue import contest_form
from sirekap.forms.draw import draw_page
from sirekap.forms.heading import heading_for
from sirekap.record.claims.details import hash_of
from sirekap.record.claims.model import ClaimKind
from sirekap.record.claims.signed import write_signed
from sirekap.record.model import RecordKey
from sirekap.rehearsal.conditions import draw_conditions
from sirekap.rehearsal.fill import fill_page, print_page
from sirekap.rehearsal.officials import careful
from sirekap.rehearsal.phones import Commission, details_naming
from sirekap.rehearsal.photograph import photograph

SEED = 17


def nobody_came(station, form):
    """Return what the paper says: the voters' list, ballots that came and stayed, and else zero."""
    listed, ballots = station.registered, station.ballots_delivered
    known = {
        "registered.listed.male": listed.male,
        "registered.listed.female": listed.female,
        "registered.listed.total": listed.total,
        "registered.total.male": listed.male,
        "registered.total.female": listed.female,
        "registered.total.total": listed.total,
        "ballots.received": ballots,
        "ballots.unused": ballots,
    }
    return {each.name: known.get(each.name, 0) for each in form.fields()}


def photos_of(election, station, form, values):
    """Write the form by hand and photograph its pages."""
    chance = np.random.default_rng(SEED)
    sheet = careful(chance, station, form, values)
    for page in form.pages:
        pdf = draw_page(form, page.number, heading_for(election, station), election.id)
        written = fill_page(chance, print_page(pdf, 0), page, sheet)
        taken = photograph(written, (page.width, page.height), draw_conditions(chance), chance)
        yield page.number, taken.jpeg


@pytest.fixture
def night(tmp_path):
    """Run a server that reads and publishes; give a client, the election and its phones."""
    election = election_of(tmp_path / "election", 2)
    commission = Commission(election.id, datetime.now(UTC), SEED)
    data = tmp_path / "data"
    (data / "keys").mkdir(parents=True)
    (data / "keys" / "root-night.pub").write_bytes(commission.root_pem)
    more = {"SIREKAP_ONLY_HTTP": "false", "OMP_NUM_THREADS": "1"}
    server = Server(tmp_path / "election", data, data / "sirekap.db", more)
    server.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as client:
            yield client, election, commission
    finally:
        server.kill()


def send_claim(client, signed, details):
    kind = {"Content-Type": "application/cbor"}
    claim = client.post("/api/claims", content=write_signed(signed), headers=kind)
    assert claim.status_code == 201, claim.text
    path = f"/api/details/{signed.claim().key.station}/{hash_of(details)}"
    assert client.put(path, content=details, headers=kind).status_code == 200
    return claim.json()["claim"]


def test_a_station_where_nobody_came_is_confirmed_and_published_as_zeros(night):
    client, election, commission = night
    code = min(election.stations)
    form = contest_form(election, election.contest(CONTEST))
    values = nobody_came(election.stations[code], form)
    photos = dict(photos_of(election, election.stations[code], form, values))
    record, clock = RecordKey(code, CONTEST), datetime.now(UTC)
    for photo in photos.values():
        sent = client.post("/api/uploads", content=photo, headers=upload_headers(code, photo))
        assert sent.status_code == 201, sent.text
    shown, blind = details_naming(form, clock, photos), details_naming(form, clock, {})
    main, reserve = commission.phone(code), commission.phone(code, 2)
    checked = send_claim(client, main.claim(form, record, values, shown), shown)
    send_claim(client, reserve.claim(form, record, values, blind, kind=ClaimKind.BLIND), blind)
    receipt = client.get(f"/api/claims/{code}/{checked}/receipt").json()
    assert (receipt["verdict"], len(receipt["held"]), receipt["missing"]) == ("accepted", len(photos), [])

    deep = "/".join(code[:length] for length in (2, 4, 6, 10, 13))
    ours = until(lambda: _confirmed(client.get(f"/sirekap/{CONTEST}/{deep}.json").json()))
    assert ours["votes"] == dict.fromkeys(ours["votes"], 0) != {}
    assert ours["administration"] == {name: values[name] for name in ours["administration"]}
    assert (ours["contradictions"], {photo["page"] for photo in ours["photos"]}) == ([], set(photos))

    theirs = client.get(f"/pemilu/hhcw/{CONTEST}/{deep}.json").json()
    assert (theirs["status_suara"], theirs["status_adm"], theirs["psu"]) == (True, True, None)
    assert {vote for key, vote in theirs["chart"].items() if key != "null"} == {0}
    village = client.get(f"/pemilu/hhcw/{CONTEST}/{deep.rpartition('/')[0]}.json").json()
    assert (village["progres"]["progres"], village["table"][code]["persen"]) == (1, 100)
    table = csv.DictReader(io.StringIO(client.get(f"/sirekap/{CONTEST}.csv").text))
    (row,) = (each for each in table if code in each.values())
    assert row["votes.1"] == row["valid"] == row["cast"] == "0"


def _confirmed(document):
    return document if set(document["states"].values()) == {"confirmed"} else None
