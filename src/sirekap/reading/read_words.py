"""What the lines say on which numbers are written in words.

In: a photo, the placed fields, the page's model. Out: for each field whose line can be read, a probability of
every number. Invariant: all lines of a page go through the network together; a line that is empty, not wholly
in the photo or no number says nothing. Nothing is joined or decided here.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Field
from sirekap.reading.page_model import PageModel
from sirekap.reading.placement import FieldPlace, Photo
from sirekap.reading.score_words import score_words
from sirekap.reading.words_line import line_of, normalised


def read_words(
    photo: Photo, placed: Sequence[tuple[Field, FieldPlace]], model: PageModel
) -> dict[FieldName, NDArray[np.float64]]:
    """Return what the lines of words say, each over all numbers its field's boxes can hold."""
    if model.lines is None:
        return {}
    cut = [(one, line_of(photo, one.words, place.matrix)) for one, place in placed if one.words]
    lines = [(one, line) for one, line in cut if line is not None]
    if not lines:
        return {}
    logits = model.lines(normalised(np.stack([line for _, line in lines])))
    found: dict[FieldName, NDArray[np.float64]] = {}
    for digits in {len(one.boxes) for one, _ in lines}:
        chosen = [at for at, (one, _) in enumerate(lines) if len(one.boxes) == digits]
        said = score_words(logits[chosen], 10**digits - 1)
        found |= {lines[at][0].name: each for at, each in zip(chosen, said, strict=True) if each is not None}
    return found
