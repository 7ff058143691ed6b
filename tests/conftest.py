"""Databases that any test may ask for: ``store_place`` is each kind in turn, empty and of its own."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from sirekap.store.spare_postgres import drop_database, new_database, spare_postgres


@pytest.fixture(scope="session")
def postgres_admin() -> Iterator[str]:
    """Give the URL of a PostgreSQL server: that of ``DATABASE_URL``, or one that is started for the tests."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with spare_postgres() as server:
        yield server.admin_url


@pytest.fixture(scope="session")
def one_postgres_database(postgres_admin) -> Iterator[str]:
    """Give the URL of a database that the tests use one after the other."""
    url = new_database(postgres_admin)
    yield url
    drop_database(postgres_admin, url)


@pytest.fixture
def postgres_url(one_postgres_database) -> str:
    """Give the URL of an empty PostgreSQL database."""
    with psycopg.connect(one_postgres_database, autocommit=True) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return one_postgres_database


@pytest.fixture(params=["sqlite", "postgresql"])
def store_place(request, tmp_path):
    """Give where a new database may be opened: a file of SQLite, then the URL of a PostgreSQL database."""
    if request.param == "sqlite":
        return tmp_path / "sirekap.db"
    return request.getfixturevalue("postgres_url")
