"""Short names of fields for the sentences of rules and history, Indonesian and English.

In: a field name. Out: a few words that name its row, or the whole field. The names on the paper itself are
the form's labels; these are shorter, because several stand in one sentence.
"""

from collections.abc import Mapping

from sirekap.election.model import FieldName

_ROWS: Mapping[str, tuple[str, str]] = {
    "registered.listed": ("DPT", "voters on the list"),
    "registered.transferred": ("pemilih pindahan", "voters who moved in"),
    "registered.unregistered": ("pemilih tidak terdaftar", "voters not listed"),
    "registered.total": ("jumlah pemilih", "all voters"),
    "turnout.listed": ("pengguna hak pilih dalam DPT", "listed voters who voted"),
    "turnout.transferred": ("pengguna hak pilih pindahan", "moved-in voters who voted"),
    "turnout.unregistered": ("pengguna hak pilih tidak terdaftar", "unlisted voters who voted"),
    "turnout.total": ("jumlah pengguna hak pilih", "all who voted"),
    "ballots.received": ("surat suara diterima", "ballots received"),
    "ballots.used": ("surat suara digunakan", "ballots used"),
    "ballots.spoiled": ("surat suara rusak", "ballots spoiled"),
    "ballots.unused": ("surat suara tidak digunakan", "ballots unused"),
    "disabled.all": ("pemilih disabilitas", "voters with disabilities"),
    "disabled.voted": ("pemilih disabilitas yang memilih", "voters with disabilities who voted"),
    "valid": ("suara sah", "valid votes"),
    "invalid": ("suara tidak sah", "invalid votes"),
    "cast": ("suara sah dan tidak sah", "valid and invalid votes"),
}

_COLUMNS: Mapping[str, tuple[str, str]] = {
    "male": ("L", "men"),
    "female": ("P", "women"),
    "total": ("J", "both"),
}

_LANGUAGES = ("id", "en")


def row(field: FieldName, language: str) -> str:
    """Name the row of *field* without its column."""
    at = _LANGUAGES.index(language)
    known = _ROWS.get(field) or _ROWS.get(field.rpartition(".")[0])
    if known is not None:
        return known[at]
    return _vote(field)[at]


def column(field: FieldName, language: str) -> str:
    """Name the column of *field*: men, women or both; "" where the row has but one."""
    if field in _ROWS:
        return ""
    known = _COLUMNS.get(field.rpartition(".")[2])
    return known[_LANGUAGES.index(language)] if known else ""


def whole(field: FieldName, language: str) -> str:
    """Name the field: its row, and in brackets its column where it has one."""
    at = column(field, language)
    return f"{row(field, language)} ({at})" if at else row(field, language)


def _vote(field: FieldName) -> tuple[str, str]:
    """Name a field of votes by its numbers; any other by itself."""
    head, *numbers = field.split(".")
    if head != "votes" or not numbers:
        return field, field
    if len(numbers) == 1:
        return f"suara nomor {numbers[0]}", f"votes for number {numbers[0]}"
    party, candidate = numbers[0], numbers[1]
    if candidate == "0":
        return f"suara partai {party} saja", f"votes for party {party} alone"
    return f"suara calon {candidate} partai {party}", f"votes for candidate {candidate} of party {party}"
