"""The only module that sees everything: it fits adapters to ports and hands the whole to the command line."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI

from sirekap import cli
from sirekap.accounts.machines import PUBLISHER, READER
from sirekap.actions.key_folder import ISSUER_PASSPHRASE, read_roots, server_issuers
from sirekap.actions.open_election import open_election
from sirekap.actions.ports import Ports
from sirekap.actions.publish import Known, Publish, is_due, publish
from sirekap.actions.read_next import ReadNext, read_next
from sirekap.actions.rounds import making
from sirekap.cli.settings import Rates, Watch
from sirekap.election.model import Election
from sirekap.forms.issued import IssuedForms
from sirekap.forms.model import Form
from sirekap.reading.model import Reading
from sirekap.reading.read_photo import Reader, open_reader, read_photo
from sirekap.store.backup import back_up, ensure_backup, ensure_held, restore
from sirekap.store.database import WrongStoreError, migrate_store, open_store
from sirekap.store.photo_bucket import BucketPhotos
from sirekap.store.photo_folder import FilePhotos
from sirekap.store.public_folder import FolderPublic
from sirekap.store.receipt_key import receipt_key
from sirekap.web.app import make_app
from sirekap.web.limits import Limits
from sirekap.web.server import serving
from sirekap.web.slow_hashes import SlowHashes
from sirekap.web.watch import Watching, watching

STATIC = Path(__file__).parent / "web" / "static"
"""Where the screens are built to."""


class ModelReader:
    """Reads photos with the shipped model, which is loaded at the first photo and then kept."""

    def __init__(self) -> None:
        self._reader: Reader | None = None
        self._loading = threading.Lock()

    def read(self, data: bytes, forms: Sequence[Form]) -> Reading:
        """Read the photo as a page of one of *forms*, or refuse it."""
        with self._loading:
            if self._reader is None:
                self._reader = open_reader()
        return read_photo(data, forms, self._reader)


@dataclass(frozen=True)
class System:
    """One election opened with its data."""

    ports: Ports
    app: FastAPI
    clock: Callable[[], datetime]
    known: Known = field(default_factory=Known)
    """What the publisher of this process has worked out."""

    @property
    def election(self) -> Election:
        """The election."""
        return self.ports.election

    def working(self, *, publishing: bool = True) -> AbstractContextManager[None]:
        """Read waiting photos and publish what changed, about every second, while the context is open.

        Several processes may read; one alone publishes.
        """
        return making((self.read_one, self.publish_changes) if publishing else (self.read_one,))

    def serving(self, host: str, port: int, proxies: Sequence[str] = ()) -> AbstractContextManager[str]:
        """Serve HTTP while the context is open; gives the address. Raise PortInUseError."""
        return serving(self.app, host, port, proxies)

    def watching(self, how: Watch) -> AbstractContextManager[None]:
        """Write logs, show measurements and send spans while the context is open."""
        return watching(self.app, Watching(**how.model_dump()))

    def read_one(self) -> bool:
        """Read the next photo; tell whether one waited."""
        return read_next(self.ports, ReadNext(READER, self.clock())) is not None

    def publish_changes(self) -> bool:
        """Publish if anything changed; always rest afterwards, so that changes gather."""
        now = self.clock()
        if is_due(self.ports, self.known, now):
            publish(self.ports, Publish(PUBLISHER, now), self.known)
        return False


class Wiring:
    """What the command line may ask for."""

    @contextmanager
    def open_system(
        self,
        election: Path,
        data: Path,
        *,
        public: Path | None = None,
        clock: Callable[[], datetime] | None = None,
        sample_secret: bytes | None = None,
        rates: Rates | None = None,
        origin: str = "",
    ) -> Iterator[System]:
        """Open the election folder with its data folder, made where there is none; close it on leaving."""
        opened = open_election(election)
        data.mkdir(parents=True, exist_ok=True)
        store = open_store(database_of(data), opened.id, sample_secret)
        public_folder, hashes = public or data / "public", SlowHashes()
        ports = Ports(
            election=opened,
            forms=IssuedForms(opened),
            store=store,
            photos=photos_of(data),
            reader=ModelReader(),
            public=FolderPublic(public_folder),
            site=read_files(STATIC / "site"),
            receipt_key=receipt_key(data / "keys" / "receipt.pem"),
            roots=read_roots(data / "keys", opened.id),
            issuers=server_issuers(data / "keys", os.environ.get(ISSUER_PASSPHRASE)),
            hashing=hashes,
        )
        tell = clock or wall_clock
        limits = Limits(**rates.model_dump()) if rates is not None else None
        try:
            yield System(
                ports, make_app(ports, tell, public_folder, STATIC / "console", limits, origin), tell
            )
        finally:
            hashes.close()
            store.close()

    def migrate(self, data: Path) -> tuple[str | None, str]:
        """Bring an older version's database to this one's shape; return the step before and after."""
        where = database_of(data)
        if isinstance(where, Path) and not data.is_dir():
            raise WrongStoreError(
                {
                    "id": f"Tidak ada folder {data}. Periksa --data.",
                    "en": f"There is no folder {data}. Check --data.",
                }
            )
        return migrate_store(where)

    def back_up(self, data: Path, to: Path) -> int:
        """Copy database, photos and keys to *to* while the system runs; return how many photos it holds."""
        where = database_of(data)
        ensure_held(where)  # before a place for photos is made
        return back_up(where, photos_of(data), to, data / "keys")

    def restore(self, source: Path, data: Path) -> int:
        """Make database, photos and keys again where there are none; return how many photos."""
        ensure_backup(source)  # before a place for photos is made
        return restore(source, database_of(data), photos_of(data), data / "keys")


def database_of(data: Path) -> Path | str:
    """Return where the database is: ``SIREKAP_DATABASE``, a URL, or the file in *data*."""
    return os.environ.get("SIREKAP_DATABASE") or data / "sirekap.db"


def photos_of(data: Path) -> FilePhotos | BucketPhotos:
    """Return where photos are kept: the bucket ``SIREKAP_PHOTOS`` (s3://...), or the folder in *data*."""
    url = os.environ.get("SIREKAP_PHOTOS")
    return BucketPhotos(url) if url else FilePhotos(data / "photos")


def read_files(folder: Path) -> Mapping[str, bytes]:
    """Return the bytes of every file below *folder*, by path; nothing where there is no folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def wall_clock() -> datetime:
    """Return the time of day."""
    return datetime.now(UTC)


def main() -> None:
    """Run the command line."""
    cli.run(Wiring)
