import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, select
from tests.store.test_database import ELECTION, KEY, entered, held, keep, photo

from sirekap.store.database import WrongStoreError, migrate_store, open_store
from sirekap.store.engines import open_engine
from sirekap.store.migrate import _config, downgrade, newest, step_of, upgrade
from sirekap.store.schema import metadata


@pytest.fixture
def connection(store_place):
    engine = open_engine(store_place)
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def rows(connection):
    """Return every row of every table, by the table's name."""
    names = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    tables = ((name, metadata.tables[name]) for name in names if name in metadata.tables)
    return {name: sorted(map(repr, connection.execute(select(table)))) for name, table in tables}


def steps():
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- beside its only use

    return [each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions()][::-1]


def test_the_steps_lead_to_the_tables_that_the_program_uses(connection):
    upgrade(connection)
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, metadata) == []


def test_every_step_can_be_taken_back_and_again_and_the_rows_of_older_tables_stay(store_place):
    store = open_store(store_place, ELECTION)
    keep(store, entered(1), entered(2))
    with store.work() as work:
        work.photos.add(photo(1))
        work.note(work_line())
    store.close()
    engine = open_engine(store_place)
    with engine.begin() as opened:
        full = rows(opened)
        for step in reversed(steps()[:-1]):
            downgrade(opened, step)
            assert step_of(opened) == step
        first = rows(opened)
        upgrade(opened)
        assert step_of(opened) == newest()
        again = rows(opened)
    engine.dispose()
    assert {name: again[name] for name in first} == {name: full[name] for name in first}
    store = open_store(store_place, ELECTION)
    assert held(store) == (entered(1), entered(2))
    store.close()


def work_line():
    from tests.store.test_database import line  # noqa: PLC0415 -- beside its only use

    return line(KEY.station)


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
