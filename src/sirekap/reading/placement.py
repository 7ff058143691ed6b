"""Where a page's fields lie in a photo: what finding the page gives, and what reading the marks takes.

Fiducials give one matrix for the whole page; matching printed lines gives one for each field. Either way a
field has its own matrix in the end, because a fold moves one block and not its neighbour.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Form, Page

Pixels = NDArray[np.uint8]
"""A grey picture, shape (height, width), 0 black to 255 white."""

Matrix = NDArray[np.float64]
"""Shape (3, 3): homogeneous page millimetres to photo pixels."""


Matrices = NDArray[np.float64]
"""Shape (n, 3, 3)."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A decoded photo: grey, upright by EXIF, no larger than the reader works with.

    ``width`` and ``height`` are those of ``pixels``. ``sha256`` is of the file's bytes.
    """

    sha256: str
    pixels: Pixels

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """One field's matrix, and how well the printed lines there agree with the photo (0 to 1).

    ``boxes`` is the matrix of the boxes alone, and ``bubbles`` has one for the bubbles of each digit, since
    a fold may run between them; neither is better than ``matrix`` before the field is settled. ``tally`` is
    the matrix of the tally grid, None where there is none or its lines were not found.
    """

    matrix: Matrix
    agreement: float
    boxes: Matrix
    bubbles: Matrices
    tally: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """A page found in a photo."""

    form: Form
    page: Page
    fields: Mapping[FieldName, FieldPlace]
