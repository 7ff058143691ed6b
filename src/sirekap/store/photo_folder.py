"""Photo files, named by the SHA-256 of their bytes, so that the same bytes are one file.

Invariant: when ``keep`` returns, the file survives a crash: written beside its place, flushed, moved in
one step, and the folder flushed. A file is never changed. Where the disk cannot take it, that is a
TryAgainError, and nothing is left behind.
"""

import errno
import hashlib
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sirekap.actions.try_again import PhotoDamagedError, StorageAwayError, StorageFullError

log = logging.getLogger(__name__)


class FilePhotos:
    """Photos in a folder, spread over 256 by the first two digits of their name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, data: bytes) -> str:
        """Write *data* so that it survives a crash; return its SHA-256 (hex)."""
        name = hashlib.sha256(data).hexdigest()
        place = self._place(name)
        with _telling():
            if not _is_there(place, data):
                if not place.parent.exists():
                    place.parent.mkdir(exist_ok=True)
                    flush_folder(self._folder)
                write_in_one_move(place, data)
        return name

    def fetch(self, sha256: str) -> bytes:
        """Return the bytes; KeyError where there are none."""
        try:
            return self._place(sha256).read_bytes()
        except FileNotFoundError as missing:
            raise KeyError(sha256) from missing
        except OSError as error:
            raise StorageAwayError from error

    def names(self) -> Iterator[str]:
        """Yield the name of every photo that is held."""
        for path in sorted(self._folder.glob("[0-9a-f][0-9a-f]/*")):
            if not path.name.startswith("."):
                yield path.name

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def _is_there(place: Path, data: bytes) -> bool:
    """Tell whether the file is there; raise PhotoDamagedError where it holds other bytes."""
    if not place.exists():
        return False
    if place.read_bytes() != data:
        log.error("photo %s is damaged on the disk; bring it back from the backup", place.name)
        raise PhotoDamagedError
    return True


@contextmanager
def _telling() -> Iterator[None]:
    """Raise what the disk refused within the context as a TryAgainError."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise (StorageFullError if full else StorageAwayError) from error


def write_in_one_move(place: Path, data: bytes) -> None:
    """Put *data* at *place* so that no one ever sees half of it, and it survives a crash."""
    beside = place.with_name(f".{place.name[:40]}.{secrets.token_hex(6)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    flush_folder(place.parent)


def flush_folder(folder: Path) -> None:
    """Have the folder's entries on disk, where the system can do that."""
    if os.name == "nt":
        return  # Windows has no handle on a folder to flush; its journal keeps the move
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
