"""Reads ``election.toml``: name, day, limits, and which contests are held.

In: the bytes of the file. Out: ``Settings`` with what could be read, wrong entries at a harmless value after
being noted. Invariant: each fault names the line its key stands in. Who stands in a contest is in the tables.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sirekap.election import voter_rows
from sirekap.election.cells import has_hidden_signs
from sirekap.election.faults import Faults
from sirekap.election.model import ContestId, ContestKind, RegionCode, VoterRows
from sirekap.election.sayings import FaultCode
from sirekap.election.tables import is_utf8

Value = TypeVar("Value")

FILE = "election.toml"
ANYWHERE = -1
"""Place of a section whose keys stand nowhere else in the file."""

WORDS: Mapping[type, Mapping[str, str]] = {
    str: {"wanted_id": "teks di antara tanda kutip", "wanted_en": "text in quotation marks"},
    int: {"wanted_id": "bilangan bulat", "wanted_en": "a whole number"},
    bool: {"wanted_id": "true atau false", "wanted_en": "true or false"},
    date: {"wanted_id": "tanggal seperti 2027-02-14", "wanted_en": "a date like 2027-02-14"},
    datetime: {
        "wanted_id": "waktu seperti 2027-02-14T13:00:00+07:00",
        "wanted_en": "a time like 2027-02-14T13:00:00+07:00",
    },
    list: {"wanted_id": "daftar di antara [ dan ]", "wanted_en": "a list between [ and ]"},
    dict: {"wanted_id": "bagian seperti [voter_rows]", "wanted_en": "a section like [voter_rows]"},
}

ELECTION_KEYS: Mapping[str, type] = {
    "name": str,
    "day": date,
    "practice": bool,
    "voter_cap": int,
    "reserve_permille": int,
    "form_family": str,
    "publish_not_before": datetime,
    "photos_from_files": bool,
    "warnings_only": list,
    "voter_rows": dict,
    "contests": list,
}
OPTIONAL_KEYS = frozenset(
    {"publish_not_before", "photos_from_files", "warnings_only", "region", voter_rows.TABLE, *voter_rows.KEYS}
)
CONTEST_KEYS: Mapping[str, type] = {"id": str, "kind": str, "name": str, "region": str}
CONTEST_ID = re.compile(r"[a-z][a-z0-9]{0,15}(-[0-9]{2,10})?")
RULE_CODE = re.compile(r"R[1-9][0-9]?")
KINDS: Mapping[str, ContestKind] = {kind.value: kind for kind in ContestKind}


@dataclass(frozen=True, slots=True)
class ContestSettings:
    """A contest before anyone stands in it; ``line`` and ``region_line`` are where id and region are set."""

    id: ContestId
    kind: ContestKind | None
    """None where the kind is wrong and noted, so that its tables are not blamed for it."""
    name: str
    region: RegionCode
    line: int
    region_line: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``election.toml`` fixes."""

    name: str
    day: date
    practice: bool
    voter_cap: int
    reserve_permille: int
    form_family: str
    publish_not_before: datetime | None
    photos_from_files: bool
    warnings_only: frozenset[str]
    contests: tuple[ContestSettings, ...]
    voter_rows: VoterRows


def read_settings(files: Mapping[str, bytes], faults: Faults) -> Settings | None:
    """Return the settings, or None where the file cannot be read at all."""
    data = files.get(FILE)
    if data is None:
        faults.add(FaultCode.MISSING_FILE, FILE)
        return None
    if not is_utf8(data, FILE, faults):
        return None
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        line, position = _toml_place(str(wrong), text)
        faults.add(FaultCode.BROKEN_TOML, FILE, line, position=position)
        return None
    return _settings(_Section(found, ELECTION_KEYS, text, 0, faults), text, faults)


def _settings(section: "_Section", text: str, faults: Faults) -> Settings:
    section.check_keys()
    contests = _contests(section, text, faults)
    rows = _Section(section.get(voter_rows.TABLE, dict) or {}, voter_rows.KEYS, text, ANYWHERE, faults)
    rows.check_keys()
    return Settings(
        name=section.words("name"),
        day=section.day(),
        practice=section.get("practice", bool) or False,
        voter_cap=section.number("voter_cap", 1, 999),
        reserve_permille=section.number("reserve_permille", 0, 1000),
        form_family=section.words("form_family"),
        publish_not_before=section.moment("publish_not_before"),
        photos_from_files=section.get("photos_from_files", bool) is not False,
        warnings_only=section.rules("warnings_only"),
        contests=contests,
        voter_rows=voter_rows.read_rows(rows, (each.kind for each in contests if each.kind)),
    )


