"""Spoilt files and texts for whatever parses what strangers send.

``python -m tests.reading.fuzz SEED TRIES LEFT`` takes a file of the corpus, spoils it, and gives it to the
parsers, so many times. Only a photo, a refusal or None may come of it. A try that raises, dies or costs too
much ends the run and leaves its file behind at LEFT, so that it can be kept: copied into the corpus, it is
tried first in every run from then on.
"""

import json
import random
import resource
import sys
import time
from pathlib import Path

import cv2

from sirekap.forms.identity import parse_page_text
from sirekap.reading.decode import decode_all
from sirekap.reading.decode_size import claim_of
from sirekap.reading.say import RefusedError

CORPUS = Path(__file__).with_name("corpus")
MOST_SECONDS, MOST_BYTES = 2.0, 500_000_000
UNIT = 1 if sys.platform == "darwin" else 1024
WORDS = (
    b"\xff\xd8\xff\xda\x00\x02", b"\xff\xe1\xff\xff", b"\xff\xc2\x00\x11", b"IDAT", b"IEND", b"tRNS", b"VP8X",
    b"ANMF", b"/Kids", b"/Filter/FlateDecode", b" 0 R", b"endobj", b"stream\n", b"/Length 999999999",
    b"startxref",    b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"-1 ", b"S1:", b":-",
)  # fmt: skip
"""What means something in one of the formats."""


def spoilt(data, dice):
    """Change, cut, double, drop or put in some bytes."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 2, 4, 12))):
        at = dice.randrange(len(out)) if out else 0
        match dice.randrange(6):
            case 0 if out:
                out[at] = dice.randrange(256)
            case 1:
                out[at : at + dice.randint(1, 40)] = dice.randbytes(dice.randint(0, 40))
            case 2:
                out[at:at] = out[at : at + dice.randint(1, 200)]
            case 3:
                out[at : at + dice.choice((0, 4))] = dice.choice(WORDS)
            case 4:
                del out[at : at + dice.randint(1, 60)]
            case _ if out:
                out[at] ^= 1 << dice.randrange(8)
    return bytes(out[: dice.randint(0, len(out))]) if dice.random() < 0.15 else bytes(out)


def attempt(data):
    """Give *data* to every parser; anything but an answer is raised."""
    claim_of(data)
    parse_page_text(data[:200].decode("latin-1"))
    try:
        photos = decode_all(data)
    except RefusedError:
        return
    assert all(photo.pixels.ndim == 2 and photo.pixels.dtype == "uint8" for photo in photos)


def main(seed, tries, left_behind):
    cv2.setNumThreads(1)
    dice = random.Random(seed)
    corpus = [path.read_bytes() for path in sorted(CORPUS.iterdir())]
    worst = 0.0
    for number in range(tries + len(corpus)):
        data = corpus[number] if number < len(corpus) else spoilt(dice.choice(corpus), dice)
        Path(left_behind).write_bytes(data)
        before, began = held(), time.process_time()
        attempt(data)
        worst = max(worst, time.process_time() - began)
        assert worst <= MOST_SECONDS, f"{worst} seconds"
        assert held() - before <= MOST_BYTES, f"{held() - before} bytes"
    sys.stdout.write(json.dumps({"tried": tries + len(corpus), "worst_seconds": worst}) + "\n")


def held():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
