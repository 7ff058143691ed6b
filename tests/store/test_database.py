import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.ways import Way
from sirekap.actions.ports import AuditLine, Outcome, StoredPhoto
from sirekap.actions.try_again import CollidedError
from sirekap.actions.way_ports import OpenSession
from sirekap.record.model import Entered, RecordKey
from sirekap.store.database import NoAuditLineError, WrongStoreError, migrate_store, open_store
from sirekap.store.engines import WrongUrlError, open_engine
from sirekap.store.schema import metadata

NOW = datetime(2026, 2, 14, 12, tzinfo=UTC)
KEY = RecordKey("3527012003001", "ppwp")
NEXT = RecordKey("3527012003002", "ppwp")
ELECTION = "e" * 64


def line(place=KEY.station, event="enter"):
    return AuditLine(event, "kpps-1", place, NOW, Outcome.DONE, {"contest": "ppwp"})


def entered(value):
    return Entered({"votes.1": value}, "kpps-1", NOW + timedelta(seconds=value))


@pytest.fixture
def store(store_place):
    opened = open_store(store_place, ELECTION)
    yield opened
    opened.close()


def by_hand(place, statement):
    """Write past the program."""
    engine = open_engine(place)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def keep(store, *pieces, key=KEY):
    with store.work() as work:
        for piece in pieces:
            work.evidence.add(key, piece)
        work.note(line(key.station))


def held(store, key=KEY):
    with store.look() as books:
        return books.evidence.of(key)


def test_what_is_noted_is_kept_with_its_audit_line(store):
    keep(store, entered(1), entered(2))
    assert held(store) == (entered(1), entered(2))
    assert list(store.audit_lines(KEY.station)) == [line()]


def test_without_an_audit_line_nothing_is_kept(store):
    with pytest.raises(NoAuditLineError), store.work() as work:
        work.evidence.add(KEY, entered(1))
    assert held(store) == ()


def test_an_error_keeps_neither_state_nor_audit_line(store):
    with pytest.raises(ValueError, match="without a zone"):
        keep(store, entered(1), replace(entered(2), at=NOW.replace(tzinfo=None)))
    assert held(store) == ()
    assert store.audit_lines("") == ()


def test_a_look_keeps_nothing(store):
    with store.look() as books:
        books.evidence.add(KEY, entered(1))
    assert held(store) == ()


def test_the_same_evidence_twice_is_held_once_and_changes_no_mark(store):
    keep(store, entered(1))
    with store.look() as books:
        before = books.changed.all()
    keep(store, entered(1))
    with store.look() as books:
        assert books.changed.all() == before
    assert held(store) == (entered(1),)


def test_a_change_that_came_meanwhile_stays_marked(store):
    keep(store, entered(1))
    with store.look() as books:
        published = books.changed.all()
    keep(store, entered(2))
    with store.work() as work:
        work.changed.clear(published)
        work.note(line())
    with store.look() as books:
        assert list(books.changed.all()) == [KEY]
        newest = books.changed.all()
    with store.work() as work:
        work.changed.clear(newest)
        work.note(line())
    with store.look() as books:
        assert books.changed.all() == {}


def test_evidence_within_a_region_is_that_of_its_newest_version(store):
    recount = RecordKey(KEY.station, "ppwp", 1)
    keep(store, entered(1))
    keep(store, entered(2), key=NEXT)
    keep(store, entered(3), key=recount)
    with store.look() as books:
        assert books.evidence.within("352701", "ppwp") == {
            recount: (entered(3),),
            NEXT: (entered(2),),
        }
        assert books.evidence.within(NEXT.station, "ppwp") == {NEXT: (entered(2),)}
        assert books.evidence.newest_version(KEY.station, "ppwp") == 1
        assert books.evidence.newest_version("3600000000000", "ppwp") == 0
        assert books.evidence.within("36", "ppwp") == {}


