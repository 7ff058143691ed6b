"""The codewords are those of the dictionary that readers use, and an id means one corner of one page."""

import cv2
import numpy as np

from sirekap.election.model import ContestKind
from sirekap.forms.apriltag import cells, codewords
from sirekap.forms.statutory import statutory_forms
from sirekap.forms.tags import SPANS, corner_tags, tag_place

DICTIONARY = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36H10)


def test_every_tag_is_the_dictionarys_turned_by_half_a_circle():
    assert len(codewords()) == len(DICTIONARY.bytesList) == 2320
    for tag in range(0, 2320, 7):
        theirs = cv2.aruco.generateImageMarker(DICTIONARY, tag, 8, borderBits=1)
        ours = np.array([[cell == "." for cell in row] for row in cells(tag)])
        assert (ours == (np.rot90(theirs, 2) > 0)).all(), tag


def test_a_tag_tells_form_page_and_corner():
    assert tag_place(102) == ("kpu-2024", "result", False, ContestKind.PRESIDENT, 2, None)
    assert tag_place(206) == ("sirekap-1", "result", False, ContestKind.PRESIDENT, 2, 2)
    assert tag_place(199) is None
    assert tag_place(2319) == ("sirekap-1", "attendance", False, None, 5, 3)


def test_no_tag_belongs_to_two_pages():
    ids = [tag for span in SPANS for tag in range(span.first, span.first + 4 * span.pages)]
    assert len(ids) == len(set(ids))
    assert {101, 102, 103}.isdisjoint(ids)
    assert max(ids) < 2320


def test_every_statutory_form_has_tags_for_every_contest_it_serves():
    for file in statutory_forms().values():
        for kind in file.contests:
            tags = corner_tags(file, kind, 1)
            places = [tag_place(tag) for tag in tags]
            assert [place.corner for place in places] == [0, 1, 2, 3]
            assert {(place.use, place.page) for place in places} == {(file.use, 1)}
            assert {place.kind for place in places} <= {kind, None}
