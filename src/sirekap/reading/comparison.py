"""Our reader beside others on the same kind of photos, as a page of ``docs/``.

In: the figures of one run of ``bench reading``. Out: the page's text. Invariant: what others reach is stated
with where it was measured and is never mixed into ours; where somebody was given an easier task (boxes cut by
hand, X boxes known), the page says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sirekap.election.figure import Figure


@dataclass(frozen=True, slots=True)
class Published:
    """What somebody else reaches, and where that was measured."""

    who: str
    what: str
    reached: str
    given: str
    measured: str


PUBLISHED = (
    Published(
        "one person",
        "fields",
        "99.1 %",
        "the photos, typing the boxes alone",
        "19 real errors in 2,100 fields of the same collection, found by us against bubbles, sums and words",
    ),
    Published(
        "Sirekap in the field, 2024",
        "forms",
        "at most 92 to 93 %",
        "photos by its own app",
        "the commission's expert before the constitutional court, 3 April 2024",
    ),
    Published(
        "Sirekap in the field, 2024",
        "stations shown right",
        "75.8 %",
        "photos by its own app",
        "the commission: 154,541 of 638,497 stations misread, 27 February 2024",
    ),
    Published(
        "Sirekap's fifteen networks",
        "fields",
        "57.7 to 58.7 %",
        "boxes cut by hand, X boxes told",
        "by us, with the published networks, on boxes of these photos",
    ),
    Published(
        "Sirekap's fifteen networks",
        "digits",
        "79.4 %",
        "boxes cut by hand",
        "by us, with the published networks, on boxes of these photos",
    ),
    Published(
        "c.digital's digit network",
        "digits",
        "72 %",
        "boxes cut by hand, of a form it was not made for",
        "by us, with the published network, on boxes of these photos",
    ),
    Published(
        "kawalc1's digit network",
        "digits",
        "54 %",
        "boxes cut by hand",
        "by us, with the published network, on 900 boxes of these photos",
    ),
)

PAGE = """# Our reader beside others

Written by `sirekap bench reading --truth TRUTH.csv --write docs/comparison.md`.
The first table is what that run measured; the second is what others reach, and where that was measured.
The others' figures were not measured in this run: their networks may not be shipped with ours.

## Ours, in this run

The reader gets the bytes of the photo, finds the page, the fields and the boxes by itself, and may refuse.
Every photo is read by a reader that never saw it.

| figure | value | 95 % bounds |
|---|---|---|
{ours}

## Others

| who | counts | right | was given | measured |
|---|---|---|---|---|
{others}

The others answer always; ours may hand a field to a person, and counts as right only what it read right.
"""


def comparison_page(figures: Iterable[Figure]) -> str:
    """Write the page for the *figures* of one run."""
    found: Mapping[str, Figure] = {each.figure: each for each in figures}
    ours = [_ours(words, found[name]) for name, words in WORDS.items() if name in found]
    others = [f"| {e.who} | {e.what} | {e.reached} | {e.given} | {e.measured} |" for e in PUBLISHED]
    return PAGE.format(ours="\n".join(ours), others="\n".join(others))


WORDS = {
    "fields": "fields",
    "fields_right": "fields right",
    "fields_accepted": "fields accepted without a second person",
    "accepted_wrong": "accepted and wrong, fields",
    "photos_refused": "photos refused",
    "moved_fields_right": "the same photos shifted and turned: fields right",
    "moved_fields_accepted": "the same, accepted",
    "moved_accepted_wrong": "the same, accepted and wrong, fields",
}


def _ours(words: str, figure: Figure) -> str:
    if figure.unit.startswith("share"):
        bounds = f"{figure.lower or 0:.2%} to {figure.upper or 0:.2%}" if figure.lower is not None else ""
        return f"| {words} | {figure.value:.2%} | {bounds} |"
    bounds = f"at most {figure.upper:.1f}" if figure.upper is not None else ""
    return f"| {words} | {figure.value:,.0f} | {bounds} |"
