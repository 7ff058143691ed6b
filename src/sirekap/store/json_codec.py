"""Evidence and readings as JSON text, and back.

In and out: the values of ``record`` and ``reading``. Invariant: what is written is read back equal, and
the same value always gives the same text, so that its hash can name it. A time without a zone is refused.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any, get_args

from pydantic import TypeAdapter

from sirekap.reading.model import Reading
from sirekap.record.model import Evidence, RecordKey

KINDS: Mapping[str, type[Evidence]] = {kind.__name__: kind for kind in get_args(Evidence)}
"""The name under which each kind of evidence is kept; a kind renamed would lose what is held."""

_ADAPTERS: Mapping[str, TypeAdapter[Evidence]] = {name: TypeAdapter(kind) for name, kind in KINDS.items()}
_READING = TypeAdapter(Reading)


def write_evidence(evidence: Evidence) -> tuple[str, str]:
    """Return the kind and the JSON text of *evidence*, its time in UTC; ValueError without a zone."""
    if evidence.at.tzinfo is None:
        raise ValueError(f"a time without a zone: {evidence.at}")
    kind = type(evidence).__name__
    in_utc: Evidence = replace(evidence, at=evidence.at.astimezone(UTC))
    return kind, _canonical(_ADAPTERS[kind].dump_python(in_utc, mode="json"))


def read_evidence(kind: str, text: str) -> Evidence:
    """Return the evidence; KeyError for a kind that is not known, ValueError for text that is not of it."""
    return _ADAPTERS[kind].validate_json(text, strict=True)


def name_evidence(key: RecordKey, kind: str, text: str) -> str:
    """Return the SHA-256 (hex) that names this evidence of this record."""
    whole = "\0".join((key.station, key.contest, str(key.version), kind, text))
    return hashlib.sha256(whole.encode()).hexdigest()


def write_reading(reading: Reading) -> str:
    """Return the JSON text of *reading*."""
    return _canonical(_READING.dump_python(reading, mode="json"))


def read_reading(text: str) -> Reading:
    """Return the reading; ValueError for text that is none."""
    return _READING.validate_json(text, strict=True)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
