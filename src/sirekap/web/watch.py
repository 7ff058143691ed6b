"""Turns watching on: the log's form, the page of measurements, the sending of spans.

In: where and how. Out: a context in which they run. Invariant: measurements are shown at an address of their
own, which operators keep to themselves; turning on twice shows nothing twice.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import FastAPI
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from prometheus_client import start_http_server

from sirekap.web.log_lines import write_logs


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
    """Watch *app* while the context is open."""
    write_logs(how.log_level, as_json=how.log_json)
    provider = send_spans(how.traces) if how.traces else None
    shown = None
    if how.metrics_port:
        shown, _ = start_http_server(how.metrics_port, how.metrics_host, app.state.instruments.registry)
    try:
        yield
    finally:
        if shown is not None:
            shown.shutdown()
            shown.server_close()
        if provider is not None:
            provider.shutdown()


def send_spans(address: str) -> TracerProvider:
    """Send spans by OTLP over HTTP to *address*, a collector's base address."""
    provider = TracerProvider(resource=Resource.create({"service.name": "sirekap"}))
    exporter = OTLPSpanExporter(endpoint=f"{address.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    return provider
