"""The codewords are those of the dictionary that readers use."""

import cv2
import numpy as np

from sirekap.forms.apriltag import CODEWORDS, cells, corner_tag, tag_place

DICTIONARY = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36H10)


def test_every_tag_is_the_dictionarys_turned_by_half_a_circle():
    for tag in CODEWORDS:
        theirs = cv2.aruco.generateImageMarker(DICTIONARY, tag, 8, borderBits=1)
        ours = np.array([[cell == "." for cell in row] for row in cells(tag)])
        assert (ours == (np.rot90(theirs, 2) > 0)).all(), tag


def test_a_tag_tells_family_page_and_corner():
    assert tag_place(102) == ("kpu-2024", 2, None)
    assert tag_place(231) == ("sirekap-1", 3, 1)
    assert tag_place(999) is None
    places = {tag_place(corner_tag(page, corner)) for page in (1, 2, 3) for corner in range(4)}
    assert places == {("sirekap-1", page, corner) for page in (1, 2, 3) for corner in range(4)}
