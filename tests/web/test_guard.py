import gzip
import logging
import socket
from urllib.parse import urlsplit

import pytest
from tests.actions.stage import MAIN, page_photo, values
from tests.web.conftest import RECORD

from sirekap.actions.problems import UnknownCodeError
from sirekap.web.app import make_app
from sirekap.web.problem import SAY
from sirekap.web.server import PortInUseError, serving
from sirekap.web.surroundings import COOKIE


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(site):
    client = site.client(MAIN)
    (cookie,) = (each for each in client.cookies.jar if each.name == COOKIE)
    assert cookie.path == "/api"
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite").lower() == "strict"
    who = client.get("/api/session").json()
    assert who == {
        "person": "kpps-1",
        "role": "officer",
        "reach": MAIN.reach,
        "way": "passkey",
        "steps": who["steps"],
    }
    assert client.delete("/api/session").status_code == 204
    assert client.get("/api/session").json() is None


def test_a_wrong_code_signs_nobody_in(site):
    client = site.client()
    response = client.post("/api/session", json={"code": "ABCDE"})
    assert (response.status_code, response.json()["say"]) == (401, UnknownCodeError.say)
    assert not client.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_foreign_page_changes_nothing_even_with_the_cookie(site, headers):
    client = site.client(MAIN)
    response = client.post(f"{RECORD}/check", json={"values": values("votes.1")}, headers=headers)
    assert (response.status_code, response.json()["code"]) == (403, "foreign_page")
    assert site.stage.evidence() == ()


def test_our_own_page_is_let_through(site):
    client = site.client(MAIN)
    own = {"origin": site.address.rstrip("/"), "sec-fetch-site": "same-origin"}
    files = {"photo": ("foto.png", page_photo(2))}
    assert client.post(f"{RECORD}/photos", files=files, headers=own).status_code == 201


@pytest.mark.parametrize(
    "path", ["/", "/meja/", "/api/health", "/api/stations", "/nothing", "/pemilu/hhcw/ppwp.json"]
)
def test_every_answer_carries_the_security_headers(site, path):
    site.stage.publish()
    headers = site.client().get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_a_fault_of_the_program_is_told_without_its_inside(site, monkeypatch, caplog):
    def break_down(reach, contest):
        raise RuntimeError("a secret of the inside")

    client = site.client(MAIN)
    monkeypatch.setattr("sirekap.store.record_rows.EvidenceRows.within", break_down)
    with caplog.at_level(logging.ERROR):
        response = client.get("/api/stations")
    assert (response.status_code, response.json()["say"]) == (500, SAY[500][1])
    assert "inside" not in response.text
    assert "content-security-policy" in response.headers
    assert "GET /api/stations failed" in caplog.text


def test_public_files_are_open_to_everyone_and_revalidated(site):
    site.stage.publish()
    client = site.client()
    first = client.get("/pemilu/hhcw/ppwp.json")
    assert first.headers["content-type"] == "application/json"
    assert first.headers["access-control-allow-origin"] == "*"
    again = client.get("/pemilu/hhcw/ppwp.json", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["access-control-allow-origin"] == "*"
    assert client.get("/").headers["content-type"].startswith("text/html")
    assert "access-control-allow-origin" not in client.get("/api/health").headers


@pytest.mark.parametrize(
    "path",
    [
        "/pemilu/hhcw/ppwp/35/3527/352701/3527012003/3527012003999.json",
        "/.env",
        "/%2e%2e/sirekap.db",
        "/..%2fsirekap.db",
        "/meja/..%2f..%2fsirekap.db",
        "/sirekap.db",
    ],
)
def test_what_is_not_public_is_not_there(site, path):
    site.stage.publish()
    response = site.client().get(path)
    assert response.status_code == 404
    assert response.json()["code"] == "not_found"


def test_the_console_is_served_beside_the_public_pages(site):
    assert "Meja" in site.client().get("/meja/").text


def test_a_compressed_body_is_no_way_around_the_limit(site):
    body = gzip.compress(b'{"values":{}}')
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    response = site.client(MAIN).post(f"{RECORD}/check", content=body, headers=headers)
    assert response.status_code in (400, 422)


def test_a_port_in_use_is_told_in_one_line(site):
    port = int(site.address.rstrip("/").rsplit(":", 1)[1])
    with pytest.raises(PortInUseError) as refused, serving(None, "127.0.0.1", port):
        pass
    assert "--port" in refused.value.say["id"]
    assert "--port" in refused.value.say["en"]


def test_the_server_ends_with_its_context(tmp_path):
    with serving(make_app(None, None, tmp_path, tmp_path), "127.0.0.1", 0) as address:
        place = urlsplit(address)
        with socket.create_connection((place.hostname, place.port), timeout=5):
            pass
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((place.hostname, place.port), timeout=5)
