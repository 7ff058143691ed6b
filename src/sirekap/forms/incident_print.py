"""From a plenary's incidents and objections to their PDF: archival, every page with its words in QR codes.

In: an ``IncidentRecord``, the election, what signs the pages. Out: a PDF's bytes. Invariant: what the codes
say is what is printed beside them; nothing recorded is printed as NIHIL, so that no line can be added later.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sirekap.election.model import Contest, Election
from sirekap.forms.incident_record import Entry, EntryKind, IncidentPage, IncidentRecord, incident_pages
from sirekap.forms.incident_record import incident_payload as payload_of
from sirekap.forms.page_code import Signer
from sirekap.forms.recap_print import drawn_codes, frame, region_words, typeset
from sirekap.forms.recap_words import TIERS, witnesses

STANDING = "Catatan rapat pleno, lampiran D.HASIL; tidak mengubah angka. Sah setelah ditandatangani {body}."
TITLES = {EntryKind.INCIDENT: "Kejadian khusus", EntryKind.OBJECTION: "Keberatan saksi"}
LABELS: Mapping[EntryKind, tuple[str, str, str, str, str]] = {
    EntryKind.INCIDENT: ("Waktu", "Tempat", "Disampaikan oleh", "Kejadian", "Keputusan rapat"),
    EntryKind.OBJECTION: ("Waktu", "Mengenai", "Saksi dari", "Keberatan", "Jawaban"),
}


def print_incidents(record: IncidentRecord, election: Election, contest: Contest, signer: Signer) -> bytes:
    """Return the record as PDF/A; TooLongError for an entry that no page can carry."""
    words = TIERS[record.tier]
    found = incident_pages(record)
    data = {
        "model": f"MODEL {record.name}",
        "title": f"{record.name} {region_words(election, record.region)}",
        "author": words.body,
        "subtitle": f"Catatan kejadian khusus dan/atau keberatan saksi dalam rapat pleno {words.body}",
        "standing": STANDING.format(body=words.body),
        "body": words.body,
        "members": ["Ketua", *["Anggota"] * (words.members - 1)],
        "witnesses": witnesses(contest),
        "digest": record.digest.hex(),
        "version": record.version,
        "pages": [_page(page, signer) for page in found],
        **frame(election, contest.name, record.region, len(found)),
    }
    return typeset(data)


def _page(page: IncidentPage, signer: Signer) -> Mapping[str, Any]:
    """Return one page as the template takes it."""
    last = page.number == page.of
    return {
        "kind": "signatures" if last else "entries",
        "number": page.number,
        "sheet": "Tanda tangan" if last else "Kejadian khusus dan keberatan",
        "entries": _runs(page),
        "codes": drawn_codes(payload_of(page), signer),
    }


def _runs(page: IncidentPage) -> Sequence[Mapping[str, Any]]:
    """Return the entries under the heading of their kind, in the order in which they were recorded."""
    runs: list[dict[str, Any]] = []
    for number, entry in enumerate(page.entries, start=page.first):
        title = TITLES[entry.kind]
        if not runs or runs[-1]["title"] != title:
            runs.append({"title": title, "first": number, "items": []})
        runs[-1]["items"].append(_pairs(entry))
    return runs or [{"title": "Kejadian khusus dan keberatan saksi", "first": 1, "items": []}]


def _pairs(entry: Entry) -> list[tuple[str, str]]:
    """Return an entry's parts, each with what it is; "-" for one that was left empty."""
    parts = (entry.time, entry.place, entry.by, entry.what, entry.answer)
    return [(label, part or "-") for label, part in zip(LABELS[entry.kind], parts, strict=True)]
