"""Reads ``[voter_rows]`` of ``election.toml``: the rows of section I and their official labels.

In: the section, and the kinds of contests held. Out: ``VoterRows``, those usual for the contests where the
section, or one of its keys, is left out. Invariant: part B always counts listed voters, part A too, and each
kind of voters stands at most once in a part.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

from sirekap.election.model import LISTS, ContestKind, VoterRows, usual_rows
from sirekap.election.sayings import FaultCode

Value = TypeVar("Value")

TABLE = "voter_rows"
KEYS: Mapping[str, type] = {"registered": list, "turnout": list, **dict.fromkeys(LISTS, str)}


class Section(Protocol):
    """The section as ``settings`` reads it."""

    values: Mapping[str, Any]

    def fault(self, code: FaultCode, key: str, /, **values: object) -> None:
        """Note a fault at *key*."""

    def get(self, key: str, kind: type[Value]) -> Value | None:
        """Return the value of *key* where it has the right type."""

    def words(self, key: str) -> str:
        """Return a text that is not empty."""


def read_rows(section: Section, kinds: Iterable[ContestKind]) -> VoterRows:
    """Return the rows that the section fixes, and the usual ones where it is silent."""
    usual = usual_rows(kinds)
    first, second, third = (section.words(kind) or usual.label(kind) for kind in LISTS)
    return VoterRows(
        _kinds(section, "registered") or usual.registered,
        _kinds(section, "turnout") or usual.turnout,
        (first, second, third),
    )


def _kinds(section: Section, key: str) -> tuple[str, ...]:
    """Return the kinds of voters that *key* lists, in the order of ``LISTS``."""
    given = section.get(key, list)
    if given is None:
        return ()
    for kind in given:
        if kind not in LISTS:
            section.fault(FaultCode.UNKNOWN_VALUE, key, value=kind, known=", ".join(LISTS))
    if "listed" not in given:
        section.fault(FaultCode.UNKNOWN_VALUE, key, value=given, known='["listed", …]')
    return tuple(kind for kind in LISTS if kind in given)
