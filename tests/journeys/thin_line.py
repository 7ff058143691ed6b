"""The line between a phone and the server: a TCP proxy that is good, down, or thin and torn.

*Down* refuses everyone, as a place without a signal does. *Thin* lets so many bits a second through, both
ways together, and cuts a share of the connections somewhere in their first kilobytes.
"""

import random
import socket
import threading
import time
from contextlib import suppress

PIECE = 1024
FIRST_BYTES = 6000
"""A connection that will be cut is cut within so many bytes."""


class ThinLine:
    """A proxy on a port of its own that stays the same whatever the line is like."""

    def __init__(self, port, seed=5):
        self._target = port
        self._chance = random.Random(seed)
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._rate = None
        self._cuts = 0.0
        self._up = True
        self._lock = threading.Lock()
        self._free_at = 0.0
        self._open = set()
        self.count_anew()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def count_anew(self):
        """Begin to count connections, cuts and bytes from nothing."""
        self.connections = self.cut = self.bytes = 0

    def thin(self, bits_per_second=20_000, cuts=0.3):
        self._up, self._rate, self._cuts = True, bits_per_second / 8, cuts

    def down(self):
        self._up = False
        for each in tuple(self._open):
            with suppress(OSError):
                each.close()

    def close(self):
        self.down()
        self._server.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            if not self._up:
                client.close()
                continue
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client):
        server = socket.create_connection(("127.0.0.1", self._target))
        self._open |= {client, server}
        self.connections += 1
        torn = self._chance.random() < self._cuts
        left = [self._chance.randrange(200, FIRST_BYTES)] if torn else None
        both = [
            threading.Thread(target=self._pump, args=(*ends, left), daemon=True)
            for ends in ((client, server), (server, client))
        ]
        for each in both:
            each.start()
        for each in both:
            each.join()
        self._open -= {client, server}

    def _pump(self, source, sink, left):
        try:
            while data := source.recv(PIECE):
                self._wait_for(len(data))
                if left is not None:
                    left[0] -= len(data)
                    if left[0] <= 0:
                        self.cut += 1
                        break
                sink.sendall(data)
                self.bytes += len(data)
        except OSError:
            pass
        for each in (source, sink):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _wait_for(self, size):
        """Wait until the line has room for so many bytes more."""
        rate = self._rate
        if rate is None:
            return
        with self._lock:
            begins = max(self._free_at, time.monotonic())
            self._free_at = begins + size / rate
        time.sleep(max(0.0, self._free_at - time.monotonic()))