def _contests(section: "_Section", text: str, faults: Faults) -> tuple[ContestSettings, ...]:
    listed = section.get("contests", list)
    if listed == []:
        section.fault(FaultCode.NO_CONTEST, "contests")
    found: dict[str, ContestSettings] = {}
    for place, values in enumerate(listed or [], start=1):
        if not isinstance(values, dict):
            section.fault(FaultCode.WRONG_TYPE, "contests", **WORDS[list])
            continue
        contest = _contest(_Section(values, CONTEST_KEYS, text, place, faults))
        if contest.id in found:
            first = found[contest.id].line
            faults.add(FaultCode.DUPLICATE, FILE, contest.line, "id", value=contest.id, first=first)
        elif contest.id:
            found[contest.id] = contest
    return tuple(found.values())


def _contest(section: "_Section") -> ContestSettings:
    section.check_keys()
    id_, kind, region = section.words("id"), section.words("kind"), section.get("region", str) or ""
    if id_ and not CONTEST_ID.fullmatch(id_):
        section.fault(
            FaultCode.UNKNOWN_VALUE, "id", value=id_, known="ppwp, pdpr, pdpd, pdprdp, pdprdk, pkwkp-35 …"
        )
    if kind and kind not in KINDS:
        section.fault(FaultCode.UNKNOWN_VALUE, "kind", value=kind, known=", ".join(KINDS))
    return ContestSettings(
        ContestId(id_),
        KINDS.get(kind),
        section.words("name"),
        RegionCode(region),
        section.line_of("id"),
        section.line_of("region"),
    )


@dataclass(slots=True)
class _Section:
    """One table of the TOML file: the top one, or the contest in ``place`` (from 1)."""

    values: Mapping[str, Any]
    keys: Mapping[str, type]
    text: str
    place: int
    faults: Faults

    def line_of(self, key: str) -> int:
        """Return the line in which *key* of this section is set, or else where the section begins."""
        return line_of(self.text, key, self.place)

    def fault(self, code: FaultCode, key: str, /, **values: object) -> None:
        """Note a fault at *key*."""
        self.faults.add(code, FILE, self.line_of(key), key, **values)

    def check_keys(self) -> None:
        """Note keys that no one knows and keys that must be there."""
        for key in self.values:
            if key not in self.keys:
                self.fault(FaultCode.UNKNOWN_KEY, key, known=", ".join(self.keys))
        for key in self.keys:
            if key not in self.values and key not in OPTIONAL_KEYS:
                self.fault(FaultCode.NO_CONTEST if key == "contests" else FaultCode.MISSING_KEY, key)

    def get(self, key: str, kind: type[Value]) -> Value | None:
        """Return the value of *key* where it has the right type."""
        value = self.values.get(key)
        if value is None:
            return None
        if type(value) is not kind:
            self.fault(FaultCode.WRONG_TYPE, key, **WORDS[kind])
            return None
        return value

    def words(self, key: str) -> str:
        """Return a text that is not empty."""
        value = self.get(key, str)
        if value is not None and not value.strip():
            self.fault(FaultCode.NAME_EMPTY, key)
        elif value is not None and has_hidden_signs(value):
            self.fault(FaultCode.NAME_SIGNS, key)
        return value or ""

    def number(self, key: str, least: int, most: int) -> int:
        """Return a whole number within bounds."""
        value = self.get(key, int)
        if value is not None and not least <= value <= most:
            self.fault(FaultCode.OUT_OF_RANGE, key, value=value, least=least, most=most)
            return most
        return most if value is None else value

    def day(self) -> date:
        """Return the polling day."""
        return self.get("day", date) or date.min

    def moment(self, key: str) -> datetime | None:
        """Return a moment that says its zone."""
        value = self.get(key, datetime)
        if value is not None and value.tzinfo is None:
            self.fault(FaultCode.NO_ZONE, key)
            return None
        return value

    def rules(self, key: str) -> frozenset[str]:
        """Return the codes of a list of rules."""
        codes = self.get(key, list) or []
        for code in codes:
            if not isinstance(code, str) or not RULE_CODE.fullmatch(code):
                self.fault(FaultCode.UNKNOWN_VALUE, key, value=code, known="R1, R2, R3 …")
        return frozenset(str(code) for code in codes)


def line_of(text: str, key: str, contest: int) -> int:
    """Return the line that sets *key* in the top table (0), the n-th contest or ANYWHERE; else its first."""
    section, begin = 0, 1
    setting = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    for number, line in enumerate(text.split("\n"), start=1):
        if re.match(r"\s*\[\[\s*contests\s*\]\]", line):
            section += 1
            begin = number if section == contest else begin
        elif contest in (section, ANYWHERE) and setting.match(line):
            return number
    return begin


def _toml_place(message: str, text: str) -> tuple[int, int]:
    """Take line and position out of the parser's message; at the end of the file where it has none."""
    found = re.search(r"line (\d+), column (\d+)", message)
    if found:
        return int(found[1]), int(found[2])
    return text.rstrip("\n").count("\n") + 1, 1
