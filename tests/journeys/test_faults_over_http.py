"""Real faults behind the real server: told as "try again", nothing acknowledged is lost, service resumes."""

import os
import resource
import time
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx
import pytest
from tests.journeys.claims_night import CONTEST, Server, election_of, messages_of
from tests.store.seaweed import BUCKET, Gate, environment, seaweed

from sirekap.actions.open_election import open_election
from sirekap.record.claims.signed import read_signed
from sirekap.record.model import RecordKey
from sirekap.rehearsal.phones import Commission
from sirekap.store.database import open_store
from sirekap.store.spare_postgres import spare_postgres

SEED = 20290215
STATIONS = 60
REFUSALS = 5
"""Submissions that must have been refused before a fault is taken away."""

AWAY_SECONDS = float(os.environ.get("SIREKAP_AWAY_SECONDS", "2"))
"""How long the database is away; 60 for the whole minute."""


class Night:
    """A server, what its stations send, and what became of it."""

    def __init__(self, server, messages, client):
        self.server = server
        self._waiting = list(messages)
        self._client = client
        self.acknowledged = []
        self.refused = []

    def send(self, count):
        """Send messages until so many more are acknowledged; one that is refused is sent again at once."""
        until, wanted = time.monotonic() + 120, len(self.acknowledged) + count
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < until, [each.text for each in self.refused[-3:]]
            self.send_one()

    def send_until_refused(self):
        """Send messages until several were refused."""
        until, before = time.monotonic() + 120, len(self.refused)
        while len(self.refused) < before + REFUSALS:
            assert time.monotonic() < until, len(self.acknowledged)
            assert self._waiting, "nothing was refused"
            self.send_one()

    def send_for(self, seconds):
        """Go on sending for so many seconds, every refusal told after at most a few."""
        until, before = time.monotonic() + seconds, len(self.refused)
        while time.monotonic() < until:
            began = time.monotonic()
            self.send_one()
            assert time.monotonic() - began < 10
        assert len(self.refused) >= before + REFUSALS

    def states(self):
        """Return what the server says of itself: whether it lives, and whether it is ready."""
        return [self._client.get(path).status_code for path in ("/api/health", "/api/ready")]

    def send_one(self):
        message = self._waiting[-1]
        answer = self._client.request(
            message.method, message.path, content=message.body, headers=message.headers
        )
        if answer.status_code in {200, 201}:
            self.acknowledged.append(self._waiting.pop())
            return
        self.refused.append(answer)
        self._waiting.insert(0, self._waiting.pop())
        time.sleep(0.05)

    def ensure_told_to_try_again(self):
        for each in self.refused:
            assert each.status_code == 503, each.text
            assert each.headers["content-type"] == "application/problem+json"
            assert 1 <= int(each.headers["retry-after"]) <= 60
            assert set(each.json()["say"]) == {"id", "en"}


@contextmanager
def night(tmp_path, place=None, kinds=("claim", "details"), **settings):
    election = election_of(tmp_path / "election", STATIONS)
    commission = Commission(election.id, datetime.now(UTC), SEED)
    data = tmp_path / "data"
    (data / "keys").mkdir(parents=True)
    (data / "keys" / "root-night.pub").write_bytes(commission.root_pem)
    server = Server(tmp_path / "election", data, place or data / "sirekap.db", **settings)
    messages = [each for each in messages_of(election, commission, SEED) if each.what in kinds]
    server.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=60) as client:
            yield Night(server, messages, client)
    finally:
        server.kill()


def ensure_kept(place, election_folder, acknowledged):
    """Look for every claim and every photo that was acknowledged, and for none twice."""
    store = open_store(place, open_election(election_folder).id)
    lines = [line for line in store.audit_lines("") if line.event == "check"]
    try:
        with store.look() as books:
            for each in acknowledged:
                if each.what == "claim":
                    held = books.claims.of_station(each.station)
                    assert [claim.id for claim in held] == [read_signed(each.body).id]
                    assert any(line.place == each.station for line in lines)
                if each.what == "photo":
                    assert books.uploads.unclaimed(each.station) + len(
                        books.photos.of(RecordKey(each.station, CONTEST))
                    )
    finally:
        store.close()


def test_a_database_that_goes_away_for_a_while_refuses_loses_nothing_and_comes_back(tmp_path):
    with spare_postgres() as postgres:
        place = postgres.database()
        with night(tmp_path, place) as under_way:
            under_way.send(30)
            assert under_way.states() == [200, 200]
            postgres.stop("immediate")
            under_way.send_for(AWAY_SECONDS)
            assert under_way.states() == [200, 503]
            postgres.start()
            under_way.send(30)
            assert under_way.states() == [200, 200]
        under_way.ensure_told_to_try_again()
        ensure_kept(place, tmp_path / "election", under_way.acknowledged)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process's files")
def test_a_disk_that_is_full_refuses_loses_nothing_and_service_resumes_when_there_is_room(tmp_path):
    with night(tmp_path) as under_way:
        under_way.send(20)
        room = (tmp_path / "data" / "sirekap.db-wal").stat().st_size
        under_way.server.limit_files(room)
        under_way.send_until_refused()
        under_way.server.limit_files(resource.RLIM_INFINITY)
        under_way.send(30)
    under_way.ensure_told_to_try_again()
    ensure_kept(tmp_path / "data" / "sirekap.db", tmp_path / "election", under_way.acknowledged)


def test_an_s3_that_answers_503_refuses_photos_alone_and_service_resumes_by_itself(tmp_path):
    (tmp_path / "s3").mkdir()
    with seaweed(tmp_path / "s3") as address:
        gate = Gate(address)
        settings = environment(gate.address) | {"SIREKAP_PHOTOS": f"s3://{BUCKET}/night"}
        try:
            with night(tmp_path, kinds=("photo",), more=settings) as under_way:
                under_way.send(5)
                gate.open = False
                under_way.send_until_refused()
                gate.open = True
                under_way.send(20)
        finally:
            gate.close()
    assert gate.refused
    under_way.ensure_told_to_try_again()
    ensure_kept(tmp_path / "data" / "sirekap.db", tmp_path / "election", under_way.acknowledged)
