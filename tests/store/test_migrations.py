import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Integer, LargeBinary, MetaData, insert, inspect, select
from tests.store.test_database import ELECTION, NOW

from sirekap.store.columns import Instant
from sirekap.store.database import WrongStoreError, migrate_store, open_store
from sirekap.store.engines import open_engine
from sirekap.store.migrate import BOOK, _config, downgrade, newest, step_of, upgrade
from sirekap.store.schema import metadata


@pytest.fixture
def connection(store_place):
    engine = open_engine(store_place)
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def rows(connection):
    """Return every row of every table as the database has it now, by the table's name: a dict a row."""
    held = MetaData()
    held.reflect(connection)
    tables = {name: table for name, table in held.tables.items() if name != BOOK}
    return {name: _sorted(connection.execute(select(table)).mappings()) for name, table in tables.items()}


def _sorted(found):
    return sorted((dict(row) for row in found), key=repr)


def fill(connection):
    """Put a row of made values into every table there is."""
    for table in metadata.sorted_tables:
        connection.execute(insert(table).values({each.name: made(each) for each in table.columns}))


def made(column):
    """Return a value that the column takes; what refers to an account names the one account there is."""
    if isinstance(column.type, Instant):
        return NOW
    if isinstance(column.type, LargeBinary):
        return b"\1\2\3"
    if isinstance(column.type, Integer):
        return 7
    return "a"


def as_before(before, after):
    """Return *after* with those tables and columns alone that *before* has."""
    names = {name: set(found[0]) for name, found in before.items() if found}
    kept = {n: [{k: v for k, v in row.items() if k in names[n]} for row in after[n]] for n in names}
    return {name: sorted(found, key=repr) for name, found in kept.items()}


def steps():
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- beside its only use

    return [each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def test_the_steps_lead_to_the_tables_that_the_program_uses(connection):
    upgrade(connection)
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, metadata) == []


def test_every_step_can_be_taken_back_and_again_with_rows_in_every_table(connection):
    upgrade(connection)
    fill(connection)
    full = rows(connection)
    assert set(full) == set(metadata.tables)
    assert all(full.values())
    before = {}
    for step in reversed(steps()[:-1]):
        downgrade(connection, step)
        assert step_of(connection) == step
        before[step] = rows(connection)
        assert as_before(before[step], full) == before[step]
    for step in steps()[1:]:
        upgrade(connection, step)
        assert as_before(before[steps()[0]], rows(connection)) == before[steps()[0]]
    again = rows(connection)
    assert step_of(connection) == newest()
    assert set(again) == set(full)
    assert as_before(before[steps()[0]], again) == as_before(before[steps()[0]], full)


def test_taking_everything_back_leaves_nothing(connection):
    upgrade(connection)
    downgrade(connection, "base")
    assert inspect(connection).get_table_names() == ["alembic_version"]
    upgrade(connection)
    assert step_of(connection) == newest()


def test_a_step_that_fails_leaves_the_database_as_it_was(store_place, monkeypatch):
    def broken(table):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr("sirekap.store.append_only.forbid_changes", broken)
    with pytest.raises(RuntimeError, match="plug"):
        open_store(store_place, ELECTION)
    monkeypatch.undo()
    open_store(store_place, ELECTION).close()


def test_an_older_database_is_refused_until_it_is_migrated(store_place):
    if len(steps()) == 1:
        engine = open_engine(store_place)
        with engine.begin() as opened:
            upgrade(opened)
        engine.dispose()
        assert migrate_store(store_place) == (newest(), newest())
        return
    store = open_store(store_place, ELECTION)
    store.close()
    engine = open_engine(store_place)
    with engine.begin() as opened:
        downgrade(opened, steps()[-2])
    engine.dispose()
    with pytest.raises(WrongStoreError, match="migrate"):
        open_store(store_place, ELECTION)
    assert migrate_store(store_place) == (steps()[-2], newest())
    open_store(store_place, ELECTION).close()
