"""The file that a witness takes home checks itself, and no changed file passes for the station's own."""

import base64
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.accounts import keys
from tests.golden.claims import CORRECTION, DETAILS
from tests.record.made import FORM
from tests.screens.copy_page import opened, program
from tests.screens.node import run

from sirekap.accounts.certificates import seconds
from sirekap.accounts.signatures import public_of
from sirekap.record.claims.details import hash_of, write_details
from sirekap.record.claims.model import ClaimedPhoto, ClaimKind, said_of
from sirekap.record.claims.signed import sign_claim, write_signed
from sirekap.record.model import RecordKey

SCRIPT = Path(__file__).with_name("copies.mjs")
PHOTOS = (b"\xff\xd8\xff\xe0 page one", b"\xff\xd8\xff\xe0 page two")
ROOTS = [{"key": public_of(keys.ROOT).hex(), "retired": None}]


def text(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def copy(photos=PHOTOS, signer=keys.DEVICE, **change):
    """What a phone puts into the file, of a claim signed for the station of the tests' keys."""
    named = tuple(
        ClaimedPhoto(hashlib.sha256(each).hexdigest(), len(each), at + 1) for at, each in enumerate(PHOTOS)
    )
    details = write_details(replace(DETAILS, photos=named, readings=()), FORM)
    claim = replace(CORRECTION, details=hash_of(details))
    signed = sign_claim(claim, keys.ELECTION, signer, keys.chain().to_bytes(keys.ELECTION))
    return {
        "format": 1,
        "election": {"id": keys.ELECTION, "name": "Pemilihan contoh", "practice": True},
        "station": {"code": keys.STATION, "name": "TPS 003", "regions": ["JAWA TIMUR", "SAMPANG"]},
        "contest": {"id": "ppwp", "name": "Presiden <dan> Wakil Presiden"},
        "fields": [{"name": each.name, "row": each.name, "column": ""} for each in FORM.fields()],
        "signed": text(write_signed(signed)),
        "details": text(details),
        "corrections": [],
        "photos": [{"page": at + 1, "jpeg": text(each)} for at, each in enumerate(photos)],
        "roots": [{"key": text(public_of(keys.ROOT)), "retired": None}],
        "madeAt": seconds(keys.DAY),
    } | change


def correction(signer=keys.DEVICE, number=CORRECTION.number + 1, details=None, **change):
    """What a phone adds for a correction of the votes of number 1, or of what is told."""
    written = write_details(replace(DETAILS, photos=(), readings=()), FORM)
    said = said_of(FORM, change.pop("values", {"votes.1": 108}))
    claim = replace(CORRECTION, details=hash_of(written), number=number, said=said, **change)
    signed = sign_claim(claim, keys.ELECTION, signer, keys.chain().to_bytes(keys.ELECTION))
    return {"signed": text(write_signed(signed)), "details": text(details or written)}


def judged(file, roots=ROOTS, election=keys.ELECTION):
    given = {"roots": roots, "election": election, "at": seconds(keys.DAY)}
    return run(SCRIPT, {"task": "judge", "copy": file, **given})


def test_a_copy_as_it_was_made_holds_and_shows_the_signed_numbers():
    told = judged(copy())
    assert set(told["holds"].values()) == {True}
    assert told["values"] == CORRECTION.values(FORM)
    assert told["signer"] == f"{keys.STATION}-officer-1"


def test_a_correction_changes_the_numbers_it_names_and_a_later_one_counts():
    later = correction(number=CORRECTION.number + 2, values={"votes.1": 109, "invalid": 4})
    told = judged(copy(corrections=[later, correction()]))
    assert set(told["holds"].values()) == {True}
    assert told["values"] == {**CORRECTION.values(FORM), "votes.1": 109, "invalid": 4}
    assert len(set(told["corrections"])) == 2


@pytest.mark.parametrize(
    ("file", "roots", "broken"),
    [
        (copy(photos=(PHOTOS[0], PHOTOS[1] + b"x")), ROOTS, {"photos"}),
        (copy(photos=PHOTOS[:1]), ROOTS, {"photos"}),
        (copy(details=text(write_details(DETAILS, FORM))), ROOTS, {"details", "photos"}),
        (copy(signer=keys.ONE_TIME), ROOTS, {"signature", "station"}),
        (copy(contest={"id": "pdpr", "name": "DPR"}), ROOTS, {"station"}),
        (copy(), [{"key": public_of(keys.STRANGER).hex(), "retired": None}], {"signature", "station"}),
        (copy(corrections=[correction(signer=keys.ONE_TIME)]), ROOTS, {"signature", "station"}),
        (copy(corrections=[correction(kind=ClaimKind.CHECK)]), ROOTS, {"station"}),
        (copy(corrections=[correction(key=RecordKey(keys.STATION, "pdpr"))]), ROOTS, {"station"}),
        (copy(corrections=[correction(details=write_details(DETAILS, FORM))]), ROOTS, {"details"}),
        (copy(signed="AAAA"), ROOTS, {"signature", "station", "details", "photos"}),
    ],
    ids=[
        "a changed photo",
        "a photo left out",
        "other details",
        "another's signature",
        "of another contest",
        "a root that is not pinned",
        "a correction with another's signature",
        "a result that is passed off as a correction",
        "a correction of another contest",
        "a correction with other details",
        "no claim at all",
    ],
)
def test_what_was_changed_does_not_hold_and_says_what(file, roots, broken):
    assert {check for check, holds in judged(file, roots)["holds"].items() if not holds} == broken


def test_a_file_is_written_and_read_back_whatever_its_words_hold():
    file = copy(station={"code": keys.STATION, "name": "</script><b>TPS", "regions": ["\u2028", "&<"]})
    told = run(SCRIPT, {"task": "file", "copy": file, "program": "const a = '</script>'"})
    assert told["again"] == file
    assert told["text"].count("</script>") == 2, "only the file's own ends end a script"
    assert run(SCRIPT, {"task": "file", "copy": file, "program": "", "spoil": True})["again"] is None


def test_a_witness_opens_the_file_with_no_network_and_is_told_that_it_is_the_same(tmp_path):
    told = run(SCRIPT, {"task": "file", "copy": copy(), "program": program(tmp_path)})
    whole = tmp_path / "copy.html"
    whole.write_text(told["text"], "utf-8")
    with opened(whole) as page:
        shown = page.inner_text("main")
        assert "SAMA dengan yang ditandatangani" in page.inner_text(".verdict")
        assert "good" in page.get_attribute(".verdict", "class")
        assert "Presiden <dan> Wakil Presiden" in shown
        assert page.locator("tr", has_text="votes.1").inner_text().split()[-1] == "110"
        assert page.locator("img").count() == len(PHOTOS)


def test_a_number_changed_in_the_file_makes_it_say_that_it_is_not_the_same(tmp_path):
    file = copy()
    data = bytearray(base64.urlsafe_b64decode(file["signed"] + "=" * (-len(file["signed"]) % 4)))
    at = bytes(data).index(b"\x18\x6e")  # 110 in CBOR
    data[at + 1] = 0x6F
    told = run(
        SCRIPT, {"task": "file", "copy": file | {"signed": text(bytes(data))}, "program": program(tmp_path)}
    )
    whole = tmp_path / "copy.html"
    whole.write_text(told["text"], "utf-8")
    with opened(whole) as page:
        assert "TIDAK SAMA" in page.inner_text(".verdict")
        assert json.dumps(page.inner_text("li >> nth=0")).startswith('"\\u2717')
