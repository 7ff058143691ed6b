"""What is printed lies where the form declares it, in fonts that are in the file."""

import io

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from tests.forms.drawn import DENSITY, ELECTION, FAMILIES, HEADING, LONG, contest, pdf, picture, within

from sirekap.election.model import StationCode
from sirekap.forms.catalogue import form_for
from sirekap.forms.draw import draw, draw_book
from sirekap.forms.heading import Heading
from sirekap.forms.identity import parse_page_text
from sirekap.forms.model import FiducialKind, Rect, SlotName

PAGES = [(family, number) for family in FAMILIES for number in (1, 2, 3)]
DARK = 110


def page_of(family, number):
    return form_for(contest(), family).pages[number - 1]


@pytest.mark.parametrize("family", FAMILIES)
def test_all_fonts_are_in_the_file(family):
    embedded = set()
    with pikepdf.open(io.BytesIO(pdf(family))) as file:
        for each in file.objects:
            if not isinstance(each, pikepdf.Dictionary) or each.get("/Type") != pikepdf.Name.Font:
                continue
            if each.get("/Subtype") == pikepdf.Name.Type0:
                continue
            descriptor = each.FontDescriptor
            assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")), each.BaseFont
            embedded.add(str(each.BaseFont))
        assert file.check_pdf_syntax() == []
    assert embedded
    assert all("OpenSans" in name for name in embedded)


@pytest.mark.parametrize(("family", "number"), PAGES)
def test_tags_are_found_where_the_form_has_them(family, number):
    detector = cv2.aruco.ArucoDetector(
        cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36H10), cv2.aruco.DetectorParameters()
    )
    corners, ids, _ = detector.detectMarkers(picture(family, number))
    found = {int(tag): quad[0] for quad, tag in zip(corners, np.array(ids).ravel(), strict=True)}
    tags = [each for each in page_of(family, number).fiducials if each.kind is FiducialKind.APRILTAG]
    assert set(found) == {tag.id for tag in tags}
    for tag in tags:
        r = tag.rect
        printed = np.array([(r.right, r.bottom), (r.left, r.bottom), (r.left, r.top), (r.right, r.top)])
        assert np.abs((found[tag.id] + 0.5) / DENSITY - printed).max() < 0.3


@pytest.mark.parametrize(("family", "number"), PAGES)
def test_boxes_bubbles_and_lines_are_printed_where_the_form_has_them(family, number):
    page, image = page_of(family, number), picture(family, number)
    for field in page.fields:
        for box in field.boxes:
            assert_border(image, box, page.box_border)
        for bubble in (each for column in field.bubbles for each in column):
            assert_ring(image, bubble, page.bubble_border)
    for line in page.lines:
        assert darkest(image, line) < DARK, line


def darkest(image, line):
    """Mean grey of the darkest row or column of pixels that the line touches: printers' rasters snap."""
    left, top = int(line.left * DENSITY), int(line.top * DENSITY)
    right, bottom = int(np.ceil(line.right * DENSITY)), int(np.ceil(line.bottom * DENSITY))
    return image[top:bottom, left:right].mean(axis=1 if line.width > line.height else 0).min()


def assert_border(image, box, thick):
    sides = (
        Rect(box.left, box.top, box.width, thick),
        Rect(box.left, box.bottom - thick, box.width, thick),
        Rect(box.left, box.top, thick, box.height),
        Rect(box.right - thick, box.top, thick, box.height),
    )
    for side in sides:
        assert within(image, side).mean() < DARK, side
    assert within(image, box.grown(-thick - 0.3)).min() > DARK, box
    outside = np.concatenate([within(image, edge).ravel() for edge in frame_around(box)])
    assert outside.mean() > 235, box


def frame_around(box):
    gap, wide = 0.3, 0.2
    outer = box.grown(gap)
    return (
        Rect(outer.left, outer.top - wide, outer.width, wide),
        Rect(outer.left, outer.bottom, outer.width, wide),
        Rect(outer.left - wide, outer.top, wide, outer.height),
        Rect(outer.right, outer.top, wide, outer.height),
    )


def assert_ring(image, bubble, thick):
    (x, y), (w, h) = bubble.centre, (bubble.width / 2, bubble.height / 2)
    turns = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    on = [sample(image, x + (w - thick / 2) * np.cos(t), y + (h - thick / 2) * np.sin(t)) for t in turns]
    beyond = [sample(image, x + (w + 0.3) * np.cos(t), y + (h + 0.3) * np.sin(t)) for t in turns]
    assert np.mean(on) < 140, bubble
    assert np.mean(beyond) > 240, bubble


def sample(image, x, y):
    return float(image[int(y * DENSITY), int(x * DENSITY)])


