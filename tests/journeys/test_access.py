"""People get into the console and let others in again, in a real browser with an authenticator of its own."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import expect
from tests.actions.claims_stage import picture
from tests.journeys.access_stage import access_stage

from sirekap.accounts.machines import READER
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.actions.failed_photos import PutBack, put_back
from sirekap.actions.read_next import ReadNext, read_next
from sirekap.actions.receive_photo import ReceivePhoto, receive_photo

AXE = Path(__file__).parents[2] / "screens" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
GOOD = "kuda hijau naik perahu"


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with access_stage(tmp_path_factory.mktemp("access")) as opened:
        yield opened


@pytest.fixture(params=SIZES)
def page(browser, request):
    opened = new_page(browser, SIZES[request.param])
    yield opened
    opened.context.close()


def new_page(browser, size=(1280, 900)):
    """Return a page whose browser holds passkeys, as a laptop with a fingerprint reader does."""
    context = browser.new_context(viewport=dict(zip(("width", "height"), size, strict=True)))
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    device |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return page


def enter_by_code(page, stage, account):
    page.goto(f"{stage.address}meja/")
    page.fill("#code", stage.codes[account])
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_role("button", name="Keluar").wait_for()


def ensure_whole(page):
    """Nothing is cut off at the side or kept from who cannot see it, and nothing went wrong."""
    page.get_by_role("heading", level=1).first.wait_for()  # the page may still be on its way
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "async () => (await axe.run()).violations.map((each) => [each.id, each.nodes.map((n) => n.html)])"
    )
    assert found == []
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.wrong == []


def renew(stage, account):
    """Give the account new paper, as the tier above would."""
    from sirekap.accounts.machines import OPERATOR  # noqa: PLC0415 -- same
    from sirekap.actions.recover import Recover, recover  # noqa: PLC0415 -- same

    paper = recover(stage.ports, Recover(AccountId(account), OPERATOR, datetime.now(UTC)))
    stage.codes[account] = paper.code if hasattr(paper, "code") else paper.paper.code


def add_passkey(page):
    page.goto(page.url.split("#")[0] + "#cara-masuk")
    page.fill("#passkey-name", "Laptop kantor")
    page.get_by_role("button", name="Tambah kunci sandi").click()
    expect(page.get_by_text("Kunci sandi terpasang.")).to_be_visible()


def enter_by_passkey(page):
    page.get_by_role("button", name="Keluar").click()
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.get_by_role("button", name="Keluar").wait_for()


def test_paper_leads_to_a_passkey_and_the_passkey_opens_from_then_on(page, stage):
    account = "3527-auditor-1"
    renew(stage, account)
    enter_by_code(page, stage, account)
    expect(page.get_by_role("heading", name="Cara masuk saya")).to_be_visible()
    expect(page.get_by_text("Pasang kunci sandi sekarang")).to_be_visible()
    add_passkey(page)
    ensure_whole(page)
    enter_by_passkey(page)
    page.get_by_role("button", name="Keluar").click()
    page.fill("#code", stage.codes[account])
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("tidak berlaku")
    ensure_whole(page)


def test_a_password_with_its_app_is_the_way_for_who_has_no_passkey(page, stage):
    account = "3527-helpdesk-1"
    renew(stage, account)
    enter_by_code(page, stage, account)
    page.get_by_role("button", name="Pasang kata sandi dan aplikasi").click()
    secret = page.locator(".app-secret").inner_text().replace(" ", "")
    app = pyotp.TOTP(secret)
    page.fill("#new-password", GOOD)
    page.fill("#new-app-code", app.now())
    ensure_whole(page)
    page.get_by_role("button", name="Simpan kata sandi").click()
    expect(page.get_by_text("Kata sandi dan aplikasi terpasang.")).to_be_visible()
    page.get_by_role("button", name="Keluar").click()
    page.get_by_text("Pakai kata sandi dan aplikasi").click()
    page.fill("#account", account)
    page.fill("#password", GOOD)
    page.fill("#app-code", next_code(stage, account, app))
    page.get_by_role("button", name="Buka dengan kata sandi").click()
    page.get_by_role("button", name="Keluar").wait_for()
    ensure_whole(page)


def next_code(stage, account, app):
    """Return the app's code of the half minute after the one that was used, which is taken early by one."""
    with stage.ports.store.look() as books:
        return app.generate_otp(books.ways.password_of(AccountId(account)).last_step + 1)


def test_a_ppk_prints_paper_and_replaces_a_lost_phone(page, stage):
    ppk = f"{stage.district}-ppk-1"
    renew(stage, ppk)
    enter_by_code(page, stage, ppk)
    add_passkey(page)
    enter_by_passkey(page)
    page.goto(page.url.split("#")[0] + "#orang")
    expect(page.locator(".people li").first).to_be_visible()
    expect(page.locator(".tally")).to_contain_text("akun sudah dapat masuk")
    ensure_whole(page)
    page.get_by_role("button", name="Cetak kertas").click()
    page.get_by_role("button", name="Ya, lakukan").click()
    said = page.get_by_role("link", name="Buka kertas").or_(page.get_by_text("Tidak ada yang perlu dicetak"))
    expect(said).to_be_visible()
    page.locator(".people a", has_text="Petugas").first.click()
    expect(page.get_by_role("heading", name="Yang dapat disampaikan")).to_be_visible()
    page.get_by_role("button", name="Ganti ponsel yang hilang").click()
    page.locator("#reason").select_option("stolen")
    with page.expect_response("**/phone") as answer:
        page.get_by_role("button", name="Ya, lakukan").click()
    told = answer.value.headers
    assert (answer.value.status, told["content-type"]) == (201, "application/pdf")
    assert int(told["content-length"]) > 5_000
    link = page.get_by_role("link", name="Buka kertas")
    expect(link).to_be_visible()
    assert link.get_attribute("href").startswith("blob:")
    expect(page.locator(".lines")).to_contain_text("Mengganti ponsel")
    ensure_whole(page)
    line = next(e for e in reversed(stage.ports.store.audit_lines(stage.district)) if e.event == "replace")
    assert (line.who, line.subject["reason"]) == (ppk, "stolen")


