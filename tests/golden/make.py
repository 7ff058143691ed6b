"""Take the golden pictures anew: ``python -m tests.golden.make [NAME...]``; look before you commit them."""

import sys

from tests.golden.compare import HERE, changed, keep, kept
from tests.golden.subjects import subjects


def main(names):
    for subject in subjects():
        if names and subject.name not in names:
            continue
        for number, picture in enumerate(subject.pictures(), start=1):
            path = HERE / f"{subject.name}-{number}.png"
            if not path.exists() or changed(kept(path), picture) > 0:
                keep(picture, path)
                print(path.name)  # noqa: T201 -- a script that says what it did


if __name__ == "__main__":
    main(sys.argv[1:])
