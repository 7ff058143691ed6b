"""Settings made up for every statutory form: contests of any size, places at home and abroad."""

from sirekap.election.model import (
    LISTS,
    REGIONAL_KINDS,
    Candidate,
    Constituency,
    ConstituencyCode,
    Contest,
    ContestId,
    ContestKind,
    Party,
    StationKind,
    Ticket,
    VoterRows,
)
from sirekap.forms.setting import Edition, Setting, place_of, usual_edition
from sirekap.forms.statutory import statutory_forms

NAME = "CENDRAWASIH KUNING"
LONG = "RADEN AJENG SITI NUR'AINI WULANDARI KUSUMANINGRUM BINTI O'BRIEN-PRAWIROKUSUMO HS"
ACCENTED = "DR. H. ÉLÀNG JÀWÁ D'ÖREÑO, S.Pd., M.Ü. BIN ÇAKRÂ WÏJÂYÅ KUSUMÊ-ŠTEFAN ÞOR ÆGIR"
LABELS = ("Daftar Pemilih Tetap (DPT)", "Daftar Pemilih Pindahan (DPPh)", "Daftar Pemilih Tambahan (DPTb)")
WITHOUT_PARTIES = {ContestKind.PRESIDENT, *REGIONAL_KINDS}


def contest(kind, people=3, candidates=5, name=NAME, *, blank=False):
    """A contest of *people* tickets, candidates or parties; with *blank*, the first is the empty column."""
    if kind in WITHOUT_PARTIES:
        tickets = [Ticket(n, (name, name), "#808080", n) for n in range(1, people + 1)]
        if blank:
            tickets[0] = Ticket(1, ("KOLOM KOSONG",), "#808080", 1, blank=True)
        return Contest(ContestId("x"), kind, "Bupati dan Wakil Bupati", tickets=tuple(tickets))
    if kind is ContestKind.DPD:
        standing = tuple(Candidate(0, n, name, "L", n) for n in range(1, people + 1))
        parties = ()
    else:
        parties = tuple(
            Party(n, f"PARTAI {name}"[:20], f"Partai {name}", "#808080", n > 18, n)
            for n in range(1, people + 1)
        )
        standing = tuple(
            Candidate(p, n, name, "P", 100 * p + n)
            for p in range(1, people + 1)
            for n in range(1, candidates + 1)
        )
    dapil = Constituency(ConstituencyCode("3511"), "JAWA TIMUR XI", (), 8, standing)
    return Contest(ContestId("x"), kind, "Anggota Dewan", parties=parties, constituencies=(dapil,))


def setting(of, cap=300, code="35", station=StationKind.DOMESTIC, rows=None):
    """The setting of a contest in the region of *code*."""
    edition = usual_edition(of.kind, cap)
    if rows:
        edition = Edition(cap, 25, VoterRows(rows, LISTS, LABELS))
    dapil = of.constituencies[0] if of.constituencies else None
    return Setting(of, dapil, edition, place_of(code, station))


def files(*uses):
    """The statutory forms of these uses, by name."""
    return {name: file for name, file in statutory_forms().items() if file.use in uses}
