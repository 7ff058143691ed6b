"""The HTTP server: listens before it says so, and ends when its context is left."""

import logging
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

START_SECONDS = 30
END_SECONDS = 5
"""How long answers under way may still take when the server ends."""

log = logging.getLogger(__name__)


class PortInUseError(Exception):
    """The address cannot be listened at."""

    code = "port_in_use"

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"cannot listen at {host}:{port}: {why}")
        self.say: Mapping[str, str] = {
            "id": f"Tidak dapat memakai {host}:{port} ({why}). Pilih nomor lain dengan --port.",
            "en": f"Cannot listen at {host}:{port} ({why}). Choose another number with --port.",
        }


@contextmanager
def serving(app: FastAPI, host: str, port: int, proxies: Sequence[str] = ()) -> Iterator[str]:
    """Serve *app* in a thread while the context is open; give its address. Raise PortInUseError.

    Port 0 takes any free one. What *proxies* (addresses) tell of the caller is believed.
    """
    with _listen(host, port) as listener:
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="off",
            proxy_headers=bool(proxies),
            forwarded_allow_ips=list(proxies),
            timeout_graceful_shutdown=END_SECONDS,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="http")
        thread.start()
        try:
            _wait_until_started(server, thread)
            shown = f"[{host}]" if ":" in host else host
            yield f"http://{shown}:{listener.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise PortInUseError(host, port, error.strerror or str(error)) from error


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    until = time.monotonic() + START_SECONDS
    while not server.started:
        if not thread.is_alive() or time.monotonic() > until:
            raise RuntimeError("the HTTP server did not start; the log says why")
        time.sleep(0.01)
