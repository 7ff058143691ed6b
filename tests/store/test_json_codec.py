from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap.reading.model import (
    Corner,
    Evidence,
    FieldReading,
    PageIdentity,
    Reading,
    Refusal,
    RefusalCode,
)
from sirekap.record import model
from sirekap.record.model import RecordKey, Section
from sirekap.store.json_codec import (
    KINDS,
    name_evidence,
    read_evidence,
    read_reading,
    write_evidence,
    write_reading,
)

ZONES = st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(timedelta(hours=9))])
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=ZONES)
NAMES = st.from_regex(r"[a-z]{1,9}(\.[a-z0-9]{1,9}){0,2}", fullmatch=True)
PERSONS = st.from_regex(r"[a-z0-9.-]{1,20}", fullmatch=True)
HASHES = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
NUMBERS = st.none() | st.integers(0, 999)
VALUES = st.dictionaries(NAMES, NUMBERS, max_size=6)
CHANCES = st.floats(0, 1)
WORDS = st.text(max_size=40)
PAGES = st.none() | st.integers(1, 3)
SEEN = st.builds(model.Seen, NUMBERS, CHANCES, st.booleans(), st.text("0123456789x-_?", max_size=5))
SOURCES = st.builds(model.Source, HASHES, st.just("officer"), st.sampled_from(["http", "qr"]))
WATCHERS = st.builds(model.Watcher, st.sampled_from(model.Capacity), st.none() | st.integers(1, 24))

PIECES = st.one_of(
    st.builds(model.Photographed, HASHES, PAGES, PERSONS, TIMES),
    st.builds(
        model.PageRead,
        HASHES,
        PAGES,
        st.dictionaries(NAMES, SEEN, max_size=4),
        st.none() | st.just("too_dark"),
        TIMES,
    ),
    st.builds(model.Checked, VALUES, PERSONS, TIMES, st.dictionaries(NAMES, WORDS, max_size=3)),
    st.builds(model.Entered, VALUES, PERSONS, TIMES),
    st.builds(model.Corrected, VALUES, PERSONS, TIMES, WORDS),
    st.builds(model.Withdrawn, HASHES, PERSONS, TIMES, WORDS),
    st.builds(model.SettledByPlenary, st.sampled_from(Section), VALUES, WORDS, PERSONS, TIMES, WORDS),
    st.builds(model.Checked, VALUES, PERSONS, TIMES, st.just({}), SOURCES),
    st.builds(
        model.Detailed,
        claim=HASHES,
        photos=st.lists(HASHES, max_size=3).map(tuple),
        readings=st.dictionaries(HASHES, st.dictionaries(NAMES, SEEN, max_size=3), max_size=2),
        reasons=st.dictionaries(NAMES, WORDS, max_size=2),
        reason=WORDS,
        device_time=TIMES.map(lambda time: time.astimezone(UTC)),
        app=st.just("0.1.0"),
        by=PERSONS,
        at=TIMES,
    ),
    st.builds(
        model.IncidentNoted, st.sampled_from(model.IncidentKind), WORDS, st.none() | HASHES, PERSONS, TIMES
    ),
    st.builds(model.Objected, WATCHERS, WORDS, st.none() | HASHES, PERSONS, TIMES),
    st.builds(model.ObjectionAnswered, WATCHERS, st.booleans(), WORDS, PERSONS, TIMES),
    st.builds(model.VersionOpened, st.sampled_from(model.VersionKind), WORDS, PERSONS, TIMES, WORDS),
    st.builds(model.CopyExpected, WATCHERS, PERSONS, TIMES),
    st.builds(model.CopyHanded, WATCHERS, st.sampled_from(model.HandedAs), HASHES, PERSONS, TIMES),
)

CORNERS = st.builds(Corner, CHANCES, CHANCES)
FIELDS = st.builds(
    FieldReading,
    NAMES,
    NUMBERS,
    CHANCES,
    st.booleans(),
    st.text("0123456789x-_?", max_size=5),
    st.dictionaries(st.sampled_from(["boxes", "bubbles"]), st.builds(Evidence, NUMBERS, CHANCES)),
    st.tuples(CORNERS, CORNERS, CORNERS, CORNERS),
)
READINGS = st.builds(
    Reading,
    HASHES,
    st.none() | st.builds(PageIdentity, HASHES, st.integers(1, 3), st.none() | st.just("3527")),
    st.none()
    | st.builds(Refusal, st.sampled_from(RefusalCode), st.fixed_dictionaries({"id": WORDS, "en": WORDS})),
    st.dictionaries(NAMES, FIELDS, max_size=3),
    CHANCES,
)


def test_every_kind_of_evidence_has_its_name():
    assert set(KINDS.values()) == set(get_args(model.Evidence))
    assert set(KINDS) == {
        "Photographed",
        "PageRead",
        "Checked",
        "Entered",
        "Corrected",
        "Withdrawn",
        "SettledByPlenary",
        "Detailed",
        "IncidentNoted",
        "Objected",
        "ObjectionAnswered",
        "VersionOpened",
        "CopyExpected",
        "CopyHanded",
    }


@given(PIECES)
def test_evidence_is_read_back_as_it_was_written(piece):
    assert read_evidence(*write_evidence(piece)) == piece


@given(PIECES, ZONES)
def test_the_same_evidence_has_the_same_text_in_any_zone(piece, zone):
    assert write_evidence(replace(piece, at=piece.at.astimezone(zone))) == write_evidence(piece)


@given(PIECES, PIECES)
def test_different_evidence_has_different_names(one, other):
    key = RecordKey("3527012003001", "ppwp")
    names = [name_evidence(key, *write_evidence(each)) for each in (one, other)]
    assert (names[0] == names[1]) == (one == other)


@given(READINGS)
def test_a_reading_is_read_back_as_it_was_written(reading):
    assert read_reading(write_reading(reading)) == reading


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        write_evidence(model.Entered({}, "a", datetime(2026, 2, 14)))


def test_text_that_is_no_evidence_is_refused():
    with pytest.raises(ValueError, match="by"):
        read_evidence("Entered", '{"values":{},"at":"2026-02-14T00:00:00Z"}')
    with pytest.raises(KeyError):
        read_evidence("Invented", "{}")
