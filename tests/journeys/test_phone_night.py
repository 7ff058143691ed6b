"""A whole night on two phones and a courier's, with no network from start to end, and then a bad one.

The bad one lets 20 kbit/s through and cuts 30 % of connections until the numbers are in; then the photos come
over a faster line that is cut as often. ``SIREKAP_NIGHT_SLOW=1`` keeps it at 20 kbit/s until all has arrived.
"""

import os
import time
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright
from tests.journeys.phone_hand import phone
from tests.journeys.phone_stage import SLIP, phone_stage
from tests.journeys.thin_line import ThinLine

MISREAD = "ballots.received"
"""The field of which the reader sees another number than was meant; the officer corrects it."""

MOST_TAPS = 12
"""For a form without misreads."""

SLOW = "SIREKAP_NIGHT_SLOW" in os.environ
PATIENCE = 1800 if SLOW else 120
"""Seconds to wait for what comes over the line."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with phone_stage(tmp_path_factory.mktemp("night"), slip=MISREAD) as opened:
        yield opened


@pytest.fixture(scope="module")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture
def lines(stage):
    """A line of its own for each phone."""
    opened = [ThinLine(urlsplit(stage.address).port, seed) for seed in (5, 6, 7)]
    yield opened
    for each in opened:
        each.close()


def wait_until(what, seconds):
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.2)


def test_a_night_without_a_network_and_then_with_a_bad_one(stage, playwright, lines, tmp_path, capsys):
    own, other, on_the_road = lines
    with (
        phone(playwright, tmp_path / "first", own.address) as first,
        phone(playwright, tmp_path / "second", other.address) as second,
        phone(playwright, tmp_path / "courier", on_the_road.address) as courier,
    ):
        for each, station in ((first, stage.station), (second, stage.station), (courier, stage.neighbour)):
            each.install(station)
        for line in lines:
            line.down()
        first.activate(stage.vouchers[0])
        first.taps, began = 0, time.monotonic()
        kept = photograph_check_and_sign(stage, first)
        taps, seconds = first.taps, time.monotonic() - began
        entered = second_officer_enters(stage, first, second)
        carried = courier_takes_along(stage, first, courier, kept)
        assert stage.held() == []

        on_the_road.thin()  # the courier is where there is a signal; the officers are not
        courier.page.evaluate("dispatchEvent(new Event('online'))")
        wait_until(stage.held, PATIENCE)
        assert [(each.id, each.via) for each in stage.held()] == [(kept, "qr")]

        begun = time.monotonic()
        for line, each in ((own, first), (other, second)):
            line.count_anew()
            line.thin()
            each.page.evaluate("dispatchEvent(new Event('online'))")
        wait_until(lambda: {each.id for each in stage.held()} == {kept, entered}, PATIENCE)
        if not SLOW:
            own.thin(bits_per_second=2_000_000)
        wait_until(lambda: stage.api(f"claims/{stage.station}/{kept}/receipt")["missing"] == [], PATIENCE)
        expect(first.page.get_by_role("button", name="Terkirim")).to_be_visible(timeout=1000 * PATIENCE)
        sent = time.monotonic() - begun

    assert carried == kept
    assert taps - keyed_taps(stage) <= MOST_TAPS
    assert sorted(each.id for each in stage.held()) == sorted([kept, entered])
    rate = "20 kbit/s" if SLOW else "20 kbit/s for the numbers, 2 Mbit/s for the photos"
    said = f"""
line: {rate}, {own.connections} connections, {own.cut} of them cut
all arrived {sent:.0f} s after there was a line, {own.bytes / 1024:.0f} KiB in all
from the open app to kept: {seconds:.0f} s, {taps} taps, {keyed_taps(stage)} of them for a number keyed"""
    with capsys.disabled():
        print(said)  # noqa: T201 -- to be seen


def keyed_taps(stage):
    """Count the taps for the one number that is keyed: open the pad, its digits, take it."""
    return len(str(stage.written[MISREAD])) + 2


def photograph_check_and_sign(stage, first):
    """Take all pages, put right what the reader took for another number, sign; return the claim's id."""
    first.see_pages(stage.photos)
    first.tap("Foto halaman")
    expect(first.page.get_by_role("button", name="Periksa angka")).to_be_visible(timeout=90_000)
    first.tap("Periksa angka")
    right = stage.written[MISREAD]
    for page in stage.night.form.pages:
        first.page.get_by_role("heading", name=f"Periksa halaman {page.number}").wait_for()
        if any(each.name == MISREAD for each in page.fields):
            note = first.page.locator(f'[id="field-{MISREAD}"] .field-note')
            expect(note).to_contain_text(f"ragu-ragu: {right - right % 10 + int(SLIP)}?")
            first.tap("Periksa 1 angka dulu")
            first.type_number(right)
        first.tap("Semua sama dengan kertas")
    first.tap("Tanda tangani & simpan")
    return first.page.locator("[data-kept]").get_attribute("data-kept")


def second_officer_enters(stage, first, second):
    """Scan the request, key the number blind, sign, and hand it back by code; return the claim's id."""
    second.activate(stage.vouchers[1])
    first.tap("Minta petugas kedua")
    first.page.locator(".qr").wait_for()
    second.see_screen(first)
    second.open("kedua", "pindai")
    second.tap("Isi 1 angka lagi")
    second.type_number(stage.written[MISREAD])
    second.tap("Tanda tangani isian saya")
    entered = second.page.locator("[data-kept]").get_attribute("data-kept")
    second.page.locator(".qr").wait_for()
    first.see_screen(second)
    first.tap("Pindai jawabannya")
    expect(first.page.get_by_text("Kedua isian sama.")).to_be_visible()
    assert first.page.locator("[data-kept]").get_attribute("data-kept") == entered
    return entered


def courier_takes_along(stage, first, courier, kept):
    """Carry the first phone's result on a neighbour's phone; return the claim's id."""
    courier.activate(stage.courier)
    first.open("kiriman", kept)
    first.page.locator(".qr").wait_for()
    courier.see_screen(first)
    courier.open("bawa")
    return courier.page.locator("[data-kept]").get_attribute("data-kept")
