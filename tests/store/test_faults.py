"""Real faults: PostgreSQL that goes away, a disk that is full. Refused with "try again", nothing lost."""

import subprocess
import sys
import threading
import time

import pytest
from tests.store.test_database import ELECTION, KEY, entered, held, line

from sirekap.actions.try_again import StorageAwayError, TryAgainError
from sirekap.store.database import open_store
from sirekap.store.spare_postgres import spare_postgres


def adding(value):
    def do(work):
        work.evidence.add(KEY, entered(value))
        work.note(line())

    return do


def test_a_postgresql_that_goes_away_refuses_for_a_while_and_loses_nothing_acknowledged():
    with spare_postgres() as server:
        store = open_store(server.database(), ELECTION)
        told, refused, stop = [], [], threading.Event()

        def send(first):
            value = first
            while not stop.is_set():
                try:
                    store.submit(KEY.station, adding(value)).result(60)
                except TryAgainError as error:
                    refused.append(error)
                    time.sleep(0.05)
                else:
                    told.append(value)
                value += 1

        senders = [threading.Thread(target=send, args=(first,)) for first in (0, 100_000)]
        for each in senders:
            each.start()
        _until(lambda: len(told) > 20)
        server.stop("immediate")
        _until(lambda: len(refused) > 5)
        with pytest.raises(StorageAwayError), store.look() as books:
            books.evidence.of(KEY)
        server.start()
        before = len(told)
        _until(lambda: len(told) > before + 20)
        stop.set()
        for each in senders:
            each.join()
        kept = {each.values["votes.1"] for each in held(store)}
        assert set(told) <= kept
        assert len(store.audit_lines("")) == len(kept)
        store.close()


def _until(true, seconds=60):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


FULL = """
import resource, signal, sys
from pathlib import Path
from tests.store.test_database import ELECTION, KEY, entered, held, line
from tests.store.test_faults import adding
from sirekap.actions.try_again import TryAgainError
from sirekap.store.database import open_store
from sirekap.store.photo_folder import FilePhotos

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
store, photos = open_store(folder / "sirekap.db", ELECTION), FilePhotos(folder / "photos")
told = []

def fill(most):
    refused = 0
    for value in range(len(told), len(told) + most):
        try:
            store.submit(KEY.station, adding(value)).result(60)
            told.append(value)
        except TryAgainError:
            refused += 1
    return refused

assert fill(20) == 0
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
refused = fill(400)
assert refused, "the disk was never full"
try:
    photos.keep(b"p" * 400_000)
except TryAgainError:
    pass
else:
    raise AssertionError("a photo larger than the disk was kept")
assert not [each for each in (folder / "photos").rglob("*") if each.is_file()]
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert fill(20) == 0, "service did not resume by itself"
photos.fetch(photos.keep(b"p" * 400_000))
assert sorted(each.values["votes.1"] for each in held(store)) == sorted(set(told)), "acknowledged but lost"
store.close()
again = open_store(folder / "sirekap.db", ELECTION)
assert len(held(again)) == len(set(told))
print("refused", refused, "told", len(told))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_full_disk_refuses_for_a_while_and_loses_nothing_acknowledged(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", FULL, tmp_path], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "refused" in done.stdout