def test_guides_of_our_own_form_nearly_vanish_in_a_grey_picture():
    image = picture("sirekap-1", 2)
    for field in page_of("sirekap-1", 2).fields:
        for box in field.boxes:
            inside = within(image, box.grown(-0.8))
            assert 200 < inside.min() < 250


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("heading", [HEADING, None])
def test_the_code_on_the_page_tells_what_page_it_is(number, heading):
    form = form_for(contest(), "sirekap-1")
    page = form.pages[number - 1]
    found = zxingcpp.read_barcodes(picture("sirekap-1", number, heading))
    assert len(found) == 1
    read = parse_page_text(found[0].text)
    assert form.hash.startswith(read.form_prefix)
    assert ELECTION.startswith(read.election_prefix)
    assert (read.page, read.station) == (number, heading.station if heading else None)
    corner = found[0].position.top_left
    assert abs(corner.x / DENSITY - page.qr.left) < 1
    assert abs(corner.y / DENSITY - page.qr.top) < 1


def characters(data, number):
    """Every printed character of a page with its box in millimetres from the page's top."""
    page = pypdfium2.PdfDocument(data)[number - 1]
    text, height = page.get_textpage(), page.get_height()
    mm = 25.4 / 72
    for index in range(text.count_chars()):
        character = text.get_text_range(index, 1)
        if character.strip():
            left, bottom, right, top = text.get_charbox(index)
            yield character, Rect(left * mm, (height - top) * mm, (right - left) * mm, (top - bottom) * mm)


def homes(page):
    """Every rectangle in which words may stand."""
    bubbles = [each for field in page.fields for column in field.bubbles for each in column]
    captions = [each.box for each in page.captions]
    slots = [each.box for each in page.slots]
    return [each.grown(0.8) for each in (*captions, *bubbles, *slots, *page.station_boxes)]


def stands_in(home, box):
    return home.left <= box.left and box.right <= home.right and home.top <= box.centre[1] <= home.bottom


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("tickets", [2, 4])
def test_long_names_stay_in_their_places(family, tickets):
    heading = Heading(*[f"KABUPATEN {LONG}"] * 4, station=StationCode("3527021001007"))
    names = (LONG, LONG)
    data = pdf(family, heading, tickets, names)
    form = form_for(contest(tickets, names), family)
    for page in form.pages:
        places = homes(page)
        for character, box in characters(data, page.number):
            assert any(stands_in(home, box) for home in places), (page.number, character, box)


def slot_text(data, page, name):
    place = next(slot.box for slot in page.slots if slot.name is name).grown(0.6)
    found = [
        (box.left, character) for character, box in characters(data, page.number) if stands_in(place, box)
    ]
    return "".join(character for _, character in sorted(found))


@pytest.mark.parametrize(("family", "number"), PAGES)
def test_the_stations_heading_is_stamped_on_every_page(family, number):
    data, page = pdf(family), page_of(family, number)
    assert slot_text(data, page, SlotName.PROVINCE) == "JAWATIMUR"
    assert slot_text(data, page, SlotName.VILLAGE) == "BATOKARANG"
    assert HEADING.station in slot_text(data, page, SlotName.CODE)
    if page.station_boxes:
        inked = [within(picture(family, number), box.grown(-1)).min() < DARK for box in page.station_boxes]
        assert inked == [True, True, True]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_generic_form_leaves_the_heading_to_the_pen(family):
    data, page = pdf(family, None), page_of(family, 2)
    assert slot_text(data, page, SlotName.PROVINCE) == ""
    for box in page.station_boxes:
        assert within(picture(family, 2, None), box.grown(-1)).min() > DARK


def test_names_with_every_sign_are_printed_as_they_are():
    name = r"TANAH (LAUT) \ O'NÉ"
    heading = Heading(name, "", "", "", None)
    page = page_of("sirekap-1", 1)
    assert slot_text(pdf("sirekap-1", heading), page, SlotName.PROVINCE) == name.replace(" ", "")


def test_the_same_form_gives_the_same_bytes():
    form = form_for(contest(2), "sirekap-1")
    assert draw(form, HEADING, ELECTION) == draw(form, HEADING, ELECTION)


def test_a_book_holds_the_template_once_and_every_station_once():
    form = form_for(contest(), "sirekap-1")
    stations = [StationCode(f"3527021001{number:03}") for number in range(1, 41)]
    headings = [Heading("JAWA TIMUR", "SAMPANG", "CAMPLONG", "BATOKARANG", each) for each in stations]
    book = draw_book(form, headings, ELECTION)
    assert len(book) < 3 * len(draw(form, HEADING, ELECTION))
    document = pypdfium2.PdfDocument(book)
    assert len(document) == 3 * len(stations)
    for at in (0, 60, 119):
        image = document[at].render(scale=4 * 25.4 / 72, grayscale=True).to_numpy()
        read = parse_page_text(zxingcpp.read_barcodes(np.ascontiguousarray(image).squeeze())[0].text)
        assert (read.station, read.page) == (stations[at // 3], at % 3 + 1)
