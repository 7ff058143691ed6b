"""A restored system answers the same; a backup is made while others write."""

import threading

import pytest
from tests.store.test_database import ELECTION, KEY, entered, held, line
from tests.store.test_faults import adding

from sirekap.store.backup import BackupError, back_up, restore
from sirekap.store.database import open_store
from sirekap.store.photo_folder import FilePhotos
from sirekap.store.receipt_key import receipt_key
from sirekap.store.spare_postgres import drop_database, new_database


@pytest.fixture
def empty_place(store_place, tmp_path, request):
    """Give an empty place of the same kind for the restored system."""
    if not isinstance(store_place, str):
        yield tmp_path / "restored" / "sirekap.db"
        return
    admin = request.getfixturevalue("postgres_admin")
    url = new_database(admin)
    yield url
    drop_database(admin, url)


def test_a_restored_system_answers_the_same_and_the_backup_is_made_while_others_write(
    store_place, empty_place, photos, tmp_path
):
    store = open_store(store_place, ELECTION)
    receipt_key(tmp_path / "keys" / "receipt.pem")
    names = [photos.keep(bytes([each]) * 1000) for each in range(5)]
    for value in range(20):
        store.submit(KEY.station, adding(value)).result(60)
    stop = threading.Event()

    def write():
        value = 1000
        while not stop.is_set():
            store.submit(KEY.station, adding(value)).result(60)
            value += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert back_up(store_place, photos, tmp_path / "backup", tmp_path / "keys") == 5
        names.append(photos.keep(b"one more"))
        assert back_up(store_place, photos, tmp_path / "backup", tmp_path / "keys") == 6
    finally:
        stop.set()
        writer.join()
    new_photos = FilePhotos(tmp_path / "new photos")
    new_keys = tmp_path / "new keys"
    assert restore(tmp_path / "backup", empty_place, new_photos, new_keys) == 6
    own = new_keys / "receipt.pem"
    assert own.read_bytes() == (tmp_path / "keys" / "receipt.pem").read_bytes()
    assert own.stat().st_mode & 0o777 == 0o600
    restored = open_store(empty_place, ELECTION)
    values, before = held(restored), held(store)
    assert len(values) >= 20
    assert values == before[: len(values)]
    assert list(restored.audit_lines("")) == list(store.audit_lines(""))[: len(values)]
    assert restored.sample_secret == store.sample_secret
    assert [new_photos.fetch(name) for name in names] == [photos.fetch(name) for name in names]
    with restored.work() as work:
        work.evidence.add(KEY, entered(9999))
        work.note(line())
    with pytest.raises(BackupError):
        restore(tmp_path / "backup", empty_place, new_photos)
    restored.close()
    store.close()


@pytest.mark.parametrize("stem", ["database", "key"])
def test_a_backup_that_was_changed_is_refused(store_place, empty_place, tmp_path, stem):
    open_store(store_place, ELECTION).close()
    receipt_key(tmp_path / "keys" / "receipt.pem")
    back_up(store_place, FilePhotos(tmp_path / "photos"), tmp_path / "backup", tmp_path / "keys")
    file = next(each for each in (tmp_path / "backup").iterdir() if each.stem in ("about", "sirekap"))
    file = file if stem == "database" else tmp_path / "backup" / "keys" / "receipt.pem"
    file.write_bytes(file.read_bytes() + b"x")
    with pytest.raises(BackupError) as refused:
        restore(tmp_path / "backup", empty_place, FilePhotos(tmp_path / "new"))
    assert set(refused.value.say) == {"id", "en"}


def test_a_backup_of_a_database_that_is_not_there_is_refused_and_leaves_nothing(tmp_path, photos):
    """A mistyped ``--data`` made an empty database and an empty backup, and said that all was well."""
    with pytest.raises(BackupError, match="no database"):
        back_up(tmp_path / "mistyped" / "sirekap.db", photos, tmp_path / "backup")
    assert not (tmp_path / "mistyped").exists()
    assert not (tmp_path / "backup").exists()


def test_a_backup_of_an_empty_database_is_refused_and_leaves_nothing(empty_place, photos, tmp_path):
    if not isinstance(empty_place, str):
        empty_place.parent.mkdir()
        empty_place.touch()
    with pytest.raises(BackupError, match="no database"):
        back_up(empty_place, photos, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_a_folder_that_is_no_backup_is_told_so(empty_place, photos, tmp_path):
    with pytest.raises(BackupError, match="no finished backup"):
        restore(tmp_path / "mistyped", empty_place, photos)
