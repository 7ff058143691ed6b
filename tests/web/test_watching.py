"""What operators see, and that no person is seen in it."""

import json
import logging
import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.actions.stage import MAIN, STATION
from tests.web.conftest import RECORD

from sirekap.web.app import make_app
from sirekap.web.limits import Limits
from sirekap.web.server import serving
from sirekap.web.watch import MetricsPortError, Watching, watching

QUIET = Watching("127.0.0.1", 0, "warning", log_json=True, traces="")


@pytest.fixture
def logs_as_before():
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("sirekap").setLevel(logging.NOTSET)


def free_port():
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        return server.server_address[1]


def measured(text):
    return {
        (sample.name, sample.labels.get("pattern"), sample.labels.get("status")): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def app_of(site, limits=None):
    stage = site.stage
    return make_app(stage.ports, stage.now, site.folder / "public", site.folder / "console", limits)


def test_requests_are_measured_by_the_pattern_of_their_address(site, logs_as_before):
    app, port = app_of(site), free_port()
    how = Watching("127.0.0.1", port, "warning", log_json=True, traces="")
    with serving(app, "127.0.0.1", 0) as address, watching(app, how):
        assert httpx.get(f"{address}api/health").status_code == 200
        assert httpx.get(f"{address}api/stations/{STATION}/ppwp").status_code == 401
        text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    seen = measured(text)
    assert seen["sirekap_http_requests_total", "/api/health", "200"] == 1
    assert seen["sirekap_http_requests_total", "/api/stations/{station}/{contest}", "401"] == 1
    assert seen["sirekap_photos_waiting", None, None] == 0
    assert STATION not in text


def test_a_port_that_another_process_has_is_told_in_words(site, logs_as_before):
    app = make_app(site.stage.ports, site.stage.now, site.folder / "public", site.folder / "console")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        how = Watching("127.0.0.1", taken.getsockname()[1], "warning", log_json=True, traces="")
        with pytest.raises(MetricsPortError) as told, watching(app, how):
            pass
    assert "SIREKAP_WATCH_METRICS_PORT" in told.value.say["id"]


def test_the_measurements_are_not_among_the_public_addresses(site):
    assert httpx.get(f"{site.address}metrics").status_code == 404
    assert httpx.get(f"{site.address}api/metrics").status_code == 404


def test_a_log_line_is_json_and_tells_nothing_of_the_person(site, capsys, logs_as_before):
    app = app_of(site)
    how = Watching("127.0.0.1", 0, "info", log_json=True, traces="")
    with serving(app, "127.0.0.1", 0) as address, watching(app, how):
        answer = httpx.post(f"{address}api/session?name=Budi", json={"code": "RAHASIA-1234"})
        with httpx.Client(base_url=address, cookies={"sirekap": "token-of-somebody"}) as stranger:
            stranger.get(f"api/stations/{STATION}/ppwp")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    told = [line for line in lines if line["event"] == "request"]
    assert [line["status"] for line in told] == [401, 401]
    assert told[0]["id"] == answer.headers["x-request-id"]
    own = {"event", "id", "method", "pattern", "status", "ms"}
    assert set(told[0]) == own | {"level", "logger", "timestamp"}
    everything = json.dumps(lines)
    for secret in ("Budi", "RAHASIA", "token-of-somebody", STATION, "127.0.0.1"):
        assert secret not in everything


def test_every_answer_carries_the_id_of_its_log_line(site):
    ids = {site.client().get(path).headers["x-request-id"] for path in ("/api/health", "/none", "/api/none")}
    assert len(ids) == 3
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in ids)


def test_spans_reach_a_collector(site, logs_as_before):
    got = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words):
            pass

    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        app = app_of(site)
        traces = f"http://127.0.0.1:{server.server_address[1]}"
        how = Watching("127.0.0.1", 0, "warning", log_json=True, traces=traces)
        with serving(app, "127.0.0.1", 0) as address, watching(app, how):
            httpx.get(f"{address}api/health")
        server.shutdown()
    assert got
    assert got[0][0] == "/v1/traces"
    assert b"GET /api/health" in got[0][1]
    assert b"http.route" in got[0][1]


def test_a_flood_is_told_to_wait_and_others_are_not(site):
    app = app_of(site, Limits(account="4/minute", address="1000/minute", guesses="1000/minute"))
    signed_in = site.client(MAIN)
    with serving(app, "127.0.0.1", 0) as address:
        with httpx.Client(base_url=address, cookies=dict(signed_in.cookies)) as flood:
            answers = [flood.get(RECORD) for _ in range(6)]
        other = httpx.get(f"{address}api/health")
    assert [each.status_code for each in answers] == [200, 200, 200, 200, 429, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert answers[-1].json()["code"] == "too_often"
    assert other.status_code == 200


def test_secrets_can_be_guessed_only_a_few_times_from_one_address(site):
    app = app_of(site, Limits(guesses="3/minute"))
    with serving(app, "127.0.0.1", 0) as address:
        codes = [httpx.post(f"{address}api/session", json={"code": "X"}).status_code for _ in range(5)]
    assert codes == [401, 401, 401, 429, 429]


def test_a_server_whose_database_is_gone_is_alive_and_not_ready(site):
    client = site.client()
    assert client.get("/api/ready").json() == {"state": "ready", "photos_waiting": 0}
    site.stage.store.close()
    (site.folder / "sirekap.db").rename(site.folder / "gone.db")
    (site.folder / "sirekap.db").mkdir()
    answer = client.get("/api/ready")
    assert answer.status_code == 503
    assert answer.json()["code"] == "not_ready"
    assert client.get("/api/health").status_code == 200


@pytest.mark.parametrize(
    ("accepts", "language"), [("en-GB,en;q=0.9", "en"), ("id", "id"), ("fr, en;q=0.5", "en"), ("", "id")]
)
def test_a_problem_is_told_in_the_persons_language(site, accepts, language):
    answer = site.client().get(RECORD, headers={"accept-language": accepts})
    body = answer.json()
    assert body["title"] == body["say"][language]
    assert answer.headers["content-language"] == language
    assert body["type"] == f"urn:sirekap:problem:{body['code']}"
