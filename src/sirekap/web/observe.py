"""What an operator sees of the server: one log line, one measurement and one span a request.

In: requests and answers as they pass. Out: counts for Prometheus, lines for the log, spans for OpenTelemetry.
Invariant: nothing of a person is told: no address of a caller, no account, no query, no body; an address with
a station in it is told by its pattern.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from random import randbytes

from opentelemetry import trace
from opentelemetry.trace import SpanKind, Status, StatusCode
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sirekap.web.log_lines import logger

log = logger("sirekap.http")
plain_log = logging.getLogger("sirekap.http")
"""The same, asked whether anybody listens before a line is made."""

tracer = trace.get_tracer("sirekap")

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 15)
MOST_PATTERNS = 1024
"""Instruments that are found at once, by method, pattern and status."""

OUTSIDE = "(files)"
"""The pattern of what no handler answered: public files and addresses that are not there."""


@dataclass(frozen=True, slots=True)
class Instruments:
    """The measurements of one application, in a registry of their own."""

    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    under_way: Gauge


def make_instruments() -> Instruments:
    """Return instruments that have measured nothing yet."""
    registry = CollectorRegistry()
    labels = ("method", "pattern", "status")
    return Instruments(
        registry,
        Counter("sirekap_http_requests", "Requests answered.", labels, registry=registry),
        Histogram(
            "sirekap_http_seconds",
            "Time from request to answer.",
            ("method", "pattern"),
            buckets=SECONDS,
            registry=registry,
        ),
        Gauge("sirekap_http_under_way", "Requests not answered yet.", registry=registry),
    )


class Queue(Collector):
    """How many photos wait, and over how many the reader failed for good; asked when somebody looks."""

    def __init__(self, count: Callable[[], tuple[int, int]]) -> None:
        self._count = count

    def collect(self) -> Iterator[Metric]:
        """Yield both gauges."""
        waiting, failed = self._count()
        for name, says, value in (
            ("sirekap_photos_waiting", "Photos received and not yet read.", waiting),
            ("sirekap_photos_failed", "Photos over which the reader failed for good.", failed),
        ):
            gauge = GaugeMetricFamily(name, says)
            gauge.add_metric([], value)
            yield gauge


class Observe:
    """The layer that watches every request go by."""

    def __init__(self, app: ASGIApp, instruments: Instruments) -> None:
        self._app = app
        self._seen = instruments
        self._measured = lru_cache(MOST_PATTERNS)(self._measured_by)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, then tell what became of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, answer = time.perf_counter(), _Answer(send, randbytes(8).hex())  # noqa: S311 -- a name of a request is no secret
        with self._seen.under_way.track_inprogress(), _spanned() as span:
            try:
                await self._app(scope, receive, answer.send)
            finally:
                pattern = pattern_of(scope)
                span.update_name(f"{scope['method']} {pattern}")
                span.set_attribute("http.request.method", scope["method"])
                span.set_attribute("http.route", pattern)
                span.set_attribute("http.response.status_code", answer.status)
                if answer.status >= 500:
                    span.set_status(Status(StatusCode.ERROR))
                self._tell(scope["method"], pattern, answer, time.perf_counter() - began)

    def _measured_by(self, method: str, pattern: str, status: int) -> tuple[Counter, Histogram]:
        return (
            self._seen.requests.labels(method, pattern, str(status)),
            self._seen.seconds.labels(method, pattern),
        )

    def _tell(self, method: str, pattern: str, answer: "_Answer", seconds: float) -> None:
        counter, histogram = self._measured(method, pattern, answer.status)
        counter.inc()
        histogram.observe(seconds)
        failed = answer.status >= 500
        if not (failed or plain_log.isEnabledFor(logging.INFO)):
            return
        write = log.warning if failed else log.info
        write(
            "request",
            id=answer.id,
            method=method,
            pattern=pattern,
            status=answer.status,
            ms=round(seconds * 1000, 1),
        )


def _spanned() -> AbstractContextManager[trace.Span]:
    """Begin a span, where somebody has asked for spans."""
    if isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return nullcontext(trace.INVALID_SPAN)
    return tracer.start_as_current_span("http", kind=SpanKind.SERVER)


class _Answer:
    """One answer on its way out; it carries the request's id, by which a person can ask about it."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self.id = request_id
        self.status = 500

    async def send(self, message: Message) -> None:
        """Note the status, add the id, and pass the message on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message.get("headers", []), (b"x-request-id", self.id.encode())]
        await self._send(message)


def pattern_of(scope: Scope) -> str:
    """Return the pattern of the address that answered, such as ``/api/stations/{station}/{contest}``."""
    route = scope.get("route")
    return str(getattr(route, "path", OUTSIDE)) if route is not None else OUTSIDE
