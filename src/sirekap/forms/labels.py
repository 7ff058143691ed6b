"""The names people read for fields: on paper, on screens, in the rule book.

In: a field's name and the kind of contest. Out: Indonesian and English. Invariant: identifiers go by
meaning; the paper's abbreviations change theirs between national and regional elections, and only this
table knows which is meant.
"""

from collections.abc import Mapping

from sirekap.election.model import ContestKind, FieldName

Label = Mapping[str, str]
"""The same words by language: ``id`` and ``en``."""

REGIONAL = frozenset({ContestKind.GOVERNOR, ContestKind.REGENT, ContestKind.MAYOR})

SECTIONS: Mapping[str, Label] = {
    "registered": {"id": "Data pemilih", "en": "Registered voters"},
    "turnout": {"id": "Pengguna hak pilih", "en": "Voters who voted"},
    "ballots": {"id": "Data penggunaan surat suara", "en": "Ballot papers"},
    "disabled": {"id": "Data pemilih disabilitas", "en": "Voters with disabilities"},
    "votes": {"id": "Perolehan suara pasangan calon", "en": "Votes of the tickets"},
    "totals": {"id": "Suara sah dan suara tidak sah", "en": "Valid and invalid votes"},
}

SEXES: Mapping[str, Label] = {
    "male": {"id": "laki-laki", "en": "men"},
    "female": {"id": "perempuan", "en": "women"},
    "total": {"id": "jumlah", "en": "both"},
}

LISTS: Mapping[str, Label] = {
    "listed": {"id": "Daftar Pemilih Tetap (DPT)", "en": "the permanent list (DPT)"},
    "transferred": {"id": "Daftar Pemilih Tambahan (DPTb)", "en": "the list of voters who moved (DPTb)"},
    "unregistered": {"id": "Daftar Pemilih Khusus (DPK)", "en": "the list of voters in no list (DPK)"},
}
REGIONAL_LISTS: Mapping[str, Label] = {
    "listed": LISTS["listed"],
    "transferred": {"id": "Daftar Pemilih Pindahan (DPPh)", "en": "the list of voters who moved (DPPh)"},
    "unregistered": {"id": "Daftar Pemilih Tambahan (DPTb)", "en": "the list of voters in no list (DPTb)"},
}

ROWS: Mapping[str, Label] = {
    "registered.total": {"id": "Jumlah pemilih", "en": "All registered voters"},
    "turnout.total": {"id": "Jumlah pengguna hak pilih", "en": "All voters who voted"},
    "disabled.all": {"id": "Seluruh pemilih disabilitas", "en": "All voters with disabilities"},
    "disabled.voted": {
        "id": "Pemilih disabilitas yang menggunakan hak pilih",
        "en": "Voters with disabilities who voted",
    },
}

SINGLES: Mapping[str, Label] = {
    "ballots.received": {
        "id": "Surat suara yang diterima, termasuk cadangan",
        "en": "Ballots received, reserve included",
    },
    "ballots.used": {"id": "Surat suara yang digunakan", "en": "Ballots used"},
    "ballots.spoiled": {
        "id": "Surat suara yang dikembalikan karena rusak atau keliru dicoblos",
        "en": "Ballots returned as damaged or wrongly marked",
    },
    "ballots.unused": {
        "id": "Surat suara yang tidak digunakan, termasuk sisa cadangan",
        "en": "Ballots not used, rest of the reserve included",
    },
    "valid": {"id": "Jumlah seluruh suara sah", "en": "All valid votes"},
    "invalid": {"id": "Jumlah suara tidak sah", "en": "Invalid votes"},
    "cast": {"id": "Jumlah suara sah dan suara tidak sah", "en": "Valid and invalid votes together"},
}


def label(field: FieldName, kind: ContestKind = ContestKind.PRESIDENT) -> Label:
    """Return what people call *field* in a contest of *kind*; KeyError for a name no form has."""
    if field in SINGLES:
        return SINGLES[field]
    section, *rest = field.split(".")
    if section == "votes":
        return vote_label(rest)
    row, sex = row_label(f"{section}.{rest[0]}", kind), SEXES[rest[1]]
    return {language: f"{row[language]}, {sex[language]}" for language in ("id", "en")}


def vote_label(numbers: list[str]) -> Label:
    """Return the name of ``votes.N``, ``votes.N.0`` or ``votes.N.C``."""
    ticket, *candidate = numbers
    if not candidate:
        return {"id": f"Suara nomor urut {ticket}", "en": f"Votes for number {ticket}"}
    if candidate == ["0"]:
        return {"id": f"Suara partai nomor {ticket}", "en": f"Votes for party {ticket} alone"}
    return {
        "id": f"Suara calon nomor {candidate[0]} partai nomor {ticket}",
        "en": f"Votes for candidate {candidate[0]} of party {ticket}",
    }


def row_label(row: str, kind: ContestKind = ContestKind.PRESIDENT) -> Label:
    """Return the name of a row of men, women and both, such as ``turnout.listed``."""
    if row in ROWS:
        return ROWS[row]
    section, voters = row.split(".")
    lists = (REGIONAL_LISTS if kind in REGIONAL else LISTS)[voters]
    who = {
        "registered": {"id": "Pemilih dalam", "en": "Voters on"},
        "turnout": {"id": "Pengguna hak pilih dalam", "en": "Voted, of"},
    }[section]
    return {language: f"{who[language]} {lists[language]}" for language in ("id", "en")}
