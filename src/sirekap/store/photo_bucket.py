"""Photos in an S3 bucket, named by the SHA-256 of their bytes, beside ``photo_folder`` and with its promises.

In: ``s3://bucket/prefix``; address and keys of the service come from the ``AWS_*`` environment. Invariant:
a photo is created only where there is none of its name (``If-None-Match: *``), so none is ever written
over; what the service refuses for now is a StorageAwayError, and nothing is told as kept that it did not
confirm.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, NotFoundError
from obstore.store import S3Store

from sirekap.actions.try_again import PhotoDamagedError, StorageAwayError

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

log = logging.getLogger(__name__)

_RETRY: RetryConfig = {
    "max_retries": 2,
    "retry_timeout": timedelta(seconds=8),
    "backoff": {"init_backoff": timedelta(milliseconds=100), "max_backoff": timedelta(seconds=1), "base": 2},
}
"""Short, because a person waits: the phone sends again by itself."""

_CLIENT: ClientConfig = {"connect_timeout": "5s", "timeout": "30s", "allow_http": True}
"""Plain HTTP is for a service on the same machine; its address says which it is."""


class BucketPhotos:
    """Photos below a prefix of one bucket, spread over 256 by the first two digits of their name."""

    def __init__(self, url: str) -> None:
        self._bucket = S3Store.from_url(url, client_options=_CLIENT, retry_config=_RETRY)

    def keep(self, data: bytes) -> str:
        """Create the photo where there is none of its name; return its SHA-256 (hex)."""
        name = hashlib.sha256(data).hexdigest()
        try:
            obstore.put(self._bucket, _place(name), data, mode="create", use_multipart=False)
        except AlreadyExistsError:
            self._ensure_same(name, data)
        except (BaseError, OSError) as error:
            raise StorageAwayError from error
        return name

    def _ensure_same(self, name: str, data: bytes) -> None:
        """Raise PhotoDamagedError where other bytes lie under the name; they are left for people to see."""
        if self.fetch(name) != data:
            log.error("photo %s is damaged in the bucket; bring it back from the backup", name)
            raise PhotoDamagedError

    def fetch(self, sha256: str) -> bytes:
        """Return the bytes; KeyError where there are none."""
        try:
            return bytes(obstore.get(self._bucket, _place(sha256)).bytes())
        except (NotFoundError, FileNotFoundError) as missing:
            raise KeyError(sha256) from missing
        except (BaseError, OSError) as error:
            raise StorageAwayError from error

    def names(self) -> Iterator[str]:
        """Yield the name of every photo that is held."""
        try:
            for some in obstore.list(self._bucket):
                yield from (each["path"].rsplit("/", 1)[-1] for each in some)
        except (BaseError, OSError) as error:
            raise StorageAwayError from error


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"
