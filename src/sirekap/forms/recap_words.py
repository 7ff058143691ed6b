"""The words of a D.HASIL: titles, sections, rows, members and the label of its standing.

In: a tier, a contest, field names. Out: Indonesian, as printed. Invariant: rows are called as on the
station's form (``labels``); names of tickets, parties and candidates are the election folder's.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sirekap.election.model import Candidate, Contest, ContestKind, FieldName, Party
from sirekap.forms.labels import SINGLES, label
from sirekap.forms.recap_table import RecapTier


class TierWords(NamedTuple):
    """What changes with the tier."""

    body: str
    """Who signs."""
    members: int
    title: str
    column: str
    """What a column is."""
    level: str
    """The tier in a sentence."""


TIERS: Mapping[RecapTier, TierWords] = {
    RecapTier.DISTRICT: TierWords("PPK", 5, "dari setiap TPS dalam wilayah kecamatan", "TPS", "kecamatan"),
    RecapTier.REGENCY: TierWords(
        "KPU Kabupaten/Kota",
        5,
        "dari setiap kecamatan dalam wilayah kabupaten/kota",
        "Kecamatan",
        "kabupaten/kota",
    ),
    RecapTier.PROVINCE: TierWords(
        "KPU Provinsi", 7, "dari setiap kabupaten/kota dalam wilayah provinsi", "Kabupaten/Kota", "provinsi"
    ),
    RecapTier.NATION: TierWords("KPU", 7, "dari setiap provinsi dan luar negeri", "Provinsi", "nasional"),
    RecapTier.OVERSEAS: TierWords(
        "PPLN", 7, "dari setiap TPSLN, KSK, dan Pos dalam wilayah PPLN", "TPSLN/KSK/Pos", "PPLN"
    ),
}

SECTIONS: Mapping[str, str] = {
    "registered": "I. DATA PEMILIH",
    "turnout": "II. PENGGUNA HAK PILIH",
    "ballots": "III. PENGGUNAAN SURAT SUARA",
    "disabled": "IV. PEMILIH DISABILITAS",
    "votes": "V. PEROLEHAN SUARA",
    "totals": "VI. SUARA SAH DAN TIDAK SAH",
}

STANDING = (
    "Yang sah adalah dokumen ini setelah ditandatangani {body} dan saksi; dapat dibetulkan di tingkat atas."
)
"""On the paper that is signed."""
COPY_STANDING = (
    "Sesuai D.HASIL {level} yang ditandatangani; yang sah dokumennya, dapat dibetulkan di tingkat atas."
)
"""On files that repeat its numbers."""
PRACTICE = "LATIHAN, BUKAN PEMILU"
SUMMARY = {RecapTier.DISTRICT: "Rekapitulasi seluruh desa/kelurahan"}


def section_of(field: FieldName) -> str:
    """Return the heading that *field* stands under."""
    return SECTIONS["totals" if field in ("valid", "invalid", "cast") else field.split(".")[0]]


def row_words(contest: Contest, field: FieldName) -> str:
    """Return what a row is called; votes go by the names of who stands."""
    if field in SINGLES or not field.startswith("votes."):
        return label(field, contest.kind)["id"]
    numbers = [int(part) for part in field.split(".")[1:]]
    return _party_words(contest, numbers) if contest.parties else _choice_words(contest, numbers[0])


def _party_words(contest: Contest, numbers: list[int]) -> str:
    party = {each.number: each for each in contest.parties}.get(numbers[0])
    name = f"{numbers[0]}. {party.name}" if party else f"Partai {numbers[0]}"
    if len(numbers) == 1:
        return f"Jumlah suara {name} dan calonnya"
    if numbers[1] == 0:
        return f"Suara {name}"
    return f"{numbers[1]}. {_candidate_name(contest, party, numbers[1])}"


def _candidate_name(contest: Contest, party: Party | None, number: int) -> str:
    """Return a candidate's name where the contest is cut down to one constituency, else words for it."""
    if party is None or len(contest.constituencies) != 1:
        return "calon nomor urut ini"
    names = {
        each.number: each.name for each in contest.constituencies[0].candidates if each.party == party.number
    }
    return names.get(number, "calon nomor urut ini")


def _choice_words(contest: Contest, number: int) -> str:
    """Return a ticket's or a DPD candidate's name."""
    tickets = {each.number: " - ".join(each.names) for each in contest.tickets}
    if number in tickets:
        return f"{number}. {tickets[number]}"
    people = {each.number: each.name for each in dpd_candidates(contest)}
    return f"{number}. {people.get(number, 'kolom kosong')}"


def dpd_candidates(contest: Contest) -> tuple[Candidate, ...]:
    """Return who stands alone (DPD) in a contest cut down to one constituency; none otherwise."""
    if contest.kind is not ContestKind.DPD or len(contest.constituencies) != 1:
        return ()
    return contest.constituencies[0].candidates


def witnesses(contest: Contest) -> tuple[str, ...]:
    """Return whose witnesses may sign, in the order of the ballot."""
    if contest.parties:
        return tuple(f"Saksi {each.number}. {each.name}" for each in contest.parties)
    if contest.tickets:
        return tuple(f"Saksi pasangan calon {each.number}" for each in contest.tickets)
    return tuple(f"Saksi calon {each.number}" for each in dpd_candidates(contest))
