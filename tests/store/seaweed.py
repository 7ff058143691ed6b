"""A real S3 server (SeaweedFS) on loopback, and a gate before it that can answer 503 or nothing at all."""

import http.client
import http.server
import json
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

KEY, SECRET, BUCKET = "AKTEST", "SKTEST12345", "photos"
START_SECONDS = 60


def free_port() -> int:
    """Return a port that is free, as is the one 10,000 above it, which the server takes too."""
    while True:
        port = random.randrange(20_000, 50_000)
        with suppress(OSError), socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", port))
            other.bind(("127.0.0.1", port + 10_000))
            return port


@contextmanager
def seaweed(folder: Path) -> Iterator[str]:
    """Run the server with one bucket while the context is open; give its address."""
    actions = ["Admin", "Read", "Write", "List"]
    keys = {"credentials": [{"accessKey": KEY, "secretKey": SECRET}], "name": "test", "actions": actions}
    with bare_seaweed(folder, json.dumps({"identities": [keys]})) as (server, ports):
        address = f"http://127.0.0.1:{ports['s3.port']}"
        until = time.monotonic() + START_SECONDS
        while not _has_bucket(address, f"http://127.0.0.1:{ports['filer.port']}/buckets/{BUCKET}/"):
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError((folder / "log").read_text()[-2000:])
            time.sleep(0.2)
        yield address


@contextmanager
def bare_seaweed(folder: Path, keys: str) -> Iterator[tuple[subprocess.Popen[bytes], dict[str, int]]]:
    """Start the server with the keys of a JSON and no bucket; give it and its ports before it answers."""
    (folder / "s3.json").write_text(keys)
    ports = {name: free_port() for name in ("master.port", "volume.port", "filer.port", "s3.port")}
    ports |= {"s3.port.iceberg": 0, "s3.port.lance": 0}
    command = [str(Path(sys.executable).parent / "weed"), "server", f"-dir={folder}", "-ip=127.0.0.1"]
    command += ["-ip.bind=127.0.0.1", "-filer", "-s3", f"-s3.config={folder / 's3.json'}", "-volume.max=4"]
    command += ["-master.volumeSizeLimitMB=64", *(f"-{name}={port}" for name, port in ports.items())]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        yield server, ports
    finally:
        server.kill()
        server.wait()


def environment(address: str) -> dict[str, str]:
    """Return the environment by which a program finds the server."""
    keys = {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "us-east-1"}
    return keys | {"AWS_ENDPOINT_URL": address}


def _has_bucket(address: str, folder: str) -> bool:
    """Make the bucket and tell whether it takes an object already."""
    try:
        httpx.post(folder, timeout=5)
        store = S3Store(
            BUCKET,
            endpoint=address,
            access_key_id=KEY,
            secret_access_key=SECRET,
            region="us-east-1",
            client_options={"allow_http": True},
            retry_config={"max_retries": 0},
        )
        obstore.put(store, "first", b"first")
        obstore.delete(store, "first")
    except (httpx.TransportError, OSError, BaseError):
        return False
    return True


class Gate:
    """A small proxy before a server: lets requests through, answers 503, or hangs up."""

    def __init__(self, behind: str) -> None:
        self.behind = urllib.parse.urlsplit(behind)
        self.open = True
        self.refused = 0
        gate = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def pass_on(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                body = self.rfile.read(length)
                if not gate.open:
                    gate.refused += 1
                    self._tell(503, {"Retry-After": "1"}, b"<Error><Code>SlowDown</Code></Error>")
                    return
                connection = http.client.HTTPConnection(gate.behind.netloc, timeout=30)
                connection.request(self.command, self.path, body, dict(self.headers))
                answer = connection.getresponse()
                self._tell(answer.status, dict(answer.getheaders()), answer.read())
                connection.close()

            def _tell(self, status: int, headers: dict[str, str], body: bytes) -> None:
                self.send_response(status)
                own = ("content-length", "transfer-encoding", "connection", "server", "date")
                for name, value in headers.items():
                    if name.lower() not in own:
                        self.send_header(name, value)
                length = headers.get("Content-Length", "0") if self.command == "HEAD" else str(len(body))
                self.send_header("Content-Length", length)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = pass_on  # noqa: N815 -- the library's names

            def log_message(self, *words: object) -> None:
                """Say nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End the proxy."""
        self._server.shutdown()
        self._server.server_close()
