"""What may be counted, what is refused under which name, and what a claim adds to its record."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.record.claims.made_claims import (
    CLAIM,
    DETAILS,
    FORMS,
    KEY,
    OTHER_KEY,
    SIGNED,
    SIGNER,
    claim,
)
from tests.record.made import (
    CONTEXT,
    ELECTION,
    FORM,
    NIGHT,
    SOUND,
    VOTES,
    all_read,
    at,
    checked,
    corrected,
    entered,
    photo_of,
)

from sirekap.accounts.signatures import public_of
from sirekap.election.model import StationCode
from sirekap.record.claims.errors import (
    BadSignatureError,
    FormNeverIssuedError,
    NoSuchRecordError,
    NotAClaimError,
    OtherElectionError,
    RevokedKeyError,
    ValuesDoNotFitError,
    WrongStationError,
)
from sirekap.record.claims.judge import ensure_by, ensure_of
from sirekap.record.claims.model import UNSAID, ClaimKind, said_of
from sirekap.record.claims.signed import sign_claim
from sirekap.record.claims.word import details_of, time_of, word_of
from sirekap.record.claims.word import photo_of as photo_named
from sirekap.record.gate import weigh
from sirekap.record.history import history
from sirekap.record.model import Checked, Corrected, Entered, RecordKey, Section, Seen, Source, Withdrawn
from sirekap.record.state import Confirmed, Doubtful, derive

SOURCE = Source(SIGNED.id, "officer", "qr")
NOTHING = (UNSAID,) * len(CLAIM.said)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"election": "1" * 32}, OtherElectionError),
        ({"key": replace(CLAIM.key, station=StationCode("3527031003999"))}, NoSuchRecordError),
        ({"key": RecordKey(CLAIM.key.station, "pdpr")}, NoSuchRecordError),
        ({"form": "0" * 32}, FormNeverIssuedError),
        ({"said": CLAIM.said[:-1]}, ValuesDoNotFitError),
        ({"said": (1000, *CLAIM.said[1:])}, ValuesDoNotFitError),
        ({"said": NOTHING}, ValuesDoNotFitError),
        ({"kind": ClaimKind.WITHDRAWAL}, ValuesDoNotFitError),
    ],
)
def test_a_claim_that_is_not_of_this_election_is_refused_by_name(changed, error):
    with pytest.raises(error):
        ensure_of(claim(**changed), ELECTION, FORMS)


def test_a_sound_claim_by_the_stations_own_officer_passes():
    assert ensure_of(CLAIM, ELECTION, FORMS) is FORM
    ensure_by(SIGNED, CLAIM, ELECTION.id, SIGNER)


@pytest.mark.parametrize(
    ("signer", "error"),
    [
        (replace(SIGNER, key=public_of(OTHER_KEY)), BadSignatureError),
        (replace(SIGNER, key=b"no key"), BadSignatureError),
        (replace(SIGNER, revoked=True), RevokedKeyError),
        (replace(SIGNER, reach="3527031003002"), WrongStationError),
        (replace(SIGNER, reach="3528"), WrongStationError),
    ],
)
def test_who_may_not_speak_for_the_station_is_refused_by_name(signer, error):
    with pytest.raises(error):
        ensure_by(SIGNED, CLAIM, ELECTION.id, signer)


def test_a_signature_over_other_numbers_does_not_hold():
    other = sign_claim(claim(said=said_of(FORM, SOUND | {"votes.1": 111})), ELECTION.id, KEY)
    with pytest.raises(BadSignatureError):
        ensure_by(replace(SIGNED, signature=other.signature), CLAIM, ELECTION.id, SIGNER)


def test_a_village_committee_may_speak_for_its_stations():
    ensure_by(SIGNED, CLAIM, ELECTION.id, replace(SIGNER, role="pps", reach="3527031003"))


def test_each_kind_of_claim_is_the_word_it_says_it_is():
    kinds = {ClaimKind.CHECK: Checked, ClaimKind.BLIND: Entered, ClaimKind.CORRECTION: Corrected}
    for kind, word in kinds.items():
        piece = word_of(claim(kind=kind), FORM, SIGNER, SOURCE, NIGHT)
        assert type(piece) is word
        assert dict(piece.values) == SOUND
        assert piece.source == SOURCE
    assert word_of(claim(kind=ClaimKind.WITHDRAWAL, said=NOTHING), FORM, SIGNER, SOURCE, NIGHT) is None


def test_a_claim_says_nothing_of_fields_it_leaves_out_and_none_of_empty_ones():
    said = claim(said=said_of(FORM, {"votes.1": 110, "votes.2": None}))
    assert said.values(FORM) == {"votes.1": 110, "votes.2": None}


@given(st.permutations(range(1, 7)), st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_claims_of_one_device_keep_their_order_however_they_arrive(arrivals, waits):
    held, now = {}, NIGHT
    for number, wait in zip(arrivals, waits, strict=True):
        now += timedelta(milliseconds=wait)
        held[number] = time_of(number, now, held.items())
        assert held[number] <= max(now, *held.values())
    times = [held[number] for number in sorted(held)]
    assert times == sorted(set(times))


def test_a_claim_that_comes_in_its_turn_enters_when_it_came():
    assert time_of(2, at(9), [(1, at(5))]) == at(9)
    assert time_of(1, at(9), []) == at(9)


def test_details_give_reasons_to_rules_and_pages_to_photos():
    (told,) = details_of(SIGNED.id, CLAIM, DETAILS, SIGNER, NIGHT)
    gate = weigh(CONTEXT, (told, word_of(CLAIM, FORM, SIGNER, SOURCE, NIGHT)))
    assert gate.held.reasons == {"R12": "dua pemilih pulang"}
    assert photo_named(DETAILS, photo_of(2), SIGNER, NIGHT).page == 2
    assert photo_named(DETAILS, "f" * 64, SIGNER, NIGHT) is None


def test_a_withdrawal_or_correction_without_a_reason_is_refused():
    gone = replace(DETAILS, withdrawn=(photo_of(1),))
    withdrawal = claim(kind=ClaimKind.WITHDRAWAL, said=NOTHING)
    for kind, details in ((withdrawal, gone), (claim(kind=ClaimKind.CORRECTION), DETAILS), (CLAIM, gone)):
        with pytest.raises(NotAClaimError):
            details_of(SIGNED.id, kind, details, SIGNER, NIGHT)
    _, withdrawn = details_of(SIGNED.id, withdrawal, replace(gone, reason="foto TPS lain"), SIGNER, NIGHT)
    assert withdrawn == Withdrawn(photo_of(1), SIGNER.person, NIGHT, "foto TPS lain")


def test_a_claim_over_sure_readings_confirms_its_station():
    said = word_of(CLAIM, FORM, SIGNER, SOURCE, at(6))
    assert all(isinstance(derive(CONTEXT, each, (*all_read(), said)), Confirmed) for each in Section)


def phone_saw(value):
    """Details in which the phone was sure of another number of votes.2 than stands on the paper."""
    readings = {photo_of(2): {"votes.2": Seen(value, 0.999, True, "")}}
    (told,) = details_of(SIGNED.id, CLAIM, DETAILS, SIGNER, at(7))
    return replace(told, readings=readings)


def test_phone_and_server_reading_differently_puts_the_votes_in_doubt_until_two_agree():
    held = (*all_read(), checked(SOUND), phone_saw(66))
    assert isinstance(derive(CONTEXT, Section.VOTES, held), Doubtful)
    assert isinstance(derive(CONTEXT, Section.ADMINISTRATION, held), Confirmed)
    agreed = (*held, entered({"votes.2": VOTES["votes.2"]}))
    assert isinstance(derive(CONTEXT, Section.VOTES, agreed), Confirmed)


def test_phone_and_server_reading_the_same_changes_nothing():
    held = (*all_read(), checked(SOUND), phone_saw(VOTES["votes.2"]))
    assert isinstance(derive(CONTEXT, Section.VOTES, held), Confirmed)


def test_the_history_tells_how_a_word_travelled_and_in_which_role():
    said = word_of(CLAIM, FORM, replace(SIGNER, role="pps"), replace(SOURCE, role="pps"), at(6))
    (told,) = details_of(SIGNED.id, CLAIM, DETAILS, SIGNER, at(7))
    first, second = history((said, told, corrected({"votes.2": 61}))[:2])
    assert f"kiriman {SIGNED.id[:8]} lewat kode QR, peran pps" in first.says["id"]
    assert "3 photos" in second.says["en"]
    assert second.reason == "R12: dua pemilih pulang"
