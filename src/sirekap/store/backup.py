"""A copy of everything that is held, made while the system runs, and the system made again from it.

In: where the database is, the photos, a folder. Out: in that folder the database as of one moment (SQLite by
its backup interface, PostgreSQL by COPY within one snapshot), every photo wherever photos are kept, the keys,
and a list of files with their hashes, written last. Invariant: the database is copied before the photos, so
every photo it names is in the copy; nothing is restored over what is there, nor from a copy whose hashes
differ. Photos already in the folder are not copied again.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg import IsolationLevel, sql

from sirekap.store.engines import Transactions, open_engine
from sirekap.store.faults import telling
from sirekap.store.migrate import is_empty, knows, step_of, upgrade
from sirekap.store.photo_bucket import BucketPhotos
from sirekap.store.photo_folder import FilePhotos, flush_folder, write_in_one_move
from sirekap.store.schema import metadata

Photos = FilePhotos | BucketPhotos
LIST = "backup.json"
KEYS = "keys"
SQLITE_FILE = "sirekap.db"
PIECE = 1 << 20


class BackupError(Exception):
    """The backup cannot be made or used; ``say`` tells what to do."""

    code = "backup_unusable"

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


def back_up(where: Path | str, photos: Photos, to: Path, keys: Path | None = None) -> int:
    """Copy keys, the database as of now, and photos not yet in *to*; return how many photos *to* holds.

    Raise BackupError where there is no database of this program: nothing is written then.
    """
    ensure_held(where)
    with _opened(where) as transactions, telling(), transactions.looking() as connection:
        step = step_of(connection)
    if step is None:
        raise _none_held(where)
    to.mkdir(parents=True, exist_ok=True)
    secrets = [] if keys is None else _copy_keys(keys, to / KEYS, renew=True)
    files = [_copy_sqlite(where, to)] if isinstance(where, Path) else list(_copy_out(where, to))
    kept, count = FilePhotos(to / "photos"), 0
    for name in photos.names():
        if not (to / "photos" / name[:2] / name).exists() and kept.keep(photos.fetch(name)) != name:
            raise BackupError(f"Foto {name} rusak di penyimpanan.", f"Photo {name} is damaged in the store.")
        count += 1
    told = {"step": step, "files": {each: _hash(to / each) for each in [*files, *secrets]}}
    write_in_one_move(to / LIST, json.dumps(told, indent=1).encode())
    return count


def ensure_held(where: Path | str) -> None:
    """Raise BackupError where *where* names a file that is not there: opening would make it."""
    if isinstance(where, Path) and not where.is_file():
        raise _none_held(where)


def ensure_backup(source: Path) -> None:
    """Raise BackupError where *source* is no backup's folder, or of one that did not come to its end."""
    if not (source / LIST).is_file():
        raise BackupError(
            f"Tidak ada cadangan yang selesai di {source}: {LIST} tidak ada. Periksa jalurnya.",
            f"There is no finished backup in {source}: {LIST} is not there. Check the path.",
        )


def _none_held(where: Path | str) -> BackupError:
    place = where if isinstance(where, Path) else "SIREKAP_DATABASE"
    return BackupError(
        f"Tidak ada basis data Sirekap: {place}. Periksa --data atau SIREKAP_DATABASE.",
        f"There is no database of Sirekap: {place}. Check --data or SIREKAP_DATABASE.",
    )


def restore(source: Path, where: Path | str, photos: Photos, keys: Path | None = None) -> int:
    """Make database, photos and keys again from *source*; return how many photos. Raise BackupError.

    The database may be there, but must be empty; keys that are there already stay as they are.
    """
    told = _read_list(source)
    _ensure_room(where)
    if keys is not None:
        _copy_keys(source / KEYS, keys, renew=False)
    if isinstance(where, Path):
        where.parent.mkdir(parents=True, exist_ok=True)
        write_in_one_move(where, (source / SQLITE_FILE).read_bytes())
    else:
        _copy_in(source, where, told["step"])
    kept, count = FilePhotos(source / "photos"), 0
    for name in kept.names():
        if photos.keep(kept.fetch(name)) != name:
            raise BackupError(f"Foto {name} rusak di cadangan.", f"Photo {name} is damaged in the backup.")
        count += 1
    return count


