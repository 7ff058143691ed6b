"""The networks' runtime keeps to itself."""

import os
import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"


def test_reading_leaves_nothing_of_the_runtime_behind_and_tells_nobody(tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"no picture")
    home = tmp_path / "home"
    home.mkdir()
    told = {name: each for name, each in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    done = subprocess.run(
        [sys.executable, "-m", "sirekap", "read", "--json", photo],
        env=told | {"HOME": str(home), "PYTHONPATH": str(SOURCES)},
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    left = {path.relative_to(home).parts[:2] for path in home.rglob("*") if path.is_file()}
    assert left <= {(".cache", "sirekap")}
