"""The public folder: plain files that any web server can give out.

Invariant: a file changes in one move, so nobody loads half of it; a file that would not change is left
alone, so its time and tag stay. It can be made again from the database, so nothing is flushed to disk.
"""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path


class FolderPublic:
    """Files below one folder; paths are relative, with forward slashes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, path: str, data: bytes) -> bool:
        """Put the file there in one move where it differs; tell whether it did."""
        place = self._place(path)
        if _holds_same(place, data):
            return False
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{secrets.token_hex(8)}")
        try:
            beside.write_bytes(data)
            beside.replace(place)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        return True

    def holds(self, path: str) -> bool:
        """Tell whether the file is there."""
        return self._place(path).is_file()

    def paths(self, under: str) -> Iterator[str]:
        """Yield the paths of all files below the folder *under*."""
        for folder, _, names in os.walk(self._place(under)):
            for name in names:
                yield (Path(folder) / name).relative_to(self._folder).as_posix()

    def remove(self, path: str) -> None:
        """Take the file away; one that is not there stays so."""
        self._place(path).unlink(missing_ok=True)

    def _place(self, path: str) -> Path:
        """Return where *path* lies; ValueError for one that leads out of the folder."""
        parts = path.split("/") if path else []
        if any(part in ("", ".", "..") or "\\" in part or ":" in part for part in parts):
            raise ValueError(f"not a path of the public folder: {path!r}")
        return self._folder.joinpath(*parts)


def _holds_same(place: Path, data: bytes) -> bool:
    try:
        return place.stat().st_size == len(data) and place.read_bytes() == data
    except FileNotFoundError:
        return False
