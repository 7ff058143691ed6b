"""The catalogue of damage: every way a page comes to harm before it is read, in graded steps.

Out: ``CATALOGUE``, and a photo of a page with one damage at one grade. Invariant: of a photo made here every
field is read right, not accepted, or the photo is refused; tests hold the reader to it. What is written is
never changed by damage: the truth stays that of the sheet. Damage comes alone, on an otherwise ordinary
photo, so that a table can tell what each kind costs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from sirekap.forms.model import Form, Page
from sirekap.rehearsal import spoilt_paper
from sirekap.rehearsal.conditions import Conditions, Turn
from sirekap.rehearsal.fill import fill_page
from sirekap.rehearsal.ink import Picture
from sirekap.rehearsal.officials import Sheet
from sirekap.rehearsal.photograph import photograph

ORDINARY = Conditions(
    long_side=2200,
    fill=0.93,
    tilt=5,
    tilt_towards=60,
    roll=1.0,
    creases=1,
    crease_mm=1.5,
    curl_mm=3,
    light=0.82,
    falloff=0.1,
    defocus=0.5,
    noise=3,
    quality=82,
)
"""The photo that damage is done to."""

Draw = np.random.Generator


def _same_sheet(_: Draw, sheet: Sheet, __: Page, ___: float) -> Sheet:
    return sheet


def _same_picture(_: Draw, picture: Picture, __: Page, ___: float) -> Picture:
    return picture


def _same_conditions(conditions: Conditions, _: float) -> Conditions:
    return conditions


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage. ``grades`` run from hardly anything to hopeless; ``unit`` says what they measure.

    It is done where it happens: to what is written (``sheet``), to the blank print (``print``), to the
    written page (``paper``), or in the camera (``camera``).
    """

    name: str
    says: Mapping[str, str]
    unit: str
    grades: tuple[float, ...]
    sheet: Callable[[Draw, Sheet, Page, float], Sheet] = _same_sheet
    print: Callable[[Draw, Picture, Page, float], Picture] = _same_picture
    paper: Callable[[Draw, Picture, Page, float], Picture] = _same_picture
    camera: Callable[[Conditions, float], Conditions] = _same_conditions


def damaged_photo(
    damage: Damage, grade: float, form: Form, number: int, printed: Picture, sheet: Sheet, seed: int
) -> bytes:
    """Fill in page *number* of *form* (its blank print given), damage it, and return the photo's JPEG."""
    page = form.pages[number - 1]
    rng = np.random.default_rng([seed, number])
    written = damage.sheet(rng, sheet, page, grade)
    paper = fill_page(rng, damage.print(rng, printed, page, grade), page, written)
    spoilt = damage.paper(rng, paper, page, grade)
    return photograph(spoilt, (page.width, page.height), damage.camera(ORDINARY, grade), rng).jpeg


def _camera(**of_grade: Callable[[float], object]) -> Callable[[Conditions, float], Conditions]:
    """Return what sets each named condition by the grade."""

    def changed(conditions: Conditions, grade: float) -> Conditions:
        return replace(conditions, **{name: tell(grade) for name, tell in of_grade.items()})  # type: ignore[arg-type]  # names and types are those of Conditions

    return changed


def _itself(grade: float) -> float:
    return grade


def _faint(_: Draw, sheet: Sheet, __: Page, density: float) -> Sheet:
    """Let the pen leave only *density* of its ink."""
    return replace(sheet, writer=replace(sheet.writer, pen=replace(sheet.writer.pen, density=density)))


def _whited_out(rng: Draw, sheet: Sheet, page: Page, share: float) -> Sheet:
    """Rewrite *share* of the page's numbers over correction fluid, another number shining through."""
    names = [field.name for field in page.fields]
    count = max(1, round(share * len(names)))
    chosen = [names[int(each)] for each in rng.permutation(len(names))[:count]]
    marks = dict(sheet.marks)
    for name in chosen:
        mark = marks[name]
        earlier = "".join(str(int(each)) for each in rng.integers(0, 10, len(mark.boxes)))
        marks[name] = replace(mark, covered=earlier)
    return replace(sheet, marks=marks)


