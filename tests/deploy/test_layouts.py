"""Every file of the shipped layouts is read by the program it is for."""

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
import typer
import yaml
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sirekap import cli
from sirekap.__main__ import wire
from sirekap.cli.settings import Settings, read_settings
from sirekap.store.spare_postgres import NoPostgresError, spare_postgres

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SETTINGS = sorted(DEPLOY.rglob("*.toml"))
PROXIES = sorted(DEPLOY.rglob("nginx.conf"))
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
COMPOSE = yaml.safe_load((DEPLOY / "compose" / "compose.yaml").read_text("utf-8"))
OURS = ("web", "worker", "publisher")
WORDS = {"SIREKAP_DATABASE", "SIREKAP_PHOTOS", "SIREKAP_ISSUER_PASSPHRASE"}
"""Words of the environment that are no settings."""


def shown(path):
    return str(path.relative_to(DEPLOY))


@pytest.mark.parametrize("file", SETTINGS, ids=shown)
def test_the_server_takes_the_settings(file, monkeypatch, capsys):
    election = ROOT / "elections" / "rehearsal-sampang"
    words = ["sirekap", "serve", "--check-config", "--config", str(file), "--election", str(election)]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as ended:
        cli.run(wire)
    assert (ended.value.code, capsys.readouterr().err) == (0, "")
    settings = read_settings(file, {})
    assert settings.election == Path("/etc/sirekap/election")
    assert settings.data == Path("/var/lib/sirekap")


def keys_of_the_environment():
    for file in sorted(DEPLOY.rglob("environment")):
        for key in re.findall(r"^#? ?([A-Z_]+)=", file.read_text("utf-8"), re.MULTILINE):
            yield shown(file), key
    for name in OURS:
        for key in COMPOSE["services"][name]["environment"]:
            yield f"compose {name}", key


def test_every_word_of_the_environment_means_something():
    settings = {f"SIREKAP_{name.upper()}" for name in Settings.model_fields}
    others = {"AWS_ENDPOINT_URL", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "PGPASSWORD"}
    unknown = [
        (where, key) for where, key in keys_of_the_environment() if key not in settings | others | WORDS
    ]
    assert unknown == []


@pytest.mark.parametrize("name", OURS)
def test_a_service_calls_what_the_program_has(name):
    verb, *words = COMPOSE["services"][name]["command"]
    command = typer.main.get_command(cli.command_line([verb]))
    only = command.commands[verb] if hasattr(command, "commands") else command
    with only.make_context(verb, words) as context:
        assert context.params["config"] == Path("/etc/sirekap/sirekap.toml")


def test_the_compose_file_hangs_together():
    services = COMPOSE["services"]
    for name, service in services.items():
        assert ("image" in service) != ("build" in service), name
        assert set(service.get("depends_on", ())) <= set(services), name
        for mount in service.get("volumes", ()):
            source = mount.split(":")[0]
            named = source in COMPOSE["volumes"]
            ours = (DEPLOY / "compose" / source).exists()
            brought = source in {"./election", "./tls/tls.crt", "./tls/tls.key"}
            assert named or ours or brought, (name, mount)
    address = services["nginx"]["networks"]["inside"]["ipv4_address"]
    assert read_settings(DEPLOY / "compose" / "sirekap.toml", {}).http.proxies == (address,)
    assert [name for name in OURS if "--publish" in services[name]["command"]] == ["publisher"]
    build = services["web"]["build"]
    assert (DEPLOY / "compose" / build["context"] / build["dockerfile"]).resolve().is_file()


def test_the_bucket_server_has_the_words_it_is_started_with():
    weed = Path(sys.executable).parent / "weed"
    told = subprocess.run([weed, "help", "server"], capture_output=True, text=True, check=False)
    known = set(re.findall(r"^\s+-([\w.]+)", told.stdout + told.stderr, re.MULTILINE))
    verb, *words = COMPOSE["services"]["s3"]["command"]
    assert verb == "server"
    assert {word.lstrip("-").split("=")[0] for word in words} <= known
    told = json.loads((DEPLOY / "compose" / "s3.json").read_text())
    assert told["identities"][0]["name"] == "sirekap"


@pytest.mark.skipif(NGINX is None, reason="nginx is not on this machine")
@pytest.mark.parametrize("file", PROXIES, ids=shown)
def test_nginx_finds_no_fault(file, tmp_path):
    make_certificate(tmp_path)
    text = file.read_text("utf-8").replace("/etc/sirekap/tls", str(tmp_path / "tls"))
    text = re.sub(r"server (web[\w.-]*):8000", "server 127.0.0.1:8000", text)
    text = text.replace("/etc/nginx/mime.types", str(tmp_path / "mime.types"))
    (tmp_path / "mime.types").write_text("types { text/html html; }\n")
    (tmp_path / "nginx.conf").write_text(http2_as_known(text))
    done = subprocess.run(
        [NGINX, "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-g", f"pid {tmp_path}/pid;"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr.replace("conflicting server name", "")


def http2_as_known(text):
    """Write HTTP/2 as an nginx before 1.25.1 wants it, where it is one."""
    told = subprocess.run([NGINX, "-v"], capture_output=True, text=True, check=False).stderr
    version = tuple(int(each) for each in re.search(r"/([\d.]+)", told).group(1).split("."))
    if version >= (1, 25, 1):
        return text
    return text.replace("    http2 on;\n", "").replace(" ssl;", " ssl http2;")


def make_certificate(folder):
    """Put a certificate of one's own, which nginx wants to read, into the folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sirekap.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    (folder / "tls.crt").write_bytes(made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "tls.key").write_bytes(pem)


@pytest.mark.parametrize("file", sorted(DEPLOY.rglob("postgresql-*.conf")), ids=shown)
def test_postgresql_takes_every_setting_that_it_is_given(file):
    try:
        with spare_postgres() as server:
            own = server.folder / "data" / "postgresql.conf"
            given = file.read_text("utf-8")
            own.write_text(own.read_text() + "\n" + given)
            with psycopg.connect(server.admin_url) as connection:
                wrong = connection.execute(
                    "SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL"
                    " AND error <> 'setting could not be applied'"
                ).fetchall()
                told = dict(connection.execute("SELECT name, setting FROM pg_file_settings").fetchall())
    except NoPostgresError:
        pytest.skip("PostgreSQL is not on this machine")
    assert wrong == []
    names = re.findall(r"^(\w+) =", given, re.MULTILINE)
    assert names
    assert set(names) <= set(told)
