"""A book's PDF, put together as bytes: what all its pages share once, and of each page what is its own.

In: a PDF that holds one page of each kind (``stamp.blank_book``), the contents of every page to come. Out: a
PDF of one revision. Invariant: what is shared stands first, byte for byte as it was prepared; every object
written after it is in the table that ends the file, so any reader finds it. Nothing is parsed for a book:
that was done once, when the ``Shared`` was made. What stands on the pages is not known here.
"""

import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf

FASTEST = 1
"""Contents of a page are 800 bytes: more effort saves two in a hundred of them and costs twice the time."""
ENTRY = b"%010d 00000 n \n"
START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
ROWS = re.compile(rb"xref\n0 (\d+)\n")


@dataclass(frozen=True, slots=True)
class Shared:
    """What all books of a form begin with."""

    objects: bytes
    """Header and objects of the prepared file."""
    places: bytes
    """Their entries in the table of places, the first one the head of the free ones."""
    count: int
    digest: bytes
    roots: bytes
    """What the trailer says of the catalog and of the file's description."""
    tree: int
    """Number of the root of all pages, written anew for each book."""
    pages: tuple[bytes, ...]
    """What the dictionary of each kind of page says, up to the contents that are a station's own."""


def shared(prepared: bytes) -> Shared:
    """Take a prepared file apart; it was saved without object streams."""
    start = START.search(prepared)
    if start is None:
        raise ValueError("the prepared file has no table of places")
    at = int(start[1])
    rows = ROWS.match(prepared, at)
    if rows is None:
        raise ValueError("the prepared file keeps its places in a stream")
    first, count = rows.end(), int(rows[1])
    with pikepdf.open(io.BytesIO(prepared)) as pdf:
        tree = pdf.Root.Pages.objgen[0]
        return Shared(
            objects=prepared[:at],
            places=prepared[first : first + 20 * count],
            count=count,
            digest=hashlib.sha256(prepared).digest(),
            roots=b"".join(
                b"/%b %d 0 R" % (name.encode(), pdf.trailer[f"/{name}"].objgen[0])
                for name in ("Root", "Info")
                if f"/{name}" in pdf.trailer
            ),
            tree=tree,
            pages=tuple(_page(page.obj, tree) for page in pdf.pages),
        )


def _page(page: pikepdf.Object, tree: int) -> bytes:
    """Return what every copy of a page says."""
    box = page.MediaBox.unparse()
    contents, resources = page.Contents.objgen[0], page.Resources.objgen[0]
    return b"<</Type/Page/Parent %d 0 R/MediaBox %b/Resources %d 0 R/Contents[%d 0 R " % (
        tree,
        box,
        resources,
        contents,
    )


def book(common: Shared, contents: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the file piece by piece; *contents* are those of page after page, over and over the kinds."""
    yield common.objects
    at, number, kinds = len(common.objects), common.count, len(common.pages)
    places, kids, digest = [common.places], list[bytes](), hashlib.md5(common.digest, usedforsecurity=False)
    for index, drawn in enumerate(contents):
        packed = zlib.compress(drawn, FASTEST)
        stream = b"%d 0 obj\n<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream\nendobj\n" % (
            number,
            len(packed),
            packed,
        )
        page = b"%d 0 obj\n%b%d 0 R]>>\nendobj\n" % (number + 1, common.pages[index % kinds], number)
        places.append(ENTRY % at)
        places.append(ENTRY % (at + len(stream)))
        kids.append(b"%d 0 R" % (number + 1))
        digest.update(drawn)
        yield stream + page
        at += len(stream) + len(page)
        number += 2
    tree = b"%d 0 obj\n<</Type/Pages/Count %d/Kids[%b]>>\nendobj\n" % (
        common.tree,
        len(kids),
        b" ".join(kids),
    )
    yield tree
    table = b"".join(places)
    own = 20 * common.tree
    yield b"xref\n0 %d\n%b%b%b" % (number, table[:own], ENTRY % at, table[own + 20 :])
    name = digest.hexdigest().encode()
    yield b"trailer\n<</Size %d%b/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n" % (
        number,
        common.roots,
        name,
        name,
        at + len(tree),
    )