def test_people_are_shown_before_they_are_counted_and_a_failed_count_is_tried_again(page, stage):
    account = "3527-approver-1"
    renew(stage, account)
    enter_by_code(page, stage, account)
    waiting = []
    page.route("**/api/people/tally*", lambda route: waiting.append(route))  # noqa: PLW0108 -- Playwright marks it
    page.goto(page.url.split("#")[0] + "#orang")
    expect(page.locator(".people li").first).to_be_visible()
    expect(page.locator(".tally")).to_have_text("Menghitung akun …")
    ensure_whole(page)
    waiting.pop().abort()
    expect(page.get_by_role("alert")).to_contain_text("Jumlah akun belum terhitung.")
    ensure_whole(page)
    expect(page.locator(".people li").first).to_be_visible()
    page.unroute("**/api/people/tally*")
    page.get_by_role("button", name="Hitung lagi").click()
    expect(page.locator(".tally")).to_contain_text("akun sudah dapat masuk")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_auditor_looks_for_what_was_refused(page, stage):
    account = "3527-auditor-1"
    renew(stage, account)
    enter_by_code(page, stage, account)
    page.goto(page.url.split("#")[0] + "#audit")
    expect(page.locator(".lines tbody tr").first).to_be_visible()
    page.locator("#audit-step").select_option("sign_in")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator(".lines tbody tr").first).to_contain_text("Masuk")
    page.locator("#audit-place").fill("9999")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.get_by_role("alert")).to_be_visible()
    ensure_whole(page)


class BrokenReader:
    """A reader that breaks over every photo."""

    def read(self, _data, _forms):
        raise RuntimeError("the reader broke")


def fail_for_good(stage):
    """Let a station send two photos over which the reader fails until it gives them up."""
    by = Account(AccountId(f"{stage.station}-officer-1"), Role.OFFICER, Reach(stage.station))
    contest = stage.ports.election.contests[0].id
    for seed in (1, 2):
        sent = ReceivePhoto(stage.station, contest, picture(seed), by, datetime.now(UTC))
        receive_photo(stage.ports, sent)
    broken = replace(stage.ports, reader=BrokenReader())
    while read_next(broken, ReadNext(READER, datetime.now(UTC))) is not None:
        pass


def test_an_operator_finds_the_photos_that_failed_for_good_and_goes_to_their_station(page, stage):
    put_back(stage.ports, PutBack(Reach(""), READER, datetime.now(UTC)))
    renew(stage, "3527-operator-1")
    enter_by_code(page, stage, "3527-operator-1")
    page.get_by_role("link", name="Gagal dibaca").click()
    expect(page.get_by_role("heading", name="Foto yang gagal dibaca mesin")).to_be_visible()
    expect(page.get_by_text("Tidak ada: setiap foto terbaca")).to_be_visible()
    ensure_whole(page)
    fail_for_good(stage)
    page.reload()
    rows = page.locator(".people a")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("TPS 001")
    expect(rows.first).to_contain_text("Presiden dan Wakil Presiden")
    expect(page.locator(".command")).to_have_text("sirekap work --retry")
    expect(rows.first.locator("time")).to_be_visible()
    ensure_whole(page)
    rows.first.click()
    expect(page).to_have_url(re.compile(f"#/{stage.station}/"))
    expect(page.get_by_role("heading", name="TPS 001")).to_be_visible()
    ensure_whole(page)


def test_whoever_may_not_see_people_is_not_shown_the_page(browser, stage):
    page = new_page(browser)
    renew(stage, "3527-operator-1")
    enter_by_code(page, stage, "3527-operator-1")
    page.goto(page.url.split("#")[0] + "#audit")
    expect(page.get_by_role("link", name="Orang")).to_be_visible()
    expect(page.get_by_role("link", name="Catatan audit")).to_have_count(0)
    expect(page.locator(".lines")).to_have_count(0)
    page.context.close()


def test_every_page_speaks_both_languages(browser, stage):
    page = new_page(browser)
    renew(stage, "3527-auditor-1")
    page.goto(f"{stage.address}meja/")
    said = {}
    for language in ("English", "Indonesia"):
        page.get_by_role("button", name=language).click()
        said[language] = set(page.inner_text("main").splitlines())
    enter_by_code(page, stage, "3527-auditor-1")
    for place in ("#cara-masuk", "#orang", "#audit"):
        page.goto(page.url.split("#")[0] + place)
        page.wait_for_timeout(300)
        for language in ("English", "Indonesia"):
            page.get_by_role("button", name=language).click()
            said[language] |= set(page.locator("main :is(h1, h2, label, button, p.hint)").all_inner_texts())
    same = {text for text in said["English"] & said["Indonesia"] if len(text) > 6}
    assert {text for text in same if not text.startswith(("TPS", "Petugas"))} <= {"Kabupaten"}
    page.context.close()
