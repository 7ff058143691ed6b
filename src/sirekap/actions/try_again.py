"""What cannot be kept just now: nothing of it was kept, and sending it again is right.

Invariant: each error says after how many seconds to try again; ``again`` repeats only what collided with
another writer, never what a full disk or an absent database refused.
"""

import random
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from sirekap.actions.problems import ActionError

T = TypeVar("T")

MOST_TRIES = 8
FIRST_PAUSE_SECONDS = 0.005


class TryAgainError(ActionError):
    """Nothing was kept for now; ``seconds`` says when to try again."""

    code = "try_again"
    say: Mapping[str, str] = {
        "id": "Server sedang penuh sesak. Kiriman belum diterima; coba lagi sebentar lagi.",
        "en": "The server is crowded. What was sent is not received yet; try again in a moment.",
    }
    seconds = 5


class CollidedError(TryAgainError):
    """Another writer wrote about the same thing at the same moment."""

    code = "collided"
    say: Mapping[str, str] = {
        "id": "Ada kiriman lain tentang hal yang sama pada saat yang sama. Coba lagi.",
        "en": "Something else about the same matter came at the same moment. Try again.",
    }
    seconds = 1


class StorageFullError(TryAgainError):
    """The disk or the database has no room."""

    code = "storage_full"
    say: Mapping[str, str] = {
        "id": "Penyimpanan server penuh. Kiriman belum diterima dan tetap ada di ponsel; coba lagi nanti.",
        "en": "The server's storage is full. What was sent is not received and stays on the phone; "
        "try again later.",
    }
    seconds = 60


class StorageAwayError(TryAgainError):
    """The database or the photo store does not answer."""

    code = "storage_away"
    say: Mapping[str, str] = {
        "id": "Penyimpanan server tidak menjawab. Kiriman belum diterima dan tetap ada di ponsel; "
        "coba lagi nanti.",
        "en": "The server's storage does not answer. What was sent is not received and stays on the phone; "
        "try again later.",
    }
    seconds = 15


class PhotoDamagedError(TryAgainError):
    """Other bytes lie under the photo's name: somebody must look before it can be received."""

    code = "photo_damaged"
    say: Mapping[str, str] = {
        "id": "Foto ini rusak di penyimpanan server. Kiriman belum diterima; beri tahu administrator.",
        "en": "This photo is damaged in the server's storage. It is not received yet; tell the "
        "administrator.",
    }
    seconds = 60


def again(do: Callable[[], T], most_tries: int = MOST_TRIES) -> T:
    """Return what *do* returns, done again where it collided, with growing random pauses; else raise."""
    for tries in range(1, most_tries):
        try:
            return do()
        except CollidedError:
            time.sleep(random.random() * FIRST_PAUSE_SECONDS * 2**tries)  # noqa: S311 -- a pause is no secret
    return do()
