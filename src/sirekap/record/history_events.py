"""The history's lines about what surrounds the numbers: details, incidents, objections, copies, versions.

In: one piece of evidence. Out: its ``HistoryLine``. Invariant: no line here tells a number of the count.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sirekap.record import model
from sirekap.record.history_line import HistoryLine
from sirekap.record.model import Capacity, HandedAs, IncidentKind, Source, VersionKind, Watcher
from sirekap.record.rule import Sentence

Around = (
    model.Detailed
    | model.IncidentNoted
    | model.Objected
    | model.ObjectionAnswered
    | model.VersionOpened
    | model.CopyExpected
    | model.CopyHanded
)

_INCIDENTS: Mapping[IncidentKind, tuple[str, str]] = {
    IncidentKind.NONE: ("NIHIL", "none"),
    IncidentKind.BALLOTS_SHORT: ("surat suara kurang", "too few ballots"),
    IncidentKind.BALLOTS_SWAPPED: ("surat suara tertukar", "ballots of another constituency"),
    IncidentKind.LATE_OPENING: ("terlambat dibuka", "opened late"),
    IncidentKind.INTERRUPTED: ("terhenti", "interrupted"),
    IncidentKind.UNENTITLED_VOTER: ("pemilih yang tidak berhak", "a voter without the right"),
    IncidentKind.INTIMIDATION: ("intimidasi", "intimidation"),
    IncidentKind.FORM_DAMAGED: ("formulir rusak", "form damaged"),
    IncidentKind.OTHER: ("lainnya", "other"),
}

_VERSIONS: Mapping[VersionKind, tuple[str, str]] = {
    VersionKind.REVOTE: ("pemungutan suara ulang", "a re-vote"),
    VersionKind.CONTINUED: ("pemungutan suara lanjutan", "a continued vote"),
    VersionKind.DELAYED: ("pemungutan suara susulan", "a delayed vote"),
    VersionKind.RECOUNT: ("penghitungan suara ulang", "a recount"),
}

_HANDED: Mapping[HandedAs, tuple[str, str]] = {
    HandedAs.PAPER: ("kertas", "paper"),
    HandedAs.QR: ("kode QR", "QR code"),
    HandedAs.FILE: ("berkas", "file"),
}

_VIA: Mapping[str, tuple[str, str]] = {
    "http": ("internet", "internet"),
    "qr": ("kode QR", "QR code"),
    "file": ("berkas", "file"),
    "text": ("pesan teks", "text message"),
}

CLAIM_LETTERS = 8
"""Letters of a claim's id by which people tell claims apart."""


def travelled(source: Source | None) -> Sentence:
    """Return how a word came, to be put behind a line; nothing for one said on a screen."""
    if source is None:
        return {"id": "", "en": ""}
    indonesian, english = _VIA.get(source.via, (source.via, source.via))
    name = source.claim[:CLAIM_LETTERS]
    return {
        "id": f" (kiriman {name} lewat {indonesian}, peran {source.role})",
        "en": f" (claim {name} by {english}, role {source.role})",
    }


def around(piece: Around) -> HistoryLine:
    """Return the line of *piece*."""
    return _LINES[type(piece)](piece)


def _detailed(piece: model.Detailed) -> HistoryLine:
    name, count = piece.claim[:CLAIM_LETTERS], len(piece.photos)
    says = {
        "id": f"mengirim rincian kiriman {name}: {count} foto, jam ponsel {_clock(piece)}",
        "en": f"sent the details of claim {name}: {count} photos, phone's clock {_clock(piece)}",
    }
    reasons = "; ".join(f"{code}: {why}" for code, why in sorted(piece.reasons.items()) if why.strip())
    return HistoryLine(
        piece.at, piece.by, "detail", says, reason="; ".join(filter(None, (piece.reason, reasons)))
    )


def _clock(piece: model.Detailed) -> str:
    return piece.device_time.strftime("%d-%m %H:%M UTC")


def _incident(piece: model.IncidentNoted) -> HistoryLine:
    what = _INCIDENTS[piece.kind]
    says = {"id": f"mencatat kejadian khusus: {what[0]}", "en": f"noted special events: {what[1]}"}
    return HistoryLine(piece.at, piece.by, "note_incident", says, reason=piece.text, photo=piece.photo)


def _objected(piece: model.Objected) -> HistoryLine:
    who = _watcher(piece.watcher)
    says = {"id": f"mencatat keberatan {who['id']}", "en": f"noted an objection of {who['en']}"}
    return HistoryLine(piece.at, piece.by, "object", says, reason=piece.text, photo=piece.photo)


def _answered(piece: model.ObjectionAnswered) -> HistoryLine:
    who = _watcher(piece.watcher)
    outcome = ("diterima", "heeded") if piece.heeded else ("tidak diterima", "not heeded")
    says = {
        "id": f"menjawab keberatan {who['id']}: {outcome[0]}",
        "en": f"answered the objection of {who['en']}: {outcome[1]}",
    }
    return HistoryLine(piece.at, piece.by, "answer", says, reason=piece.text)


def _version(piece: model.VersionOpened) -> HistoryLine:
    what = _VERSIONS[piece.kind]
    says = {
        "id": f"membuka versi baru untuk {what[0]} (Keputusan {piece.decision})",
        "en": f"opened a new version for {what[1]} (decision {piece.decision})",
    }
    return HistoryLine(piece.at, piece.by, "open_version", says, reason=piece.reason)


def _expected(piece: model.CopyExpected) -> HistoryLine:
    who = _watcher(piece.watcher)
    says = {
        "id": f"mendaftar {who['id']} sebagai penerima salinan",
        "en": f"registered {who['en']} for a copy",
    }
    return HistoryLine(piece.at, piece.by, "expect_copy", says)


def _handed(piece: model.CopyHanded) -> HistoryLine:
    who, what = _watcher(piece.watcher), _HANDED[piece.handed_as]
    name = piece.content[:CLAIM_LETTERS]
    says = {
        "id": f"menyerahkan salinan {name} kepada {who['id']} ({what[0]})",
        "en": f"handed copy {name} to {who['en']} ({what[1]})",
    }
    return HistoryLine(piece.at, piece.by, "hand_copy", says)


def _watcher(watcher: Watcher) -> Sentence:
    if watcher.capacity is Capacity.SUPERVISOR:
        return {"id": "pengawas TPS", "en": "the supervisor"}
    return {"id": f"saksi nomor {watcher.number}", "en": f"the witness of number {watcher.number}"}


_LINES: Mapping[type[Around], Callable[[Any], HistoryLine]] = {
    model.Detailed: _detailed,
    model.IncidentNoted: _incident,
    model.Objected: _objected,
    model.ObjectionAnswered: _answered,
    model.VersionOpened: _version,
    model.CopyExpected: _expected,
    model.CopyHanded: _handed,
}
