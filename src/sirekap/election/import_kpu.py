"""Makes an election folder from KPU's published region tree, station list and candidate lists.

In: documents by path, as tables or JSON, packed or not, and what the lists do not tell. Out: the folder's
files, and notes for people. Invariant: names, codes and ids stay as published; what is unknown stays empty.
Fetching documents is not done here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sirekap.election.kpu_candidates import Standing
from sirekap.election.kpu_documents import KpuDocumentError, parse, unpack
from sirekap.election.kpu_regions import ABROAD, Tree
from sirekap.election.model import NATION, Contest, Election, ElectionId, RegionCode, usual_rows
from sirekap.election.save import to_files


@dataclass(frozen=True, slots=True)
class Wanted:
    """What KPU's lists do not tell, and which part of the nation is wanted."""

    name: str
    day: date
    practice: bool = True
    voter_cap: int = 300
    reserve_permille: int = 20
    form_family: str = "sirekap-1"
    within: RegionCode = NATION


@dataclass(frozen=True, slots=True)
class Imported:
    """The folder's files, and what a person should know of them, by language."""

    files: Mapping[str, bytes]
    notes: tuple[Mapping[str, str], ...]


def import_kpu(documents: Mapping[str, bytes], wanted: Wanted) -> Imported:
    """Return the election folder that *documents* make; keys are paths with ``/``.

    Raises KpuDocumentError where a document is not as KPU publishes it or a list is missing.
    """
    tree, standing = Tree(wanted.within), Standing(wanted.within)
    skipped: list[str] = []
    for path in sorted(documents, key=_names_first):
        document, data = unpack(path, documents[path])
        if not _add(tree, standing, document, data):
            skipped.append(path)
    tree.finish()
    contests = standing.finish(tree.regions)
    _require(tree, contests)
    election = Election(
        id=ElectionId(""),
        name=wanted.name,
        day=wanted.day,
        practice=wanted.practice,
        voter_cap=wanted.voter_cap,
        reserve_permille=wanted.reserve_permille,
        form_family=wanted.form_family,
        publish_not_before=None,
        contests=contests,
        regions=tree.regions,
        stations=tree.stations,
        voter_rows=usual_rows(contest.kind for contest in contests),
    )
    return Imported(to_files(election), _notes(tree, contests, skipped))


def _names_first(path: str) -> tuple[bool, str]:
    """Order the documents so that constituencies have their names before their candidates come."""
    return "dapil_" not in path, path


def _add(tree: Tree, standing: Standing, document: str, data: bytes) -> bool:
    """Add one document where it belongs; False where it is none of the lists."""
    if document.endswith(".csv"):
        return tree.add_table(document, data)
    if not document.endswith(".json") or "/hhc" in f"/{document}" or "/hr/" in f"/{document}":
        return False
    value = parse(document, data)
    if standing.add(document, value):
        return True
    if isinstance(value, list) and value and isinstance(value[0], dict) and "tingkat" in value[0]:
        tree.add_list(document, value)
        return True
    return bool(value == [])


def _require(tree: Tree, contests: Sequence[Contest]) -> None:
    if not tree.regions or not tree.stations:
        raise KpuDocumentError(
            "stations.csv",
            "daftar wilayah dan TPS tidak ditemukan; sertakan keduanya (wilayah …csv/json dan TPS).",
            "no list of regions and stations was found; give both (regions …csv/json and stations).",
        )
    if not contests:
        raise KpuDocumentError(
            "tickets.csv",
            "daftar calon tidak ada; sertakan pemilu/ppwp.json, caleg/partai/*.json atau paslon/*.json.",
            "no list of candidates was found; give pemilu/ppwp.json, caleg/partai/*.json or paslon/*.json.",
        )


def _notes(tree: Tree, contests: Sequence[Contest], skipped: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    names = [region.name for region in tree.regions.values()]
    spaced = sum(name != name.strip() for name in names)
    abroad = sum(code.startswith(ABROAD) for code in tree.stations)
    bare = sum(not each.regions for contest in contests for each in contest.constituencies)
    stations = len(tree.stations)
    counted = (
        (
            stations,
            "TPS belum punya DPT dan jumlah surat suara",
            "stations have no voter list and ballots yet",
        ),
        (
            spaced,
            "nama wilayah diawali atau diakhiri spasi, dibiarkan",
            "region names keep a space at an end",
        ),
        (abroad, "TPS luar negeri memakai zona Asia/Jakarta", "stations abroad stand in zone Asia/Jakarta"),
        (bare, "dapil belum punya wilayah dan kursi", "constituencies have no regions and seats yet"),
        (
            tree.left_out,
            "wilayah atau TPS tanpa induk dilewati",
            "regions or stations without parent left out",
        ),
        (
            len(skipped),
            "dokumen bukan daftar wilayah atau calon",
            "documents are no list of regions or candidates",
        ),
    )
    return tuple({"id": f"{n} {words}.", "en": f"{n} {english}."} for n, words, english in counted if n)
