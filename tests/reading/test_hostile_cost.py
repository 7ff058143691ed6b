"""No file takes more than two seconds of the processor and 500 MB, whatever it claims or unpacks to."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.reading.hostile import FILES

MOST_SECONDS, MOST_BYTES = 2.0, 500_000_000
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="memory is measured with a part of Unix")


@pytest.fixture(scope="module")
def costs(tmp_path_factory):
    """What each file costs, by name."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = {name: folder / re.sub(r"\W+", "-", name) for name in FILES}
    for name, path in paths.items():
        path.write_bytes(FILES[name]())
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    words = [sys.executable, "-m", "tests.reading.cost", *map(str, paths.values())]
    told = subprocess.run(words, env=env, stdout=subprocess.PIPE, check=True, text=True).stdout
    return dict(zip(FILES, map(json.loads, told.splitlines()), strict=True))


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_answered_soon_and_in_little_memory(costs, name):
    cost = costs[name]
    assert re.fullmatch(r"not_an_image|too_large|too_small|\d+x\d+", cost["answer"])
    assert cost["seconds"] <= MOST_SECONDS
    assert cost["bytes"] <= MOST_BYTES
