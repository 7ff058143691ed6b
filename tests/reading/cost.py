"""What reading a file costs: ``python -m tests.reading.cost FILE...`` prints a line of JSON for each.

Every file is decoded in a process of its own, forked once the libraries are there, so that one file's memory
is not another's and a crash is told as one.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

import cv2

from sirekap.reading import decode_pdf
from sirekap.reading.decode import decode_all
from sirekap.reading.say import RefusedError

UNIT = 1 if sys.platform == "darwin" else 1024
assert decode_pdf  # loaded before the first file, so that none pays for it


def most_held():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def cost(path):
    """Decode a file; tell the answer, the processor seconds and the bytes held besides."""
    data = Path(path).read_bytes()
    before, began = most_held(), time.process_time()
    try:
        answer = "x".join(map(str, decode_all(data)[0].pixels.shape))
    except RefusedError as error:
        answer = error.refusal.code.value
    return {"answer": answer, "seconds": time.process_time() - began, "bytes": most_held() - before}


def tell(cost):
    sys.stdout.write(json.dumps(cost) + "\n")
    sys.stdout.flush()


def main(paths):
    cv2.setNumThreads(1)
    for path in paths:
        child = os.fork()
        if not child:
            tell(cost(path))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            tell({"answer": f"died with {status}", "seconds": 0, "bytes": 0})


if __name__ == "__main__":
    main(sys.argv[1:])
