"""Turns watching on: the log's form, the page of measurements, the sending of spans.

In: where and how. Out: a context in which they run. Invariant: measurements are shown at an address of their
own, which operators keep to themselves; turning on twice shows nothing twice.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from wsgiref.simple_server import WSGIServer

from fastapi import FastAPI
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from prometheus_client import start_http_server

from sirekap.web.log_lines import write_logs


class MetricsPortError(Exception):
    """The address of the measurements cannot be listened at."""

    code = "metrics_port_in_use"

    def __init__(self, how: "Watching", why: str) -> None:
        at = f"{how.metrics_host}:{how.metrics_port}"
        super().__init__(f"cannot listen at {at}: {why}")
        self.say: Mapping[str, str] = {
            "id": f"{at} sudah dipakai ({why}). Beri proses ini nomor lain: SIREKAP_WATCH_METRICS_PORT.",
            "en": f"{at} is taken ({why}). Give this process another: SIREKAP_WATCH_METRICS_PORT.",
        }


@dataclass(frozen=True, slots=True)
class Watching:
    """What is to be watched. Port 0 shows no measurements, an empty *traces* sends no spans."""

    metrics_host: str
    metrics_port: int
    log_level: str
    log_json: bool
    traces: str


@contextmanager
def watching(app: FastAPI, how: Watching) -> Iterator[None]:
    """Watch *app* while the context is open; raise MetricsPortError."""
    write_logs(how.log_level, as_json=how.log_json)
    shown = _show(app, how) if how.metrics_port else None
    provider = send_spans(how.traces) if how.traces else None
    try:
        yield
    finally:
        if shown is not None:
            shown.shutdown()
            shown.server_close()
        if provider is not None:
            provider.shutdown()


def _show(app: FastAPI, how: Watching) -> WSGIServer:
    """Show the measurements at an address of their own."""
    try:
        shown, _ = start_http_server(how.metrics_port, how.metrics_host, app.state.instruments.registry)
    except OSError as error:
        raise MetricsPortError(how, error.strerror or str(error)) from error
    return shown


def send_spans(address: str) -> TracerProvider:
    """Send spans by OTLP over HTTP to *address*, a collector's base address."""
    provider = TracerProvider(resource=Resource.create({"service.name": "sirekap"}))
    exporter = OTLPSpanExporter(endpoint=f"{address.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return provider
