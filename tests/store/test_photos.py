"""Photos in a folder and in a bucket of a real S3 server: the same promises."""

import hashlib
import threading

import obstore
import pytest
from tests.store.seaweed import BUCKET, Gate, environment, seaweed

from sirekap.actions.try_again import StorageAwayError
from sirekap.store.photo_bucket import BucketPhotos
from sirekap.store.photo_folder import FilePhotos


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    with seaweed(tmp_path_factory.mktemp("s3")) as address:
        yield address


@pytest.fixture
def gate(s3, monkeypatch):
    opened = Gate(s3)
    for name, value in environment(opened.address).items():
        monkeypatch.setenv(name, value)
    yield opened
    opened.close()


@pytest.fixture(params=["folder", "bucket"])
def photos(request, tmp_path):
    if request.param == "folder":
        return FilePhotos(tmp_path / "photos")
    request.getfixturevalue("gate")
    return BucketPhotos(f"s3://{BUCKET}/{tmp_path.name}")


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


def test_what_lies_in_the_bucket_is_never_written_over(gate):
    """Someone put other bytes under the name: the server refuses to create it, and those bytes stay."""
    photos = BucketPhotos(f"s3://{BUCKET}/taken")
    name = hashlib.sha256(b"a photo").hexdigest()
    obstore.put(photos._bucket, f"{name[:2]}/{name}", b"older")
    photos.keep(b"a photo")
    assert photos.fetch(name) == b"older"


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
