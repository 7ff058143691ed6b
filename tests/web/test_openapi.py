"""The description of the addresses is checked in, complete, and true."""

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import content_type_conformance, not_a_server_error, response_schema_conformance
from tests.actions.stage import MAIN

from sirekap.web.app import ADDRESSES
from sirekap.web.openapi import text

CHECKED_IN = Path(__file__).parents[2] / "docs" / "openapi.json"
WRITE_ANEW = "write it anew: python -m sirekap.web.openapi > docs/openapi.json"
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
EXAMPLES = 10
"""A mode and address; more are tried by raising it."""


@schemathesis.serializer("application/cbor", "application/offset+octet-stream")
def raw(context, value):
    """Send bytes as they are, and anything else as some bytes."""
    return value if isinstance(value, bytes) else repr(value).encode()


def operations():
    schema = schemathesis.openapi.from_dict(json.loads(text()))
    return [found.ok() for found in schema.get_all_operations()]


def test_the_checked_in_description_is_that_of_the_program():
    assert CHECKED_IN.read_text("utf-8") == text(), WRITE_ANEW


def test_every_address_is_described_with_its_step_and_its_problems():
    paths = json.loads(text())["paths"]
    for address in ADDRESSES:
        told = paths[address.path][address.method.lower()]
        assert told["x-step"] == address.step.value
        assert "application/problem+json" in told["responses"]["default"]["content"]
        assert told["summary"]
        assert told["description"]


@pytest.mark.filterwarnings("ignore")  # schemathesis and its libraries warn of their own future
def test_no_input_breaks_the_server_and_every_answer_is_as_described(site):
    """Called by a person of the station, who gets further in than a stranger."""
    cookies = dict(site.client(MAIN).cookies)
    for operation in operations():
        probe(
            operation, site.address.rstrip("/"), {} if operation.label == "DELETE /api/session" else cookies
        )


def probe(operation, address, cookies):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(operation.as_strategy(mode) for mode in GenerationMode))
    def tried(case):
        answer = case.call(base_url=address, cookies=cookies)
        case.validate_response(answer, checks=CHECKS)

    tried()
