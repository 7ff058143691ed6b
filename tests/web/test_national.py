"""The server of an election in which the forms of stations differ: right records, right public files."""

import pytest
from tests.actions.claims_stage import picture
from tests.election.folders import ROOT
from tests.web.national import (
    ABROAD,
    ACEH,
    ELECTION,
    MOBILE,
    PANGARENGAN,
    POST,
    SRESEH,
    TUBAN,
    national,
    upload,
)

from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import AccountId, Reach, Role
from sirekap.actions.add_account import AddAccount, add_account
from sirekap.actions.station_record import context_of
from sirekap.record.gate import weigh
from sirekap.record.model import RecordKey

NEIGHBOUR = ACEH[:-1] + "2"
WHOLE = (
    (SRESEH, "pdprdk"),
    (PANGARENGAN, "pdprdk"),
    (ACEH, "pdprdp"),
    (TUBAN, "pdpr"),
    (POST, "pdpr"),
    (NEIGHBOUR, "pdpd"),
    (MOBILE, "ppwp"),
)
"""Stations of two dapil of a council, two of the DPR, Aceh with its local parties, two boxes abroad."""


def path(tree, contest, code):
    """Return where a place's document lies."""
    above = [code[:length] for length in (2, 4, 6, 10, 13) if length <= len(code)]
    return "/".join([tree, contest, *above]) + ".json"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with national(tmp_path_factory.mktemp("national")) as opened:
        yield opened


@pytest.fixture(scope="module")
def papers(server):
    """Everything sent and published; what each paper says, by station and contest."""
    said = {(station, contest): server.send_whole(station, contest) for station, contest in WHOLE}
    server.publish()
    return said


def signed_in(server, role, reach):
    """Sign the server's client in with an account that is opened for it."""
    name = AccountId(f"{role.value}-{reach or 'nation'}-{server.system.clock().timestamp()}")
    _, code = add_account(
        server.system.ports, AddAccount(name, role, Reach(reach), OPERATOR, server.system.clock())
    )
    server.client.cookies.clear()
    assert server.client.post("/api/session", json={"code": code}).status_code == 200


@pytest.mark.parametrize(("station", "contest"), WHOLE)
def test_both_officers_claims_make_a_record_of_the_stations_own_form(server, papers, station, contest):
    made = server.public(path("sirekap", contest, station))
    assert made["states"] == {"votes": "confirmed", "administration": "confirmed"}
    assert {**made["votes"], **made["administration"]} == papers[station, contest]
    assert made["form"] == server.form(station, contest).hash
    assert len(made["photos"]) == len(server.form(station, contest).pages)


def test_a_form_of_another_dapil_is_refused_by_name_and_kept_for_inspection(server, papers):
    other = server.form(PANGARENGAN, "pdprdk")
    answer = server.claim(SRESEH, "pdprdk", server.truth(PANGARENGAN, "pdprdk"), form=other)
    assert (answer.status_code, answer.json()["code"]) == (422, "form_never_issued")
    assert "dapil" in answer.json()["say"]["id"]
    for station, contest, form in (
        (TUBAN, "pdprdp", server.form(ACEH, "pdprdp")),
        (MOBILE, "ppwp", server.form(ABROAD, "ppwp")),
        (TUBAN, "pdpr", server.form(TUBAN, "pdprdp")),
    ):
        values = {field.name: 0 for field in form.fields()}
        assert server.claim(station, contest, values, form=form).json()["code"] == "form_never_issued"
    signed_in(server, Role.AUDITOR, SRESEH[:6])
    aside = server.client.get("/api/aside").json()
    assert {each["code"] for each in aside} == {"form_never_issued"}
    assert {each["place"] for each in aside} == {SRESEH}


def test_a_contest_that_the_station_does_not_vote_in_is_refused_by_name(server, papers):
    form = server.form(ACEH, "pdpd")
    answer = server.claim(ABROAD, "pdpd", {field.name: 0 for field in form.fields()}, form=form)
    assert (answer.status_code, answer.json()["code"]) == (422, "no_such_record")


def test_a_number_that_the_stations_boxes_cannot_hold_is_refused(server, papers):
    values = dict(server.truth(TUBAN, "pdprdp")) | {"votes.1": 100_000}
    answer = server.claim(TUBAN, "pdprdp", values)
    assert (answer.status_code, answer.json()["code"]) == (422, "values_do_not_fit")


def test_more_votes_than_ballots_were_delivered_is_a_broken_rule_of_that_station(server, papers):
    delivered = ELECTION.stations[TUBAN].ballots_delivered
    values = dict(server.truth(TUBAN, "pdpd")) | {"votes.1": delivered + 1}
    assert server.claim(TUBAN, "pdpd", values).status_code == 201
    key = RecordKey(TUBAN, "pdpd")
    with server.system.ports.store.look() as books:
        gate = weigh(context_of(server.system.ports, books, key), books.evidence.of(key))
    assert "R20" in {each.rule for each in gate.findings}


