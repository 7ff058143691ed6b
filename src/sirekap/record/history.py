"""What happened to one record, line by line, for people.

In: evidence in any order. Out: ``HistoryLine`` values, oldest first, each with who, when, what, and the
numbers before and after. Invariant: every piece of evidence gives one line; nothing is left out because it
was withdrawn or corrected. A person who is to type fields blind gets no number of them: ``hidden``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sirekap.election.model import FieldName
from sirekap.reading.model import RefusalCode
from sirekap.record.field_words import whole
from sirekap.record.held import WRONG_STATION, hold
from sirekap.record.history_events import around, travelled
from sirekap.record.history_line import Change, HistoryLine
from sirekap.record.model import (
    Checked,
    Corrected,
    Entered,
    Evidence,
    PageRead,
    Photographed,
    Section,
    SettledByPlenary,
    Values,
    Withdrawn,
)
from sirekap.record.rule import Sentence

PHOTO_LETTERS = 8
"""Letters of a photo's hash by which people tell photos apart."""

_SECTIONS: Mapping[Section, tuple[str, str]] = {
    Section.VOTES: ("perolehan suara", "votes"),
    Section.ADMINISTRATION: ("administrasi", "administration"),
}

_REFUSED: Mapping[str, tuple[str, str]] = {
    RefusalCode.NOT_AN_IMAGE.value: (": berkas rusak atau bukan foto", ": broken file or no photo"),
    RefusalCode.NOT_A_FORM.value: (": bukan formulir", ": no form"),
    RefusalCode.WRONG_FORM.value: (": formulir lain", ": another form"),
    RefusalCode.PAGE_CUT_OFF.value: (": halaman terpotong", ": page cut off"),
    RefusalCode.TOO_SMALL.value: (": terlalu kecil", ": too small"),
    RefusalCode.TOO_LARGE.value: (": terlalu besar", ": too large"),
    RefusalCode.TOO_BLURRED.value: (": kabur", ": blurred"),
    RefusalCode.TOO_DARK.value: (": terlalu gelap", ": too dark"),
    WRONG_STATION: (": milik TPS lain", ": of another station"),
}
"""Why the reader refused, in two words; what to do about it is told where the photo is shown."""


def history(
    evidence: Iterable[Evidence], hidden: frozenset[FieldName] = frozenset()
) -> tuple[HistoryLine, ...]:
    """Return what happened, oldest first.

    Fields in *hidden* are counted but neither named nor given a number; the reasons of such a line are left
    out, for they may tell the number too.
    """
    said: dict[FieldName, int | None] = {}
    lines = []
    for each in hold(evidence).evidence:
        values = _values(each)
        line = _line(each, _changes(values, said, hidden))
        lines.append(line if hidden.isdisjoint(values) else replace(line, reason=""))
        said.update(values)
    return tuple(lines)


def _values(piece: Evidence) -> Values:
    """Return the numbers that a piece of evidence says."""
    if isinstance(piece, Checked | Entered | Corrected | SettledByPlenary):
        return piece.values
    return {}


def _changes(
    values: Values, said: Mapping[FieldName, int | None], hidden: frozenset[FieldName]
) -> tuple[Change, ...]:
    """Set each number beside the newest one said before."""
    return tuple(
        Change(name, name not in said, said.get(name), value)
        for name, value in values.items()
        if name not in hidden
    )


def _line(piece: Evidence, changes: tuple[Change, ...]) -> HistoryLine:
    """Write one line."""
    if isinstance(piece, Photographed):
        return _photographed(piece)
    if isinstance(piece, PageRead):
        return _read(piece)
    if isinstance(piece, Withdrawn):
        says = {
            "id": f"menarik foto {piece.photo[:PHOTO_LETTERS]}",
            "en": f"withdrew photo {piece.photo[:PHOTO_LETTERS]}",
        }
        return HistoryLine(piece.at, piece.by, "withdraw", says, (), piece.reason, piece.photo)
    if isinstance(piece, Checked | Entered | Corrected | SettledByPlenary):
        return _said(piece, changes)
    return around(piece)


