"""What is a page's own: its numbers, lines, fills and words, before the head and foot all pages share.

In: nothing. Out: one type. Invariant: the order of fields is the order on the paper.
"""

from dataclasses import dataclass

from sirekap.forms.model import Caption, Field, Rect, Tint


@dataclass(frozen=True, slots=True)
class Content:
    """The parts of a ``Page`` that differ from page to page."""

    fields: tuple[Field, ...]
    lines: tuple[Rect, ...]
    tints: tuple[Tint, ...]
    captions: tuple[Caption, ...]
    signatures: tuple[Rect, ...] = ()
    row_marks: tuple[float, ...] = ()
    """Heights at which a bar stands on either side of the page, against folds."""

    def joined(self, other: "Content") -> "Content":
        """Return both, this one first."""
        return Content(
            (*self.fields, *other.fields),
            (*self.lines, *other.lines),
            (*self.tints, *other.tints),
            (*self.captions, *other.captions),
            (*self.signatures, *other.signatures),
            (*self.row_marks, *other.row_marks),
        )


NOTHING = Content((), (), (), ())