def test_people_see_only_the_contests_that_their_stations_vote_in(server, papers):
    signed_in(server, Role.OBSERVER, "99")
    lines = server.client.get("/api/stations").json()
    told = {(each["station"], each["contest"]) for each in lines}
    assert told == {(each, contest) for each in (POST, ABROAD, MOBILE) for contest in ("ppwp", "pdpr")}
    seen = server.client.get(f"/api/stations/{POST}/pdpr").json()
    assert seen["contest"]["parties"][0]["candidates"][0]["name"]
    assert seen["contest"]["constituency"] == "DKI JAKARTA II"
    assert server.client.get(f"/api/stations/{POST}/pdpd").status_code == 404


def test_candidates_votes_are_added_up_only_where_all_stations_have_the_same_people(server, papers):
    both = server.public(path("sirekap", "pdprdk", "3527"))
    assert both["constituency"] is None
    assert both["form"] is None
    assert both["totals"]["votes.1"] == sum(
        papers[each, "pdprdk"]["votes.1"] for each in (SRESEH, PANGARENGAN)
    )
    assert "votes.1.1" not in both["totals"]
    one = server.public(path("sirekap", "pdprdk", SRESEH[:6]))
    assert one["totals"]["votes.1.1"] == papers[SRESEH, "pdprdk"]["votes.1.1"]
    assert one["constituency"] == "352702"
    nation = server.public("sirekap/pdpd.json")
    assert not any(name.startswith("votes.") for name in nation["totals"])
    assert nation["progress"]["stations"] == len(ELECTION.stations) - 3


def test_a_station_of_party_lists_has_parties_candidates_and_its_dapil_in_kpus_document(server, papers):
    made = server.public(path("pemilu/hhcw", "pdprdp", ACEH))
    paper = papers[ACEH, "pdprdp"]
    assert "mode" not in made
    assert made["kode_dapil"] == "110009"
    assert made["chart"]["18"] == {
        "jml_suara_total": paper["votes.18"],
        "jml_suara_partai": paper["votes.18.0"],
    }
    people = {
        str(each.kpu_id): paper[f"votes.18.{each.number}"]
        for constituency in ELECTION.contest("pdprdp").constituencies
        for each in constituency.candidates
        if constituency.code == "110009" and each.party == 18
    }
    assert made["caleg"]["18"] == {"null": None, **people}
    assert len(made["images"]) == len(server.form(ACEH, "pdprdp").pages)
    assert (made["status_suara"], made["status_adm"]) == (True, True)
    assert made["administrasi"]["suara_sah"] == paper["valid"]


def test_an_untouched_station_of_party_lists_has_nulls_where_numbers_will_be(server, papers):
    made = server.public(path("pemilu/hhcw", "pdprdp", TUBAN))
    assert (made["chart"], made["caleg"], made["kode_dapil"]) == (None, None, "350012")


def test_kpus_regions_of_party_lists_go_by_party_and_have_a_row_for_every_part(server, papers):
    made = server.public(path("pemilu/hhcw", "pdpr", "99"))
    assert made["chart"]["1"] == papers[POST, "pdpr"]["votes.1"]
    nation = server.public("pemilu/hhcw/pdpr.json")
    assert set(nation["table"]) == {"11", "35", "99"}
    assert nation["chart"]["2"] == papers[POST, "pdpr"]["votes.2"] + papers[TUBAN, "pdpr"]["votes.2"]
    assert nation["progres"] == {"total": 15, "progres": 2}
    council = server.public("pemilu/hhcw/pdprdp.json")
    assert "18" in council["chart"]
    assert "18" not in server.public("pemilu/hhcw/pdprdp/35.json")["chart"]


def test_dpd_goes_by_the_candidates_ids_and_begins_at_the_province(server, papers):
    made = server.public("pemilu/hhcw/pdpd/11.json")
    paper = papers[NEIGHBOUR, "pdpd"]
    people = ELECTION.contest("pdpd").constituencies[0].candidates
    assert {key: made["chart"][key] for key in made["chart"] if key != "persen"} == {
        str(each.kpu_id): paper[f"votes.{each.number}"] for each in people
    }
    assert server.client.get("/pemilu/hhcw/pdpd.json").status_code == 404
    station = server.public(path("pemilu/hhcw", "pdpd", NEIGHBOUR))
    assert station["chart"]["null"] is None
    assert len(station["chart"]) == 1 + len(people)


def test_a_dapil_has_a_document_of_its_own_that_is_the_sum_of_its_stations(server, papers):
    made = server.public("pemilu/hhcd/pdprdk/35/3527/352702.json")
    paper = papers[SRESEH, "pdprdk"]
    assert made["table"]["1"]["jml_suara_total"] == made["chart"]["1"] == paper["votes.1"]
    assert made["table"]["1"]["jml_suara_partai"] == paper["votes.1.0"]
    people = [key for key in made["table"]["1"] if not key.startswith("jml")]
    assert sum(made["table"]["1"][key] for key in people) == paper["votes.1"] - paper["votes.1.0"]
    above = server.public("pemilu/hhcd/pdprdk/35/3527.json")
    assert set(above["table"]) == {"352701", "352702"}
    nation = server.public("pemilu/hhcd/pdpr/0.json")
    assert set(nation["table"]) == {"1101", "3102", "3509", "3511"}
    assert "persen" not in nation["chart"]


