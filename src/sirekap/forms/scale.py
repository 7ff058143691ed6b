"""A page made smaller or larger as a whole: A4 is A3 at seven tenths; what is printed keeps off the edges.

In: a page, a factor. Out: the same page with every length, size and thickness multiplied. Invariant: nothing
on the page moves against anything else.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from sirekap.forms.model import Caption, Page, Rect, Slot

Value = TypeVar("Value")

LENGTHS = frozenset({"width", "height", "box_border", "bubble_border"})
"""Fields of a page that are lengths by themselves."""


def scaled(page: Page, factor: float) -> Page:
    """Return *page* with all lengths times *factor*."""
    return _scaled(page, factor)


def drawn_in(page: Page, factor: float) -> Page:
    """Return *page* with all that is printed times *factor* about the middle of its paper, which stays."""
    smaller = _scaled(page, factor)
    aside = (page.width - smaller.width) / 2, (page.height - smaller.height) / 2
    return replace(_moved(smaller, aside), width=page.width, height=page.height)


def _moved(value: Value, by: tuple[float, float]) -> Value:
    """Return *value* with every rectangle in it moved right and down by so many millimetres."""
    if isinstance(value, tuple):
        return tuple(_moved(each, by) for each in value)  # type: ignore[return-value] # it is a tuple again
    if isinstance(value, Rect):
        left, top = round(value.left + by[0], 3), round(value.top + by[1], 3)
        return replace(value, left=left, top=top)
    if not is_dataclass(value):
        return value
    return replace(value, **{each.name: _moved(getattr(value, each.name), by) for each in fields(value)})  # type: ignore[type-var] # is_dataclass saw to it


def _scaled(value: Value, factor: float) -> Value:
    if isinstance(value, tuple):
        return tuple(_scaled(each, factor) for each in value)  # type: ignore[return-value] # it is a tuple again
    if isinstance(value, Rect):
        edges = (value.left, value.top, value.width, value.height)
        return Rect(*(round(each * factor, 3) for each in edges))  # type: ignore[return-value] # it is a Rect again
    if not is_dataclass(value):
        return value
    changes: dict[str, Any] = {
        each.name: _scaled(getattr(value, each.name), factor) for each in fields(value)
    }
    lengths = LENGTHS if isinstance(value, Page) else {"size"} if isinstance(value, Caption | Slot) else ()
    return replace(value, **{**changes, **{name: getattr(value, name) * factor for name in lengths}})  # type: ignore[type-var] # is_dataclass saw to it
