"""People note what surrounds a station's numbers, and inspect what was set aside, in a real browser."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect
from tests.actions.claims_stage import picture
from tests.web.national import ACEH, ELECTION, FOLDER, PANGARENGAN, SRESEH, national

from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.ways import Way
from sirekap.actions.add_account import AddAccount, add_account
from sirekap.actions.open_session import open_session
from sirekap.web.surroundings import COOKIE

AXE = FOLDER.parents[1] / "screens" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with national(tmp_path_factory.mktemp("record-screens")) as opened:
        opened.send_whole(SRESEH, "pdprdk")
        opened.claim(
            SRESEH, "pdprdk", opened.truth(PANGARENGAN, "pdprdk"), form=opened.form(PANGARENGAN, "pdprdk")
        )
        yield opened


@pytest.fixture(params=[360, 1280], ids=["phone", "desktop"])
def page(browser, request):
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    shown = context.new_page()
    shown.set_default_timeout(20_000)
    yield shown
    context.close()


def enter(page, server, role, reach, place):
    """Open a page of the console as somebody new, who came in by a passkey."""
    now = datetime.now(UTC)
    account = Account(AccountId(f"{role.value}-{reach}-{now.timestamp()}"), role, Reach(reach))
    add_account(server.system.ports, AddAccount(account.id, role, account.reach, OPERATOR, now))
    with server.system.ports.store.work() as work:
        opened = open_session(work, account, Way.PASSKEY, now)
    address = str(server.client.base_url)
    page.context.add_cookies([{"name": COOKIE, "value": opened.token, "url": address}])
    page.goto(f"{address}meja/{place}")
    page.locator("h1").wait_for()
    return account.id


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def violations(page):
    """Return what axe finds wrong with the page."""
    page.evaluate(AXE.read_text("utf-8"))
    return page.evaluate(
        "axe.run().then(told => told.violations.map(each => `${each.id}: ${each.nodes[0].html}`))"
    )


def around(contest="pdprdk", station=SRESEH):
    return f"#/{station}/{contest}/catatan"


def test_an_officer_notes_nihil_in_one_tap(page, server):
    station = ACEH if page.viewport_size["width"] == 360 else ACEH[:-1] + "2"
    who = enter(page, server, Role.OFFICER, station, around("pdpr", station))
    page.get_by_role("button", name="Catat NIHIL: tidak ada kejadian").click()
    expect(page.locator("#incidents ~ .rows li")).to_contain_text("NIHIL")
    expect(page.locator("#incidents ~ .rows li")).to_contain_text(who)
    assert fits(page)


def test_an_objection_is_noted_with_its_photo_and_answered(page, server, tmp_path):
    enter(page, server, Role.OFFICER, SRESEH, around())
    text = f"Selisih dua suara, dicatat pada layar {page.viewport_size['width']}."
    section = page.locator("section", has=page.locator("#objections"))
    section.get_by_text("Catat keberatan").click()
    section.locator("select[name=watcher]").first.select_option("3")
    section.locator("form textarea").last.fill(text)
    paper = tmp_path / "keberatan.png"
    paper.write_bytes(picture(5, b"Exif would tell more"))
    section.locator("input[type=file]").set_input_files(paper)
    section.get_by_role("button", name="Simpan").last.click()
    noted = section.locator(".objections > li", has_text=text)
    expect(noted).to_contain_text("Saksi 3 PARTAI ULIN")
    expect(noted).to_contain_text("belum dijawab")
    shown = page.request.get(
        server.client.base_url.join(noted.get_by_role("link").get_attribute("href")).__str__()
    )
    assert shown.ok
    assert shown.body().startswith(b"\xff\xd8\xff")
    assert b"Exif would" not in shown.body()
    noted.get_by_text("Jawab keberatan ini").click()
    noted.locator("textarea").fill("Dihitung ulang bersama saksi.")
    noted.get_by_label("Diterima: penghitungan diperbaiki").check()
    noted.get_by_role("button", name="Simpan").click()
    expect(noted.locator(".answer").first).to_contain_text("Dihitung ulang bersama saksi.")
    assert fits(page)
    assert violations(page) == []


def test_a_copy_is_handed_to_who_was_registered(page, server):
    enter(page, server, Role.OFFICER, SRESEH, around())
    number = "1" if page.viewport_size["width"] == 360 else "4"
    section = page.locator("section", has=page.locator("#copies"))
    section.get_by_text("Daftarkan penerima").click()
    section.locator("select[name=watcher]").first.select_option(number)
    section.get_by_role("button", name="Simpan").first.click()
    recipient = section.locator(".rows li", has_text=f"Saksi {number} ")
    expect(recipient).to_contain_text("belum menerima salinan")
    section.get_by_text("Catat penyerahan salinan").click()
    hand = section.locator("details[open]")
    hand.locator("select[name=watcher]").select_option(number)
    hand.locator("select[name=content]").select_option(index=0)
    hand.locator("select[name=handed_as]").select_option("qr")
    hand.get_by_role("button", name="Simpan").click()
    expect(recipient).to_contain_text("kode QR")
    assert fits(page)


def test_an_approver_opens_a_recount_and_sees_the_first_count_beside_it(page, server):
    station = PANGARENGAN if page.viewport_size["width"] == 360 else PANGARENGAN[:-1] + "2"
    enter(page, server, Role.APPROVER, station[:4], around("ppwp", station))
    section = page.locator("section", has=page.locator("#versions"))
    section.get_by_text("Buka versi baru").click()
    section.locator("select[name=kind]").select_option("recount")
    section.locator("input[name=decision]").fill("12/PL.01-Kpt/3527/2027")
    section.locator("textarea").fill("Rekomendasi Panwascam.")
    section.get_by_role("button", name="Simpan").click()
    rows = section.locator(".rows li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("Penghitungan pertama")
    expect(rows.last).to_contain_text("Penghitungan suara ulang (PSSU) · berlaku sekarang")
    assert fits(page)


def test_an_auditor_reads_why_a_claim_was_set_aside_and_takes_its_bytes(page, server):
    enter(page, server, Role.AUDITOR, SRESEH[:6], "#karantina")
    line = page.locator(".aside li").first
    expect(line).to_contain_text(SRESEH)
    expect(line).to_contain_text("Formulir ini bukan untuk TPS ini")
    with page.expect_download() as given:
        line.get_by_role("link", name="Unduh isinya").click()
    assert given.value.suggested_filename.startswith(SRESEH)
    assert fits(page)
    assert violations(page) == []


def test_the_desk_names_party_and_candidate_beside_each_number(page, server):
    enter(page, server, Role.OFFICER, SRESEH, f"#/{SRESEH}/pdprdk")
    row = page.locator('[id="row-votes.3.2"]')
    person = next(
        each.name
        for constituency in ELECTION.contest("pdprdk").constituencies
        for each in constituency.candidates
        if constituency.code == "352702" and (each.party, each.number) == (3, 2)
    )
    expect(row).to_contain_text(f"{person}, PARTAI ULIN")
    expect(page.get_by_text("SAMPANG 2")).to_be_visible()
    page.get_by_role("link", name="Kejadian, keberatan, salinan").click()
    expect(page.locator("#incidents")).to_be_visible()
    assert fits(page)


def test_the_history_tells_in_words_what_happened(page, server):
    enter(page, server, Role.OFFICER, SRESEH, f"#/{SRESEH}/pdprdk")
    page.get_by_text("Riwayat").click()
    lines = page.locator(".history > ol > li")
    expect(lines.first).to_be_visible()
    assert all(len(text) > 20 for text in lines.all_inner_texts())
