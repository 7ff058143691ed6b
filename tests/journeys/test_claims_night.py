"""A night at a thousandth of scale over real HTTP: lost, doubled, cut, out of order, the server killed."""

from collections import Counter
from datetime import UTC, datetime

from tests.journeys.claims_night import CONTEST, Senders, Server, election_of, messages_of

from sirekap.actions.ports import Outcome
from sirekap.record.claims.signed import read_signed
from sirekap.record.history import history
from sirekap.record.model import RecordKey
from sirekap.rehearsal.phones import Commission
from sirekap.store.database import open_store
from sirekap.store.photo_folder import FilePhotos

SEED = 20290214
KILLED_AT = (0.3, 0.7)
"""Shares of the messages after which the server is killed."""


def test_every_acknowledged_submission_is_there_exactly_once_whatever_the_night_did(tmp_path, store_place):
    election = election_of(tmp_path / "election")
    commission = Commission(election.id, datetime.now(UTC), SEED)
    data = tmp_path / "data"
    (data / "keys").mkdir(parents=True)
    (data / "keys" / "root-night.pub").write_bytes(commission.root_pem)
    place = store_place if isinstance(store_place, str) else data / "sirekap.db"
    messages = messages_of(election, commission, SEED)
    server = Server(tmp_path / "election", data, place)
    server.start()
    senders = Senders(server.port, messages, SEED)
    try:
        senders.start()
        for share in KILLED_AT:
            senders.wait_until(share)
            server.kill()
            server.start()
        senders.join()
    finally:
        server.kill()
    assert min(senders.troubles.values()) > len(messages) * 0.02, senders.troubles
    assert Counter(status for _, status in senders.refused) == {}, senders.refused[:5]
    assert len(senders.acknowledged) == len(messages)
    store = open_store(place, election.id)
    try:
        ensure_once(store, FilePhotos(data / "photos"), election, senders.acknowledged)
    finally:
        store.close()


def ensure_once(store, photos, election, acknowledged):
    """Look at every station: what was acknowledged, once, and an audit line and a history that tell of it."""
    claims = {each.station: read_signed(each.body) for each in acknowledged if each.what == "claim"}
    bytes_of = {each.station: each.body for each in acknowledged if each.what == "photo"}
    lines = {}
    for line in store.audit_lines(""):
        assert line.outcome is Outcome.DONE, line
        lines.setdefault(line.place, []).append(line)
    for station in election.stations:
        with store.look() as books:
            held = books.claims.of_station(station)
            evidence = books.evidence.of(RecordKey(station, CONTEST))
            (photo,) = books.photos.of(RecordKey(station, CONTEST))
        assert [each.id for each in held] == [claims[station].id]
        kinds = Counter(type(each).__name__ for each in evidence)
        assert kinds == {"Checked": 1, "Detailed": 1, "Photographed": 1}, station
        assert photos.fetch(photo.sha256) == bytes_of[station]
        assert {line.event for line in history(evidence)} == {"check", "detail", "photograph"}
        told = [line for line in lines[station] if line.event == "check"]
        first = [line for line in told if "again" not in line.subject]
        assert [line.subject["claim"] for line in first] == [claims[station].id]
        assert any(line.subject.get("upload") == "whole" for line in lines[station])
