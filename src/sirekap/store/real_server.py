"""``sirekap serve`` as a process of its own, for benches that measure the server itself.

In: a crowd whose root it pins, and a database. Out: its port, and what it has used of the processors.
Invariant: it neither reads photos nor publishes, and tells nobody to wait; it ends with the context.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sirekap.store.crowd import Crowd

START_SECONDS = 120
TICKS = os.sysconf("SC_CLK_TCK")
NO_LIMIT = "10000000/minute"


@contextmanager
def real_server(crowd: Crowd, database: Path | str) -> Iterator[tuple[int, Callable[[], float]]]:
    """Run ``sirekap serve`` in a process of its own, without reading or publishing.

    Give its port, and what tells how many seconds of processors it has used.
    """
    with tempfile.TemporaryDirectory(dir=crowd.folder.parent) as folder:
        data = Path(folder)
        (data / "keys").mkdir()
        (data / "keys" / "root-bench.pub").write_bytes(crowd.commission.root_pem)
        url = f"sqlite:///{database}" if isinstance(database, Path) else database
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        words: Iterable[str] = (
            "serve",
            "--election",
            str(crowd.folder),
            "--data",
            folder,
            "--port",
            str(port),
        )
        settings = {"SIREKAP_ONLY_HTTP": "true", "SIREKAP_DATABASE": url}
        settings |= {"SIREKAP_RATES_ADDRESS": NO_LIMIT, "SIREKAP_RATES_GUESSES": NO_LIMIT}
        process = subprocess.Popen(  # noqa: S603 -- starts this program itself
            [sys.executable, "-m", "sirekap", *words], env=os.environ | settings, stdout=subprocess.DEVNULL
        )
        try:
            _wait_for(port, process)
            yield port, lambda: _busy(process.pid)
        finally:
            process.terminate()
            process.wait()


def _busy(process: int) -> float:
    """Return the seconds of processors that a process has used, of itself and in the kernel (proc(5))."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start; it said why above")