def test_parties_and_candidates_are_named_as_kpu_names_them(server, papers):
    parties = server.public("pemilu/partai.json")
    assert parties["18"]["is_aceh"] is True
    assert list(parties["1"]) == [
        "ts",
        "id_partai",
        "id_pilihan",
        "is_aceh",
        "nama",
        "nama_lengkap",
        "nomor_urut",
        "warna",
    ]
    people = server.public("pemilu/caleg/partai/1101.json")
    assert people["17"] is None
    assert list(next(iter(people["1"].values()))) == ["nama", "nomor_urut", "jenis_kelamin", "tempat_tinggal"]
    assert len(server.public("pemilu/caleg/dpd/11.json")) == 8


def test_the_dapil_stands_in_the_paths_of_region_lists_where_kpu_puts_it(server, papers):
    assert [each["nama"] for each in server.public("wilayah/pemilu/pdpr/dapil_dpr.json")] == [
        "ACEH I",
        "DKI JAKARTA II",
        "JAWA TIMUR IX",
        "JAWA TIMUR XI",
    ]
    assert [each["nama"] for each in server.public("wilayah/pemilu/pdpr/35/3509.json")] == ["TUBAN"]
    assert [each["nama_dapil"] for each in server.public("wilayah/pemilu/pdprdk/35/3527.json")] == [
        "SAMPANG 1",
        "SAMPANG 2",
    ]
    assert [each["nama"] for each in server.public("wilayah/pemilu/pdprdk/35/3527/352702.json")] == ["SRESEH"]
    stations = server.public(f"wilayah/pemilu/pdprdk/35/3527/352702/352701/{SRESEH[:10]}.json")
    assert [each["kode"] for each in stations] == [f"{SRESEH[:10]}{number:03d}" for number in (1, 2, 3)]
    assert {each["kode"] for each in server.public("wilayah/pemilu/pdpd/0.json")} == {"11", "35"}
    assert {each["kode"] for each in server.public("wilayah/pemilu/ppwp/0.json")} == {"11", "35", "99"}


def test_each_dapil_has_a_table_of_its_stations(server, papers):
    rows = server.client.get("/sirekap/pdprdk-352702.csv").text.splitlines()
    assert [row.partition(",")[0] for row in rows] == [
        "station",
        *(f"{SRESEH[:10]}{n:03d}" for n in (1, 2, 3)),
    ]
    assert "votes.1.3" in rows[0]
    assert server.client.get("/sirekap/ppwp.csv").status_code == 200
    assert server.client.get("/sirekap/pdprdk.csv").status_code == 404


def test_published_twice_nothing_is_written_anew(server, papers):
    server.publish()
    assert server.publish().written == 0


def test_a_photo_of_a_station_abroad_is_taken_and_read_by_its_own_form(server):
    data = picture(77_777)
    assert server.client.post("/api/uploads", content=data, headers=upload(ABROAD, data)).status_code == 201
    signed_in(server, Role.OFFICER, ABROAD)
    sent = server.client.post(f"/api/stations/{ABROAD}/pdpr/photos", files={"photo": ("page.png", data)})
    assert sent.status_code == 201
    assert server.system.read_one()
    seen = server.client.get(f"/api/stations/{ABROAD}/pdpr").json()
    assert seen["photos"][0]["refused"]["code"] == "too_small"
    assert len(seen["fields"]) == sum(1 for _ in server.form(ABROAD, "pdpr").fields())


def test_an_election_of_heads_of_regions_is_published_in_kpus_branch_for_them(tmp_path):
    with national(tmp_path, ROOT / "elections" / "rehearsal-sampang-regional") as server:
        station = sorted(server.system.election.stations)[0]
        governor = server.send_whole(station, "pkwkp-35")
        server.publish()
        made = server.public("pilkada/hhcw/pkwkp/35.json")
        ids = {each.number: str(each.kpu_id) for each in server.system.election.contest("pkwkp-35").tickets}
        chart = made["tungsura"]["chart"]
        assert chart[ids[1]] == governor["votes.1"]
        assert chart["progres"] == {"total": 25, "persen": 4.0, "progres": 1}
        assert made["tungsura"]["table"]["3527"]["status_progress"] is True
        assert made["progres"] == {"total": 25, "progres": 1}
        assert set(server.public("pilkada/paslon/pkwkk.json")) == {"3527"}
        assert [each["kode"] for each in server.public("wilayah/pilkada/pkwkk/0.json")] == ["35"]
        told = server.public(path("pilkada/hhcw", "pkwkp", station))
        assert told["tungsura"]["chart"]["null"] is None
        assert told["tungsura"]["administrasi"]["suara_sah"] == governor["valid"]
        assert told["status_suara"] is True
