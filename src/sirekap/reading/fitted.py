"""The numbers that training fits and reading uses: where a state app's crop lies, and when to accept.

In: the text of ``models/fitted.json``. Out: frozen values. Nothing here is set by hand;
``models/train.py`` writes the file and the bench fits its own inside each fold.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np

from sirekap.forms.model import Form, Page
from sirekap.reading.placement import Matrix


@dataclass(frozen=True, slots=True)
class Crop:
    """Where a known way of cropping lays a page: six numbers from crop fractions to page millimetres.

    ``across`` gives page x as (a, b, c) of a*fx + b*fy + c, ``down`` page y. ``spread`` is how far single
    photos stray from it (root mean square, millimetres).
    """

    across: tuple[float, float, float]
    down: tuple[float, float, float]
    spread: float

    def matrix(self) -> Matrix:
        """Return the matrix from fractions of the crop to page millimetres."""
        return np.array([self.across, self.down, (0, 0, 1)], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When the reader keeps its promise: fitted on photos it was not trained on, to a stated risk.

    ``agreement`` is the least mean agreement of a page found by its lines; below it the photo is no such
    form. ``field_agreement`` is the same for one field. ``joint`` is the least probability at which boxes and
    bubbles together are accepted, ``boxes`` the same for a field that has no bubbles. ``mark`` and
    ``no_mark`` bound the ink of a bubble relative to the darkest of its block.
    """

    agreement: float
    field_agreement: float
    joint: float
    boxes: float
    mark: float
    no_mark: float


@dataclass(frozen=True, slots=True)
class Habits:
    """How often officials and readers go astray, counted on training photos.

    ``unmarked_cross``, ``unmarked_zero`` and ``unmarked_digit`` are the shares of X boxes, written zeros and
    other digits whose column has no bubble filled. ``box_error`` and ``mark_error`` are the shares of boxes
    and of marks that say something else than the field's value, whoever is to blame; ``tally_error``,
    ``rows_error`` and ``words_error`` the same of whole tally grids, columns of row sums and lines of words.
    """

    unmarked_cross: float
    unmarked_zero: float
    unmarked_digit: float
    box_error: float
    mark_error: float
    tally_error: float = 0.05
    rows_error: float = 0.05
    words_error: float = 0.05

    def error_of(self, kind: str) -> float:
        """Return the share of marks of *kind* (``tally``, ``rows``, ``words``) that say another value."""
        return float(getattr(self, f"{kind}_error"))


@dataclass(frozen=True, slots=True)
class Fitted:
    """Everything fitted; ``crops`` is keyed by ``family/name/page``.

    ``temperature`` divides the digit network's logits so that its probabilities are honest.
    """

    crops: Mapping[str, Crop]
    habits: Habits
    thresholds: Thresholds
    temperature: float

    def crop_of(self, form: Form, page: Page) -> Crop | None:
        """Return the known crop of that page, None where none was ever seen."""
        return self.crops.get(crop_key(form, page))


def crop_key(form: Form, page: Page) -> str:
    """Return the name under which a page's crop is kept."""
    return f"{form.family}/{form.name}/{page.number}"


def parse_fitted(text: str) -> Fitted:
    """Read what :func:`dump_fitted` wrote."""
    data = json.loads(text)
    crops = {
        name: Crop(tuple(each["across"]), tuple(each["down"]), each["spread"])
        for name, each in data["crops"].items()
    }
    habits, thresholds = Habits(**data["habits"]), Thresholds(**data["thresholds"])
    return Fitted(crops, habits, thresholds, data["temperature"])


def dump_fitted(fitted: Fitted) -> str:
    """Write *fitted* as JSON, the same bytes for the same numbers."""
    return json.dumps(asdict(fitted), indent=2, sort_keys=True) + "\n"
