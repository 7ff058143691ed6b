"""Photos in a folder, or in a bucket of a real S3 server behind a gate that can be shut."""

import pytest
from tests.store.seaweed import BUCKET, Gate, environment, seaweed

from sirekap.store.photo_bucket import BucketPhotos
from sirekap.store.photo_folder import FilePhotos


@pytest.fixture(scope="session")
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
