"""Open an election folder.

In: a folder on disk. Out: the ``Election`` it describes. Invariant: only the folder's own tables are read,
none below it, and what is wrong is told as ``election.load`` tells it.
"""

from pathlib import Path

from sirekap.election.load import TABLE_SUFFIXES, load_election
from sirekap.election.model import Election


class NoElectionFolderError(FileNotFoundError):
    """There is no folder of that name; ``say`` tells the person what to do, by language."""

    def __init__(self, folder: Path) -> None:
        self.say = {
            "id": f"{folder} bukan folder pemilihan; sebutkan folder yang berisi election.toml.",
            "en": f"{folder} is not an election folder; name the folder that holds election.toml.",
        }
        super().__init__(self.say["id"])


def open_election(folder: Path) -> Election:
    """Return the election that the tables in *folder* describe.

    Raises NoElectionFolderError, and ElectionFaultsError with every fault of the tables.
    """
    return load_election(read_folder(folder))


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each table in *folder*, by file name; NoElectionFolderError where it is none."""
    if not folder.is_dir():
        raise NoElectionFolderError(folder)
    return {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.name.endswith(TABLE_SUFFIXES) and path.is_file()
    }


def shipped_election() -> Path:
    """Return the folder of the election that the demo plays, in a checkout or an installed package."""
    return _shipped() / "rehearsal-sampang"


def shipped_elections() -> list[Path]:
    """Return the folders of all elections that ship."""
    return sorted(each.parent for each in _shipped().glob("*/election.toml"))


def _shipped() -> Path:
    package = Path(__file__).resolve().parents[1]
    places = (package.parents[1] / "elections", package / "_ship" / "elections")
    return next((each for each in places if each.is_dir()), places[0])