def _copy_keys(held: Path, to: Path, *, renew: bool) -> list[str]:
    """Copy files of keys, for their owner's eyes only; return their names in the list.

    With *renew* a file that differs is copied again, without it what is there stays.
    """
    named = []
    for file in sorted(each for each in held.glob("*") if each.is_file() and not each.name.startswith(".")):
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        copy, data = to / file.name, file.read_bytes()
        if not copy.exists() or (renew and copy.read_bytes() != data):
            write_in_one_move(copy, data)
            copy.chmod(0o600)
        named.append(f"{KEYS}/{file.name}")
    return named


class _opened:  # noqa: N801 -- used as a word: with _opened(where) as transactions
    """An engine that is let go of at the end."""

    def __init__(self, where: Path | str) -> None:
        self.transactions = Transactions(open_engine(where))

    def __enter__(self) -> Transactions:
        return self.transactions

    def __exit__(self, *error: object) -> None:
        self.transactions.engine.dispose()


def _copy_sqlite(where: Path, to: Path) -> str:
    """Copy the file by SQLite's own means, which wait for no writer and keep none waiting."""
    half = to / f".{SQLITE_FILE}.half"
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(where)) as held, closing(sqlite3.connect(half)) as copy:
        held.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    half.replace(to / SQLITE_FILE)
    flush_folder(to)
    return SQLITE_FILE


def _copy_out(url: str, to: Path) -> Iterator[str]:
    """Write every table to a file, all as of one moment."""
    with psycopg.connect(url) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        for table in metadata.sorted_tables:
            statement = sql.SQL("COPY {} TO STDOUT (FORMAT binary)").format(sql.Identifier(table.name))
            name = f"{table.name}.copy"
            with (to / name).open("wb") as file, connection.cursor().copy(statement) as rows:
                for piece in rows:
                    file.write(piece)
            yield name


def _copy_in(source: Path, url: str, step: str) -> None:
    """Make the tables as they were and fill them, all or nothing by table order."""
    with _opened(url) as transactions, telling(), transactions.writing() as connection:
        upgrade(connection, step)
        driver = connection.connection.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError("COPY needs PostgreSQL's own driver")
        for table in metadata.sorted_tables:
            statement = sql.SQL("COPY {} FROM STDIN (FORMAT binary)").format(sql.Identifier(table.name))
            with (source / f"{table.name}.copy").open("rb") as file, driver.cursor().copy(statement) as rows:
                while piece := file.read(PIECE):
                    rows.write(piece)


def _ensure_room(where: Path | str) -> None:
    if isinstance(where, Path) and not where.exists():
        return
    with _opened(where) as transactions, telling(), transactions.looking() as connection:
        if not is_empty(connection):
            raise BackupError(
                "Di sana sudah ada data. Pulihkan ke folder atau basis data yang kosong.",
                "There is data already. Restore into an empty folder or database.",
            )


def _read_list(source: Path) -> dict[str, str]:
    """Return what the list says; raise BackupError where a file differs from it."""
    ensure_backup(source)
    try:
        told = json.loads((source / LIST).read_bytes())
        wrong = [name for name, sha256 in told["files"].items() if _hash(source / name) != sha256]
    except (OSError, ValueError, KeyError):
        wrong, told = [LIST], {}
    if wrong:
        raise BackupError(
            f"Cadangan tidak utuh: {wrong[0]}. Pakai cadangan lain.",
            f"The backup is not whole: {wrong[0]}. Use another.",
        )
    if not knows(told["step"]):
        raise BackupError("Cadangan dari versi lain.", "The backup is another version's; use that version.")
    return {"step": str(told["step"])}


def _hash(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
