import errno
import hashlib
import os

import pytest

from sirekap.actions.try_again import StorageFullError
from sirekap.store.photo_folder import FilePhotos
from sirekap.store.public_folder import FolderPublic


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_same_photo_twice_is_one_file_left_alone(tmp_path):
    photos = FilePhotos(tmp_path)
    name = photos.keep(b"a photo")
    place = tmp_path / name[:2] / name
    os.utime(place, (1, 1))
    assert photos.keep(b"a photo") == name
    assert place.stat().st_mtime == 1


def test_a_crash_while_writing_leaves_no_half_photo(tmp_path, monkeypatch):
    photos = FilePhotos(tmp_path)

    def crash(handle):
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", crash)
    with pytest.raises(StorageFullError):
        photos.keep(b"a photo")
    assert files(tmp_path) == []


def test_a_photo_is_flushed_before_it_gets_its_name(tmp_path, monkeypatch):
    photos = FilePhotos(tmp_path)
    photos.keep(b"so that the folders are there")
    named_when_flushed = []
    name = hashlib.sha256(b"a photo").hexdigest()
    real = os.fsync

    def watch(handle):
        named_when_flushed.append((tmp_path / name[:2] / name).exists())
        real(handle)

    monkeypatch.setattr(os, "fsync", watch)
    photos.keep(b"a photo")
    assert named_when_flushed[-2:] == [False, True], "the file before it is moved, the folder after"


def test_a_public_file_is_written_only_where_it_differs(tmp_path):
    public = FolderPublic(tmp_path)
    assert public.write("a/b.json", b"1")
    os.utime(tmp_path / "a" / "b.json", (1, 1))
    assert not public.write("a/b.json", b"1")
    assert (tmp_path / "a" / "b.json").stat().st_mtime == 1
    assert public.write("a/b.json", b"2")
    assert (tmp_path / "a" / "b.json").read_bytes() == b"2"


def test_public_files_are_listed_and_taken_away(tmp_path):
    public = FolderPublic(tmp_path)
    for path in ("a/b.json", "a/c/d.json", "e.json"):
        public.write(path, b"1")
    assert sorted(public.paths("a")) == ["a/b.json", "a/c/d.json"]
    assert list(public.paths("nothing")) == []
    public.remove("a/b.json")
    public.remove("a/b.json")
    assert not public.holds("a/b.json")
    assert public.holds("e.json")


@pytest.mark.parametrize("path", ["../a", "a/../../b", "/a", "a//b", "a/./b", "a\\..\\b", "C:/a"])
def test_no_path_leads_out_of_the_public_folder(tmp_path, path):
    with pytest.raises(ValueError, match="not a path"):
        FolderPublic(tmp_path / "public").write(path, b"1")


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path):
    public = FolderPublic(tmp_path)
    public.write("a", b"1")
    (tmp_path / "b").mkdir()
    with pytest.raises(OSError):  # noqa: PT011 -- what a system says when a file would replace a folder differs
        public.write("b", b"2")
    assert files(tmp_path) == ["a"]