def _photographed(piece: Photographed) -> HistoryLine:
    """Tell that a photo came."""
    name = piece.photo[:PHOTO_LETTERS]
    page = ("", "") if piece.page is None else (f" halaman {piece.page}", f" of page {piece.page}")
    says = {"id": f"mengirim foto {name}{page[0]}", "en": f"sent photo {name}{page[1]}"}
    return HistoryLine(piece.at, piece.by, "photograph", says, photo=piece.photo)


def _read(piece: PageRead) -> HistoryLine:
    """Tell what the reader made of a photo; its values are never in the line."""
    name = piece.photo[:PHOTO_LETTERS]
    if piece.refused is not None:
        because = _REFUSED.get(piece.refused, ("", ""))
        says = {
            "id": f"foto {name} tidak dapat dibaca{because[0]}",
            "en": f"photo {name} could not be read{because[1]}",
        }
        return HistoryLine(piece.at, None, "read", says, photo=piece.photo)
    sure = sum(each.accepted for each in piece.fields.values())
    says = {
        "id": f"foto {name} dibaca sebagai halaman {piece.page}: {sure} dari {len(piece.fields)} kolom yakin",
        "en": f"photo {name} read as page {piece.page}: sure of {sure} of {len(piece.fields)} fields",
    }
    return HistoryLine(piece.at, None, "read", says, photo=piece.photo)


def _said(
    piece: Checked | Entered | Corrected | SettledByPlenary, changes: tuple[Change, ...]
) -> HistoryLine:
    """Tell what a person, or a plenary, said."""
    count = len(piece.values)
    if isinstance(piece, SettledByPlenary):
        indonesian, english = _SECTIONS[piece.section]
        says = {
            "id": f"pleno memutuskan {indonesian} ({piece.certificate})",
            "en": f"a plenary settled the {english} ({piece.certificate})",
        }
        return HistoryLine(piece.at, piece.by, "settle", says, changes, piece.reason)
    event, word, reason = _word(piece, changes, count)
    came = travelled(piece.source)
    whole = {language: sentence + came[language] for language, sentence in word.items()}
    return HistoryLine(piece.at, piece.by, event, whole, changes, reason)


def _word(
    piece: Checked | Entered | Corrected, changes: tuple[Change, ...], count: int
) -> tuple[str, Sentence, str]:
    """Return the step's word, what a person said by it, and why."""
    if isinstance(piece, Checked):
        reason = "; ".join(f"{code}: {why}" for code, why in sorted(piece.reasons.items()) if why.strip())
        return "check", {"id": f"memeriksa {count} kolom", "en": f"checked {count} {_fields(count)}"}, reason
    if isinstance(piece, Entered):
        says = {
            "id": f"mengisi {count} kolom dari foto",
            "en": f"typed {count} {_fields(count)} from a photo",
        }
        return "enter", says, ""
    return "correct", _corrected(changes, count), piece.reason


def _corrected(changes: tuple[Change, ...], count: int) -> Sentence:
    """Name each number that was changed, before and after; only their count where they are hidden."""
    if len(changes) < count:
        return {"id": f"membetulkan {count} kolom", "en": f"corrected {count} {_fields(count)}"}
    return {
        language: f"{verb} " + ", ".join(_changed(each, language) for each in changes)
        for language, verb in (("id", "membetulkan"), ("en", "corrected"))
    }


def _changed(change: Change, language: str) -> str:
    """Write one number before and after."""
    before, after = _number(change.before, language), _number(change.after, language)
    return f"{whole(change.field, language)} {before} → {after}"


def _number(value: int | None, language: str) -> str:
    """Write a number, or say that the field stands empty."""
    return str(value) if value is not None else {"id": "kosong", "en": "empty"}[language]


def _fields(count: int) -> str:
    """Return the English word for *count* fields."""
    return "field" if count == 1 else "fields"
