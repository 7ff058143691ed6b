"""The shipped PostgreSQL settings, run: a primary, a replica made as they say, and the primary lost."""

import re
import threading
from pathlib import Path

import psycopg
import pytest

from sirekap.store.spare_postgres import NoPostgresError, SparePostgres, spare_postgres

MANY = Path(__file__).parents[2] / "deploy" / "many"
PRIMARY, REPLICA = MANY / "postgresql-primary.conf", MANY / "postgresql-replica.conf"
HELD_SECONDS = 1.5
"""How long a commit is watched to see that it is not told."""


class Node:
    """One server with its own files and socket, started with nothing but where to listen."""

    def __init__(self, server: SparePostgres, name: str) -> None:
        self._server = server
        self.data = server.folder / name
        self.url = f"postgresql://postgres@/postgres?host={server.folder}&port={self.port}"

    @property
    def port(self) -> int:
        """The number in the socket's name: nothing listens on a network."""
        return {"data": 6001, "replica": 6002}[self.data.name]

    def settle(self, text: str) -> None:
        """Add settings below those that PostgreSQL wrote itself."""
        file = self.data / "postgresql.conf"
        file.write_text(file.read_text() + "\n" + text)

    def start(self) -> None:
        where = f"-k {self._server.folder} -p {self.port} -c listen_addresses="
        log = self._server.folder / f"{self.data.name}.log"
        self._server.run("pg_ctl", "-w", "-D", self.data, "-l", log, "-o", where, "start")

    def stop(self, mode: str = "fast") -> None:
        self._server.run("pg_ctl", "-w", "-D", self.data, "-m", mode, "stop")

    def promote(self) -> None:
        self._server.run("pg_ctl", "-w", "-D", self.data, "promote")

    def one(self, question: str):
        with psycopg.connect(self.url, autocommit=True) as connection:
            told = connection.execute(question)
            return told.fetchone()[0] if told.description else None

    def setting(self, name: str) -> str:
        return self.one(f"SHOW {name}")


@pytest.fixture(scope="module")
def pair():
    """Return primary and replica as the comments of the settings make them."""
    try:
        with spare_postgres(flush=True) as server:
            server.stop()
            primary, replica = Node(server, "data"), Node(server, "replica")
            primary.settle(PRIMARY.read_text("utf-8"))
            primary.start()
            with psycopg.connect(primary.url, autocommit=True) as connection:
                connection.execute("SET synchronous_commit = local")
                connection.execute("CREATE ROLE replication LOGIN REPLICATION")
            make_replica(server, primary, replica)
            replica.start()
            yield primary, replica
            for node in (primary, replica):
                if (node.data / "postmaster.pid").exists():
                    node.stop("immediate")
    except NoPostgresError:
        pytest.skip("PostgreSQL is not on this machine")


def make_replica(server: SparePostgres, primary: Node, replica: Node) -> None:
    """Run the command that stands in the replica's settings, against the primary at its socket."""
    here = f"host={server.folder} port={primary.port}"
    text = REPLICA.read_text("utf-8").replace("host=db-primary.internal", here)
    words = re.search(r"pg_basebackup -d '([^']+)' -D DATA -R -C -S (\w+)", text)
    assert words is not None
    server.run("pg_basebackup", "-d", words[1], "-D", replica.data, "-R", "-C", "-S", words[2], "-c", "fast")
    replica.settle(text)


def test_both_run_with_the_settings_that_are_shipped(pair):
    for node, file in zip(pair, (PRIMARY, REPLICA), strict=True):
        given = dict(re.findall(r"^(\w+) = '?([^'\n]*)'?$", file.read_text("utf-8"), re.MULTILINE))
        for name in given.keys() - {"listen_addresses", "primary_conninfo"}:
            assert node.setting(name) == given[name], (file.name, name)


def test_a_row_is_told_once_the_replica_has_it_and_not_before(pair):
    primary, replica = pair
    primary.one("CREATE TABLE told (word text)")
    primary.one("INSERT INTO told VALUES ('arrived')")
    assert primary.one("SELECT sync_state FROM pg_stat_replication WHERE application_name = 'replica_1'") == (
        "quorum"
    )
    catch_up(primary, replica)
    assert replica.one("SELECT word FROM told") == "arrived"
    replica.stop()
    waits = threading.Thread(target=primary.one, args=["INSERT INTO told VALUES ('waits')"])
    waits.start()
    waits.join(HELD_SECONDS)
    assert waits.is_alive()
    replica.start()
    waits.join(60)
    assert not waits.is_alive()
    catch_up(primary, replica)
    assert replica.one("SELECT count(*) FROM told") == 2


def catch_up(primary: Node, replica: Node) -> None:
    """Wait until the replica shows what it has on disk, which comes a moment after the commit is told."""
    end = primary.one("SELECT pg_current_wal_flush_lsn()::text")
    for _ in range(600):
        if replica.one(f"SELECT pg_last_wal_replay_lsn() >= '{end}'::pg_lsn"):
            return
        threading.Event().wait(0.05)
    raise AssertionError(end)


def test_a_replica_is_promoted_when_the_primary_is_lost_and_takes_commits(pair):
    primary, replica = pair
    primary.stop("immediate")
    replica.promote()
    replica.one("INSERT INTO told VALUES ('after')")
    assert replica.one("SELECT count(*) FROM told") == 3
