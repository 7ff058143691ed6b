"""Invented surroundings and evidence for the tests of the record."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sirekap.election.model import (
    Contest,
    ContestId,
    ContestKind,
    Election,
    ElectionId,
    FieldName,
    Headcount,
    Region,
    RegionCode,
    Station,
    StationCode,
    Ticket,
    Tier,
)
from sirekap.forms.catalogue import form_for
from sirekap.record import model
from sirekap.record.blind_sample import in_blind_sample
from sirekap.record.context import Context, section_of
from sirekap.record.model import PersonId, Section, Seen

ANI, BUDI, CITRA, DEWI = (PersonId(name) for name in ("ani", "budi", "citra", "dewi"))
"""Account ids, not persons: two officers of the station and two verifiers."""

NIGHT = datetime(2029, 2, 14, 8, 0, tzinfo=UTC)
CONTEST = Contest(
    ContestId("ppwp"),
    ContestKind.PRESIDENT,
    "Contoh",
    tuple(Ticket(n, (f"Calon {n}A", f"Calon {n}B"), "#888888", 100 + n) for n in (1, 2, 3)),
)
FORM = form_for(CONTEST, "kpu-2024")
STATION = Station(
    StationCode("3527031003001"), "TPS 001", registered=Headcount(120, 130), ballots_delivered=255
)
ELECTION = Election(
    id=ElectionId("0" * 64),
    name="Contoh",
    day=date(2029, 2, 14),
    practice=True,
    voter_cap=300,
    reserve_permille=20,
    form_family="kpu-2024",
    publish_not_before=None,
    contests=(CONTEST,),
    regions={
        RegionCode(code): Region(RegionCode(code), f"Wilayah {code}", tier)
        for code, tier in (
            ("35", Tier.PROVINCE),
            ("3527", Tier.REGENCY),
            ("352703", Tier.DISTRICT),
            ("3527031003", Tier.VILLAGE),
        )
    },
    stations={STATION.code: STATION},
)

SOUND = {
    FieldName(name): value
    for name, value in {
        "registered.listed.male": 120,
        "registered.listed.female": 130,
        "registered.listed.total": 250,
        "turnout.listed.male": 90,
        "turnout.listed.female": 100,
        "turnout.listed.total": 190,
        "turnout.transferred.male": 1,
        "turnout.transferred.female": 2,
        "turnout.transferred.total": 3,
        "turnout.unregistered.male": 3,
        "turnout.unregistered.female": 4,
        "turnout.unregistered.total": 7,
        "turnout.total.male": 94,
        "turnout.total.female": 106,
        "turnout.total.total": 200,
        "ballots.received": 255,
        "ballots.used": 200,
        "ballots.spoiled": 2,
        "ballots.unused": 53,
        "disabled.voted.male": 1,
        "disabled.voted.female": 0,
        "disabled.voted.total": 1,
        "votes.1": 110,
        "votes.2": 60,
        "votes.3": 25,
        "valid": 195,
        "invalid": 5,
        "cast": 200,
    }.items()
}
"""Numbers that meet every rule."""

VOTES = {name: value for name, value in SOUND.items() if section_of(name) is Section.VOTES}
ADMINISTRATION = {name: value for name, value in SOUND.items() if section_of(name) is Section.ADMINISTRATION}


def unsampled_secret(station=STATION):
    """Return a secret under which no field of the station is drawn into the blind sample."""
    key = model.RecordKey(station.code, CONTEST.id)
    for number in range(10_000):
        secret = number.to_bytes(16)
        if not any(in_blind_sample(secret, key, each.name) for each in FORM.fields()):
            return secret
    raise AssertionError("no secret leaves the station out")


CONTEXT = Context(ELECTION, STATION, CONTEST, FORM, unsampled_secret())


def context(**changed):
    """Return the usual context with something changed."""
    return replace(CONTEXT, **changed)


def at(minutes):
    """Return a moment of the night."""
    return NIGHT + timedelta(minutes=minutes)


def photo_of(page, take=0):
    """Return the name of a photo of *page*."""
    return f"{page:x}{take:x}".ljust(64, "a")


def photographed(page, when=0, take=0, told=None, by=ANI):
    """One photo of *page* came."""
    return model.Photographed(photo_of(page, take), told, by, at(when))


def read(page, when=1, take=0, doubted=(), values=None, accepted=True):
    """The reader read a photo of *page*, sure of all but the *doubted* fields."""
    values = SOUND if values is None else SOUND | values
    names = [each.name for each in FORM.pages[page - 1].fields]
    fields = {
        name: Seen(values[name], 0.5 if name in doubted else 0.999, accepted and name not in doubted, "")
        for name in names
    }
    return model.PageRead(photo_of(page, take), page, fields, None, at(when))


def refused(page, when=1, take=0, code="too_blurred", known=True):
    """The reader refused a photo of *page*."""
    return model.PageRead(photo_of(page, take), page if known else None, {}, code, at(when))


def checked(values, by=ANI, when=5, **reasons):
    """*by* says what the paper says."""
    return model.Checked(values, by, at(when), reasons)


def entered(values, by=BUDI, when=10):
    """*by* types fields blind."""
    return model.Entered(values, by, at(when))


def corrected(values, by=ANI, when=20, reason="salah ketik"):
    """*by* changes numbers."""
    return model.Corrected(values, by, at(when), reason)


def settled(section, values, when=90, by=DEWI):
    """A plenary decided."""
    return model.SettledByPlenary(section, values, "D.HASIL-1", by, at(when), "dihitung ulang")


def all_read(**options):
    """All three pages came and were read."""
    return tuple(piece for page in (1, 2, 3) for piece in (photographed(page), read(page, **options)))
