"""A newer program on the server never reaches a station at work; a tap takes it, when nothing is open."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys.phone_stage import phone_stage
from tests.journeys.test_phone import activate, home, prepare

from sirekap import bootstrap

NEWER = "0123456789ab"
MARK = '<meta name="release" content="newer" />'


@pytest.fixture
def static(tmp_path, monkeypatch):
    """Serve a copy of the built pages, which the test may replace."""
    copy = tmp_path / "static"
    shutil.copytree(bootstrap.STATIC, copy)
    monkeypatch.setattr(bootstrap, "STATIC", copy)
    return copy / "phone"


def release(folder: Path) -> None:
    """Put another version in place, as an upgrade of the server does: the old worker's file is gone."""
    told = json.loads((folder / "version.json").read_text())
    old, worker = told["version"], folder / told["worker"]
    (folder / f"worker-{NEWER}.js").write_text(worker.read_text().replace(old, NEWER))
    page = (folder / "index.html").read_text().replace("<head>", f"<head>{MARK}")
    (folder / "index.html").write_text(page)
    for stale in (worker, worker.with_name(f"{worker.name}.br"), folder / "index.html.br"):
        stale.unlink(missing_ok=True)
    version = told | {"version": NEWER, "worker": f"worker-{NEWER}.js"}
    (folder / "version.json").write_text(json.dumps(version))


def test_a_newer_program_waits_for_a_tap_and_for_the_work_to_be_done(static, tmp_path, browser):
    with phone_stage(tmp_path / "stage") as stage:
        context = browser.new_context(viewport={"width": 360, "height": 640}, locale="id-ID")
        context.set_default_timeout(30_000)
        page = prepare(stage, context)
        activate(page, stage)
        page.get_by_role("button", name="Foto halaman").click()
        page.locator("input[type=file]").set_input_files(stage.photos[1])
        page.locator('[data-kept="ppwp/2"]').wait_for()
        release(static)
        for _ in range(2):
            page.goto(f"{home(stage)}#/bantuan")
            page.reload()
            expect(page.get_by_text("Selesaikan pekerjaan dulu")).to_be_visible()
            assert page.locator('meta[name="release"]').count() == 0
        expect(page.get_by_role("button", name="Perbarui sekarang")).to_be_disabled()
        page.goto(f"{home(stage)}#/periksa/ppwp/2")
        page.get_by_role("button", name="Semua sama dengan kertas").click()
        page.get_by_role("button", name="Tanda tangani & simpan").click()
        expect(page.get_by_role("button", name="Terkirim")).to_be_visible()
        (held,) = stage.held()
        assert held.id == page.locator("[data-kept]").get_attribute("data-kept")
        page.goto(f"{home(stage)}#/bantuan")
        page.get_by_role("button", name="Perbarui sekarang").click()
        expect(page.get_by_text(f"Versi {NEWER}")).to_be_visible()
        assert page.locator('meta[name="release"]').count() == 1
        context.close()
