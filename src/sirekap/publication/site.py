"""Where the built pages of the public site go in the public folder.

In: the built files by path. Out: paths and bytes. Invariant: a page never takes the place of data. Not done
here: building the pages (``screens/site``), and copying them.
"""

from collections.abc import Iterator, Mapping

from sirekap.publication.places import OWN, PHOTOS

FRONT = "index.html"
DATA = ("pemilu/", "pilkada/", "wilayah/", f"{OWN}/", f"{PHOTOS}/")
"""Folders of the public folder that hold data."""


def site_files(built: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the site's files, the front page last, so that all it names is there first.

    Nothing where the site has not been built. ValueError for a file that would lie among the data.
    """
    for path in sorted(built, key=lambda each: (each == FRONT, each)):
        if path.startswith(DATA):
            raise ValueError(f"a page of the site may not lie among the data: {path}")
        yield path, built[path]
