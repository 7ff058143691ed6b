"""Photos in a folder and in a bucket of a real S3 server: the same promises."""

import hashlib
import threading

import obstore
import pytest
from tests.store.seaweed import BUCKET

from sirekap.actions.try_again import PhotoDamagedError, StorageAwayError
from sirekap.store.photo_bucket import BucketPhotos


def test_a_photo_is_found_by_the_hash_of_its_bytes(photos):
    name = photos.keep(b"a photo")
    assert name == hashlib.sha256(b"a photo").hexdigest()
    assert photos.fetch(name) == b"a photo"


def test_the_same_photo_twice_is_kept_once(photos):
    assert photos.keep(b"a photo") == photos.keep(b"a photo")
    photos.keep(b"another")
    assert len(list(photos.names())) == 2


def test_an_unknown_photo_is_a_key_error(photos):
    with pytest.raises(KeyError):
        photos.fetch("0" * 64)


def test_many_send_the_same_photo_at_once_and_all_are_told(photos):
    told = []
    threads = [threading.Thread(target=lambda: told.append(photos.keep(b"p" * 300_000))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(told) == {hashlib.sha256(b"p" * 300_000).hexdigest()}
    assert len(told) == 6
    assert photos.fetch(told[0]) == b"p" * 300_000


def test_a_service_that_answers_503_is_told_as_try_again_and_resumes_by_itself(gate):
    photos = BucketPhotos(f"s3://{BUCKET}/gate")
    gate.open = False
    with pytest.raises(StorageAwayError) as told:
        photos.keep(b"a photo")
    assert set(told.value.say) == {"id", "en"}
    assert gate.refused > 0
    gate.open = True
    with pytest.raises(KeyError):
        photos.fetch(hashlib.sha256(b"a photo").hexdigest())
    assert photos.fetch(photos.keep(b"a photo")) == b"a photo"


def test_a_service_that_is_not_there_is_told_as_try_again(gate):
    photos = BucketPhotos(f"s3://{BUCKET}/gone")
    gate.close()
    with pytest.raises(StorageAwayError):
        photos.keep(b"a photo")
    with pytest.raises(StorageAwayError):
        photos.fetch("0" * 64)


def test_what_is_damaged_is_neither_written_over_nor_acknowledged(photos, request, tmp_path, caplog):
    """Other bytes lie under the name: they stay as they are, and whoever sends the photo is told to wait."""
    name = photos.keep(b"a photo")
    if "folder" in request.node.name:
        (tmp_path / "photos" / name[:2] / name).write_bytes(b"a ph")
    else:
        obstore.put(photos._bucket, f"{name[:2]}/{name}", b"a ph")
    with pytest.raises(PhotoDamagedError):
        photos.keep(b"a photo")
    assert photos.fetch(name) == b"a ph"
    assert "damaged" in caplog.text
