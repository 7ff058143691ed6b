"""A reader's way through contests of party lists on the public site, over what the whole server published."""

import pytest
from playwright.sync_api import expect
from tests.journeys.test_site import WIDTHS
from tests.web.national import ACEH, PANGARENGAN, POST, SRESEH, TUBAN, national

SENT = ((SRESEH, "pdprdk"), (PANGARENGAN, "pdprdk"), (ACEH, "pdprdp"), (POST, "pdpr"), (TUBAN, "pdpd"))


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    with national(tmp_path_factory.mktemp("national-site")) as opened:
        papers = {(station, contest): opened.send_whole(station, contest) for station, contest in SENT}
        opened.publish()
        yield opened, papers


@pytest.fixture
def server(published):
    return published[0]


@pytest.fixture
def papers(published):
    """What each paper says, by station and contest."""
    return published[1]


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown = context.new_page()
    shown.set_default_timeout(15_000)
    shown.troubles = []
    shown.on("pageerror", lambda error: shown.troubles.append(str(error)))
    yield shown
    context.close()


def go(page, server, contest, code):
    parts = [code[:length] for length in (2, 4, 6, 10, 13) if length <= len(code)] or ["0"]
    page.goto("about:blank")
    page.goto(f"{server.client.base_url}#/{contest}/{'/'.join(parts)}")
    page.locator("h1").wait_for()


def party(page, number):
    return page.locator(".parties > li").nth(number - 1)


def test_a_reader_goes_from_contest_to_contest_at_the_same_place(page, server):
    go(page, server, "ppwp", "3527")
    contests = page.get_by_role("navigation", name="Jenis pemilihan")
    assert contests.get_by_role("link").all_inner_texts() == [
        "Presiden",
        "DPR",
        "DPD",
        "DPRD Provinsi",
        "DPRD Kab/Kota",
    ]
    contests.get_by_role("link", name="DPRD Kab/Kota").click()
    expect(page.locator("h1")).to_have_text("SAMPANG")
    expect(contests.locator("[aria-current]")).to_have_text("DPRD Kab/Kota")
    expect(page.locator(".parties > li")).to_have_count(18)
    assert page.troubles == []


def test_parties_are_added_up_over_constituencies_and_candidates_are_not(page, server, papers):
    both = sum(papers[each, "pdprdk"]["votes.2"] for each in (SRESEH, PANGARENGAN))
    go(page, server, "pdprdk", "3527")
    expect(party(page, 2).locator(".count").first).to_have_text(str(both))
    expect(page.locator(".parties details")).to_have_count(0)
    go(page, server, "pdprdk", SRESEH[:6])
    expect(page.locator(".constituency")).to_have_text("Dapil SAMPANG 2")
    party(page, 2).locator("summary").click()
    paper = papers[SRESEH, "pdprdk"]
    rows = party(page, 2).locator(".candidates tr")
    said = [paper["votes.2.0"], *(paper[f"votes.2.{number}"] for number in (1, 2, 3))]
    assert [each.inner_text() for each in rows.locator(".count").all()] == list(map(str, said))


def test_a_station_shows_each_party_with_its_candidates_as_on_the_paper(page, server, papers):
    go(page, server, "pdprdp", ACEH)
    tables = page.locator(".party-sheet")
    expect(tables).to_have_count(20)
    seulanga = page.locator(".party-sheet", has_text="PARTAI SEULANGA")
    paper = papers[ACEH, "pdprdp"]
    figures = [
        paper["votes.18.0"],
        *(paper[f"votes.18.{number}"] for number in range(1, 9)),
        paper["votes.18"],
    ]
    assert seulanga.locator(".figure").all_inner_texts() == list(map(str, figures))
    expect(seulanga.locator("tbody tr").last).to_contain_text("Suara partai dan calon")
    assert page.troubles == []


def test_dpd_has_people_where_there_is_one_list_and_says_why_where_there_are_two(page, server):
    go(page, server, "pdpd", "35")
    expect(page.locator(".votes tbody tr")).to_have_count(11)
    go(page, server, "pdpd", "")
    expect(page.get_by_text("Calon berbeda di tiap dapil")).to_be_visible()


def test_a_contest_that_is_not_held_at_a_place_is_said_so(page, server):
    page.goto(f"{server.client.base_url}#/pdpd/99")
    expect(page.get_by_text("Pemilihan ini tidak diadakan di tempat ini")).to_be_visible()
    go(page, server, "pdpr", "99")
    expect(page.locator(".constituency")).to_have_text("Dapil DKI JAKARTA II")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("contest", "code"), [("pdprdk", "3527"), ("pdpr", "99"), ("pdprdp", ACEH), ("pdpd", "35")]
)
def test_no_page_of_any_contest_is_wider_than_the_screen(page, server, contest, code, width):
    page.set_viewport_size({"width": width, "height": 800})
    go(page, server, contest, code)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_tables_of_a_constituency_can_be_downloaded_from_its_pages(page, server):
    go(page, server, "pdprdk", SRESEH[:6])
    link = page.get_by_role("link", name="Semua TPS dapil ini: CSV")
    expect(link).to_have_attribute("href", "sirekap/pdprdk-352702.csv")
    assert server.client.get("/sirekap/pdprdk-352702.csv").status_code == 200
    go(page, server, "pdprdk", "3527")
    expect(page.get_by_role("link", name="CSV")).to_have_count(0)
