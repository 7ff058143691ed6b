"""Two servers and two workers on one PostgreSQL: any may answer, any may die, nothing is twice."""

import os
import re
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import cv2
import httpx
import numpy as np
from tests.store.seaweed import free_port
from tests.web.test_serve import ELECTION, ROOT, STATION, blank_page, until

from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import AccountId, Reach, Role
from sirekap.actions.add_account import AddAccount, add_account
from sirekap.actions.open_election import open_election
from sirekap.bootstrap import Wiring
from sirekap.store.database import open_store

RECORD = f"/api/stations/{STATION}/ppwp"
PHOTOS = 4


@contextmanager
def process(words, place, **more):
    """Run one process of the program on the database at *place*, found by the environment, as is *more*."""
    own = {"SIREKAP_DATABASE": place, "SIREKAP_ONLY_HTTP": "true", "OMP_NUM_THREADS": "1"}
    started = subprocess.Popen(
        [sys.executable, "-m", "sirekap", *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")} | own | more,
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def told(started):
    """Return the line by which a process says that it is ready."""
    line = started.stdout.readline()
    assert line, started.stderr.read()
    return line


def photos_of(client):
    return client.get(RECORD).json()["photos"]


def pictures():
    """Return photos of one blank page that differ in a corner outside the form."""
    page = cv2.imdecode(np.frombuffer(blank_page(), np.uint8), cv2.IMREAD_COLOR)
    for number in range(PHOTOS):
        page[:2, :2] = 200 + number
        yield cv2.imencode(".png", page)[1].tobytes()


def test_servers_and_workers_share_one_database_and_any_may_die(postgres_url, tmp_path, monkeypatch):
    monkeypatch.setenv("SIREKAP_DATABASE", postgres_url)
    data = ["--election", ELECTION, "--data", tmp_path]
    with Wiring().open_system(ELECTION, tmp_path) as system:
        command = AddAccount(AccountId("kpps-1"), Role.OFFICER, Reach(STATION), OPERATOR, system.clock())
        _, code = add_account(system.ports, command)
    with ExitStack() as stack:
        servers = [
            stack.enter_context(process(["serve", *data, "--port", "0"], postgres_url)) for _ in range(2)
        ]
        doomed = stack.enter_context(process(["work", *data], postgres_url))
        clients = [
            stack.enter_context(
                httpx.Client(base_url=re.search(r"http://\S+", told(each)).group(), timeout=30)
            )
            for each in servers
        ]
        assert clients[0].post("/api/session", json={"code": code}).status_code == 200
        clients[1].cookies = clients[0].cookies
        told(doomed)
        for number, picture in enumerate(pictures()):
            files = {"photo": ("a.png", picture)}
            sent = [each.post(f"{RECORD}/photos", files=files).json()["photo"] for each in clients]
            assert sent[0] == sent[1]
            if number == 0:
                until(lambda: any(each["read"] for each in photos_of(clients[1])))
                doomed.send_signal(signal.SIGKILL)
        port = free_port()
        watched = {"SIREKAP_WATCH_METRICS_PORT": str(port)}
        worker = stack.enter_context(process(["work", *data, "--publish"], postgres_url, **watched))
        told(worker)
        assert "sirekap_photos_failed 0.0" in httpx.get(f"http://127.0.0.1:{port}/metrics").text
        until(lambda: all(each["read"] for each in photos_of(clients[0])), 150)
        assert [each["sha256"] for each in photos_of(clients[0])] == [
            each["sha256"] for each in photos_of(clients[1])
        ]
        assert len(photos_of(clients[0])) == PHOTOS
        document = f"/sirekap/ppwp/35/3527/352701/{STATION[:10]}/{STATION}.json"
        until(lambda: len(clients[1].get(document).json()["photos"]) == PHOTOS)
        servers[0].send_signal(signal.SIGKILL)
        assert clients[1].get("/api/ready").json()["state"] == "ready"
        for each in (worker, servers[1]):
            each.send_signal(signal.SIGTERM)
            assert each.wait(timeout=30) == 0
    store = open_store(postgres_url, open_election(ELECTION).id)
    read = [line for line in store.audit_lines(STATION) if line.event == "read"]
    assert len({line.subject["photo"] for line in read}) == PHOTOS
    store.close()
