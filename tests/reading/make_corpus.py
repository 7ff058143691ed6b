"""Makes the fuzzing corpus anew: ``python -m tests.reading.make_corpus``; one small file of every kind.

Files that a run has left behind are put beside these by hand, as ``found-*``, and are never made anew.
"""

import cv2
import numpy as np
import pikepdf
from tests.reading.fuzz import CORPUS
from tests.reading.hostile import exif_that_points_at_itself, forms_that_draw_forms, jpx_claiming, picture_in
from tests.reading.picture import four_inks, jpeg, packed, pdf_of, png_header, scanned, scene, turned

PAGE = scene(90, 120)


def files():
    """Yield each file's name and bytes."""
    yield "baseline.jfif", jpeg(PAGE)
    yield "progressive.jfif", packed(PAGE, "JPEG", progressive=True)
    yield "four-inks.jfif", four_inks(PAGE)
    yield "turned.jfif", turned(PAGE, 6)
    yield "exif-loop.jfif", exif_that_points_at_itself()
    yield "grey.png", packed(PAGE, "PNG")
    yield "transparent.png", cv2.imencode(".png", np.dstack([PAGE] * 4))[1].tobytes()
    yield "deep.png", cv2.imencode(".png", np.dstack([PAGE] * 4).astype(np.uint16) * 257)[1].tobytes()
    yield "claiming.png", png_header(900, 900)
    yield "lossy.webp", packed(PAGE, "WEBP")
    yield "lossless.webp", packed(PAGE, "WEBP", lossless=True)
    yield "turned.webp", turned(PAGE, 3, "WEBP")
    yield "scan.pdf", scanned(PAGE, PAGE)
    yield "drawn.pdf", pdf_of(300, 400, b"q 1 0 0 1 0 0 cm 0 0 50 50 re f 0 0 m 9 9 l S Q")
    yield "forms.pdf", forms_that_draw_forms(3, 2)
    yield "jpeg-2000.pdf", picture_in(60, 80, jpx_claiming(60), pikepdf.Name.JPXDecode)
    yield "page.txt", b"S1:8C007C0D55:2:94AF20C1D3:3527010001007"
    yield "generic.txt", b"S1:8C007C0D55:12:94AF20C1D3:-"


def main():
    CORPUS.mkdir(exist_ok=True)
    for name, data in files():
        (CORPUS / name).write_bytes(data)


if __name__ == "__main__":
    main()
