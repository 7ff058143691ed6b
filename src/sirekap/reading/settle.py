"""From each field's place to the places of its boxes and of its bubbles, because a fold may run between them.

In: a photo and a page found by its printed lines. Out: the same placement, its fields settled. Invariant: the
field's own matrix and agreement stay as they were found.
"""

from dataclasses import replace

from sirekap.forms.model import Field, Page
from sirekap.reading.placement import FieldPlace, Photo, Placement
from sirekap.reading.refine import settle_boxes, settle_bubbles


def settle(photo: Photo, placement: Placement) -> Placement:
    """Settle boxes and bubbles of every placed field, each by its own printed lines."""
    by_name = {field.name: field for field in placement.page.fields}
    fields = {
        name: _settled(photo, placement.page, by_name[name], place)
        for name, place in placement.fields.items()
    }
    return replace(placement, fields=fields)


def _settled(photo: Photo, page: Page, field: Field, place: FieldPlace) -> FieldPlace:
    boxes = settle_boxes(photo, page, field, place.matrix)
    bubbles = settle_bubbles(photo, page, field, place.matrix) if field.bubbles else place.bubbles
    return replace(place, boxes=boxes, bubbles=bubbles)