@pytest.mark.parametrize("table", ["evidence", "audit"])
@pytest.mark.parametrize("change", ["UPDATE {} SET at = ''", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_evidence_and_audit(store, store_place, table, change):
    keep(store, entered(1))
    with pytest.raises(IntegrityError, match="only ever added to"):
        by_hand(store_place, change.format(table))
    assert held(store) == (entered(1),)
    assert len(store.audit_lines("")) == 1


def test_every_table_leads_its_key_with_the_place_it_shards_by():
    by_place = {"evidence", "photos", "readings", "queue", "changed", "audit"}
    leads = {name: next(iter(table.primary_key)).name for name, table in metadata.tables.items()}
    assert {name for name in by_place if leads[name] not in ("station", "place")} == set()


def test_a_commit_is_on_disk_before_it_is_told(tmp_path):
    store = open_store(tmp_path / "sirekap.db", ELECTION)
    with store.work() as work:
        pragmas = {
            name: work.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        work.note(line())
    store.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_careless_postgresql_is_told_to_flush_before_it_tells(postgres_url):
    store = open_store(f"{postgres_url}&options=-csynchronous_commit%3Doff", ELECTION)
    with store.look() as books:
        shown = books.connection.exec_driver_sql("SHOW synchronous_commit").scalar()
    store.close()
    assert shown == "on"


def test_another_elections_folder_is_refused_in_both_languages(store, store_place):
    with pytest.raises(WrongStoreError) as refused:
        open_store(store_place, "f" * 64)
    assert set(refused.value.say) == {"id", "en"}


def test_another_versions_folder_is_refused(store, store_place):
    by_hand(store_place, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(WrongStoreError, match="another version"):
        open_store(store_place, ELECTION)
    with pytest.raises(WrongStoreError, match="another version"):
        migrate_store(store_place)


def test_a_foreign_database_is_refused(store_place):
    by_hand(store_place, "CREATE TABLE something (x integer)")
    with pytest.raises(WrongStoreError, match="another version"):
        open_store(store_place, ELECTION)
    with pytest.raises(WrongStoreError, match="another version"):
        migrate_store(store_place)


@pytest.mark.parametrize("url", ["no url", "mysql://somebody@somewhere/x"])
def test_a_url_of_no_known_database_is_refused_in_both_languages(url):
    with pytest.raises(WrongUrlError) as refused:
        open_store(url, ELECTION)
    assert set(refused.value.say) == {"id", "en"}


def test_the_samples_secret_stays_with_the_data(store_place):
    first = open_store(store_place, ELECTION)
    again = open_store(store_place, ELECTION, b"another")
    assert first.sample_secret == again.sample_secret
    assert len(first.sample_secret) == 32
    first.close()
    again.close()


def test_writers_wait_for_each_other_and_lose_nothing(store):
    def write(first):
        for value in range(first, first + 10):
            keep(store, entered(value))

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(held(store)) == 30
    assert len(store.audit_lines("")) == 30


def photo(number):
    return StoredPhoto(KEY, f"{number:064x}", 10, "image/png", "kpps-1", NOW)


def test_photos_wait_in_the_order_they_came_and_are_leased_to_one(store):
    with store.work() as work:
        for number in (2, 1):
            work.photos.add(photo(number))
            work.photos.add(photo(number))
        work.note(line())
    with store.work() as work:
        leases = [work.queue.lease(timedelta(minutes=1)) for _ in range(3)]
        work.note(line())
    assert [each and (each.photo, each.tries) for each in leases] == [(photo(2), 1), (photo(1), 1), None]
    with store.work() as work:
        work.queue.release(photo(2))
        assert work.queue.lease(timedelta(minutes=1)).tries == 2
        assert work.queue.done(photo(2))
        assert not work.queue.done(photo(2))
        assert work.queue.waiting() == 1
        work.note(line())


def test_a_lease_that_ran_out_gives_the_photo_back(store):
    with store.work() as work:
        work.photos.add(photo(1))
        work.queue.lease(timedelta(seconds=-1))
        assert work.queue.lease(timedelta(minutes=1)).tries == 2
        work.note(line())


def test_a_code_opens_one_account_and_a_session_ends_by_itself(store):
    account = Account(AccountId("kpps-1"), Role.OFFICER, Reach(KEY.station))
    with store.work() as work:
        work.accounts.add(account, "hash", NOW)
        work.accounts.open_session("token", account, Way.CODE, NOW, NOW + timedelta(hours=1))
        work.note(line())
    with store.look() as books:
        assert books.accounts.of_code("hash") == account
        assert books.accounts.of_code("other") is None
        assert books.accounts.of_session("token", NOW) == OpenSession(account, Way.CODE, NOW)
        assert books.accounts.of_session("token", NOW + timedelta(hours=1)) is None
    with store.work() as work:
        work.accounts.open_session(
            "next", account, Way.PASSKEY, NOW + timedelta(hours=1), NOW + timedelta(hours=2)
        )
        work.note(line())
    with store.look() as books:
        assert books.accounts.of_session("token", NOW) is None, "what ended is forgotten"
        assert books.accounts.of_session("next", NOW).way is Way.PASSKEY
    other = Account(AccountId("other"), Role.OFFICER, Reach("1"))
    with pytest.raises((IntegrityError, CollidedError)):
        open_account(store, other, "hash")


def open_account(store, account, code_hash):
    with store.work() as work:
        work.accounts.add(account, code_hash, NOW)
        work.note(line())