CATALOGUE: tuple[Damage, ...] = (
    Damage(
        "defocus",
        {"id": "Foto tidak fokus", "en": "Out of focus"},
        "px of 2000",
        (1, 2, 3.5, 6, 12),
        camera=_camera(defocus=_itself),
    ),
    Damage(
        "motion",
        {"id": "Tangan bergerak", "en": "The hand moved"},
        "px of 2000",
        (4, 9, 16, 30, 60),
        camera=_camera(motion=_itself),
    ),
    Damage(
        "dark",
        {"id": "Terlalu gelap", "en": "Too dark"},
        "exposure",
        (0.4, 0.2, 0.1, 0.05, 0.02),
        camera=_camera(light=_itself, noise=lambda _: 7.0),
    ),
    Damage(
        "bleached",
        {"id": "Terlalu terang", "en": "Overexposed"},
        "exposure",
        (1.1, 1.4, 1.8, 2.6, 4),
        camera=_camera(light=_itself),
    ),
    Damage(
        "glare",
        {"id": "Pantulan lampu", "en": "A lamp's reflection"},
        "white of the patch",
        (0.3, 0.5, 0.7, 0.9, 1),
        camera=_camera(glare=_itself),
    ),
    Damage(
        "hand_shadow",
        {"id": "Bayangan tangan", "en": "Shadow of a hand"},
        "darkness",
        (0.3, 0.5, 0.7, 0.85, 0.95),
        camera=_camera(shadow=_itself),
    ),
    Damage(
        "shadow_edge",
        {"id": "Bayangan bertepi tajam", "en": "A shadow's sharp edge"},
        "darkness",
        (0.3, 0.5, 0.7, 0.85, 0.95),
        camera=_camera(shadow_edge=_itself),
    ),
    Damage(
        "fold",
        {"id": "Kertas terlipat", "en": "Folded paper"},
        "mm high",
        (2, 5, 9, 15, 25),
        camera=_camera(crease_mm=_itself, creases=lambda _: 4),
    ),
    Damage(
        "curl",
        {"id": "Kertas melengkung", "en": "Curled paper"},
        "mm high",
        (5, 12, 22, 40, 70),
        camera=_camera(curl_mm=_itself),
    ),
    Damage(
        "perspective",
        {"id": "Difoto miring", "en": "Taken at a slant"},
        "degrees",
        (10, 20, 30, 40, 52),
        camera=_camera(tilt=_itself),
    ),
    Damage(
        "rotated",
        {"id": "Halaman berputar", "en": "Page turned in the picture"},
        "degrees",
        (5, 15, 30, 45, 60),
        camera=_camera(roll=_itself),
    ),
    Damage(
        "turned",
        {"id": "Foto menyamping atau terbalik", "en": "Sideways or upside down"},
        "quarter turns",
        (1, 2, 3),
        camera=_camera(turn=lambda grade: Turn(int(grade))),
    ),
    Damage(
        "crop",
        {"id": "Halaman terpotong", "en": "Page cut off"},
        "of the frame",
        (1.0, 1.05, 1.12, 1.25, 1.6),
        camera=_camera(fill=_itself),
    ),
    Damage(
        "small",
        {"id": "Foto kecil", "en": "A small photo"},
        "px on the long side",
        (1400, 1000, 700, 450, 250),
        camera=_camera(long_side=int),
    ),
    Damage(
        "noise",
        {"id": "Foto berbintik", "en": "Sensor noise"},
        "grey levels",
        (8, 16, 28, 45, 70),
        camera=_camera(noise=_itself),
    ),
    Damage(
        "compressed",
        {"id": "Kompresi JPEG", "en": "JPEG compression"},
        "quality",
        (60, 35, 20, 10, 4),
        camera=_camera(quality=int),
    ),
    Damage(
        "finger",
        {"id": "Jari menutupi kotak", "en": "A finger over a box"},
        "of a box",
        (0.15, 0.35, 0.6, 0.85, 1.2),
        paper=spoilt_paper.fingered,
    ),
    Damage(
        "stain",
        {"id": "Noda kopi", "en": "A coffee stain"},
        "darkness",
        (0.15, 0.35, 0.6, 0.85, 1),
        paper=spoilt_paper.stained,
    ),
    Damage(
        "faint_pen",
        {"id": "Tinta terlalu tipis", "en": "Pen too light"},
        "of its ink",
        (0.6, 0.4, 0.25, 0.14, 0.06),
        sheet=_faint,
    ),
    Damage(
        "white_out",
        {"id": "Ditulis ulang di atas tip-ex", "en": "Rewritten over correction fluid"},
        "of the numbers",
        (0.1, 0.4, 1),
        sheet=_whited_out,
    ),
    Damage(
        "misprint",
        {"id": "Tinta pencetak habis", "en": "The printer ran out of ink"},
        "of the width",
        (0.03, 0.08, 0.16, 0.3, 0.5),
        print=lambda rng, picture, _, share: spoilt_paper.misprinted(rng, picture, share),
    ),
    Damage(
        "scaled_print",
        {"id": "Cetakan diperkecil atau diperbesar", "en": "Printed at another scale"},
        "of its size",
        (0.97, 0.9, 0.8, 1.03, 1.1),
        paper=lambda _, picture, __, factor: spoilt_paper.scaled(picture, factor),
    ),
    Damage(
        "clipped_print",
        {"id": "Tepi tidak tercetak", "en": "Edges not printed"},
        "mm",
        (3, 5, 8, 12, 20),
        paper=lambda _, picture, __, edge: spoilt_paper.clipped(picture, edge),
    ),
    Damage(
        "grey_print",
        {"id": "Dicetak tanpa warna", "en": "Printed in grey"},
        "",
        (1,),
        paper=lambda _, picture, __, ___: spoilt_paper.greyed(picture),
    ),
)
"""Every kind of damage, by what is most often seen first."""
