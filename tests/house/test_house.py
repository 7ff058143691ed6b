"""The house keeps itself in order: sizes, names, map, locks, and what must not stand in any file."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "sirekap"
MODULES = sorted(path for path in SRC.rglob("*.py") if "static" not in path.parts)
DRAWERS = {"utils", "util", "helpers", "common", "shared", "misc", "base", "manager"}


def committed() -> list[Path]:
    """Return the files git tracks; without git, all that lie here outside the tools' folders."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607 -- whichever git is installed
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).exists()]
    skip = {".venv", ".tools", "node_modules", "static", ".sirekap"}
    return [path for path in ROOT.rglob("*") if path.is_file() and skip.isdisjoint(path.parts)]


def texts() -> list[tuple[Path, str]]:
    """Return every committed file that is text, with its text."""
    found = []
    for path in committed():
        try:
            found.append((path, path.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_file_fits_in_the_head(module):
    assert len(module.read_text("utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_every_module_says_what_it_is_for(module):
    assert ast.get_docstring(ast.parse(module.read_text("utf-8")))


def test_there_are_no_drawers():
    names = {part for module in MODULES for part in (*module.relative_to(SRC).parts[:-1], module.stem)}
    assert DRAWERS.isdisjoint(names)


def test_the_readme_maps_every_folder():
    readme = (ROOT / "README.md").read_text("utf-8")
    folders = {path.name for path in SRC.iterdir() if (path / "__init__.py").exists()}
    assert {name for name in folders if f"`{name}/`" not in readme} == set()


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    written = {path.name for path in folder.glob("[0-9]*.md")}
    assert written
    assert {name for name in written if name not in index} == set()


def test_links_in_documents_lead_somewhere():
    broken = []
    for path, text in texts():
        if path.suffix != ".md":
            continue
        targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
        inside = [target for target in targets if "://" not in target]
        broken += [f"{path.name} -> {target}" for target in inside if not (path.parent / target).exists()]
    assert broken == []


# Spelled in pieces, so that this file does not hold what it looks for.
FORBIDDEN = re.compile(
    "|".join(
        [
            r"registry\.npm" + r"js\.org",
            r"files\.python" + r"hosted\.org",
            r"py" + r"pi\.org",
            r"deb\.deb" + r"ian\.org",
            r'"resol' + r'ved":',
            r"--index" + r"-url",
        ]
    )
)


def test_no_file_names_a_package_registry():
    found = [str(path.relative_to(ROOT)) for path, text in texts() if FORBIDDEN.search(text)]
    assert found == []


def test_no_file_holds_a_path_of_a_machine():
    home = re.compile("|".join(["/ro" + "ot/", "/ho" + r"me/\w", "/wo" + "rk/", "C:" + r"\\Users"]))
    found = [str(path.relative_to(ROOT)) for path, text in texts() if home.search(text)]
    assert found == []


@pytest.mark.parametrize("lock", ["run", "screens", "test", "uv"])
def test_every_locked_package_carries_hashes(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8")
    pins = re.findall(r"^[\w.\-]+==[^\n]*(?:\n    [^\n]*)*", text, re.MULTILINE)
    assert pins
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_switched_off_check_gives_its_reason():
    bare = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[^\]]*\])?)\s*$")
    found = []
    for path, text in texts():
        if path.suffix == ".py":
            lines = enumerate(text.splitlines(), 1)
            found += [f"{path.relative_to(ROOT)}:{number}" for number, line in lines if bare.search(line)]
    assert found == []


MADE_HERE = {ROOT / "tests" / "reading" / "corpus", ROOT / "docs" / "damage"}
"""Pictures that scripts of the project draw: make_corpus and sirekap.rehearsal.damage_book."""


def test_all_that_the_real_elections_paper_is_stays_outside():
    """Photos and documents of real elections are found outside the project, never inside it."""
    pictures = [
        path
        for path in committed()
        if path.suffix.lower() in {".jpg", ".jpeg", ".heic", ".tif", ".npz"} and path.parent not in MADE_HERE
    ]
    assert pictures == []


def test_every_test_named_in_the_security_page_exists():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "asvs.md").read_text("utf-8")))
    written = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert named
    assert named - written == set()
