"""Recap tables made up: contests of every shape, an election with names for their regions, a key."""

import random
from dataclasses import replace
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.forms.drawn import ELECTION, LONG, contest

from sirekap.election.model import (
    Candidate,
    Constituency,
    ConstituencyCode,
    Contest,
    ContestId,
    ContestKind,
    Election,
    FieldName,
    Party,
    Region,
    RegionCode,
    Station,
    StationCode,
    Tier,
)
from sirekap.forms.catalogue import form_for
from sirekap.forms.page_code import Signer
from sirekap.forms.recap_table import RecapTable, RecapTier, Sheet, official

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SIGNER = Signer(KEY.sign)
TICKETS = contest()
ADMINISTRATION = tuple(
    each.name for each in form_for(TICKETS, "sirekap-1").fields() if not each.name.startswith("votes.")
)
LENGTHS = {RecapTier.DISTRICT: 13, RecapTier.REGENCY: 6, RecapTier.PROVINCE: 4, RecapTier.NATION: 2}
REGIONS = {
    RecapTier.DISTRICT: "352701",
    RecapTier.REGENCY: "3527",
    RecapTier.PROVINCE: "35",
    RecapTier.NATION: "",
    RecapTier.OVERSEAS: "99AA01",
}


def parties(count=18, candidates=8):
    listed = tuple(
        Party(number, f"PARTAI {number}", f"PARTAI NOMOR {number}", "#808080", False, number)
        for number in range(1, count + 1)
    )
    people = tuple(
        Candidate(
            party.number, number, LONG if number == 1 else f"CALON {party.number}.{number}", "L", number
        )
        for party in listed
        for number in range(1, candidates + 1)
    )
    dapil = Constituency(ConstituencyCode("3511"), "JAWA TIMUR XI", (RegionCode("3527"),), 8, people)
    return Contest(ContestId("pdpr"), ContestKind.DPR, "DPR", parties=listed, constituencies=(dapil,))


def dpd(candidates=54):
    people = tuple(
        Candidate(0, number, f"CALON {number}", "P", number) for number in range(1, candidates + 1)
    )
    dapil = Constituency(ConstituencyCode("35"), "JAWA TIMUR", (RegionCode("35"),), 4, people)
    return Contest(ContestId("pdpd"), ContestKind.DPD, "DPD", constituencies=(dapil,))


def fields_of(of):
    if of.tickets:
        votes = [f"votes.{ticket.number}" for ticket in of.tickets]
    elif of.parties:
        people = of.constituencies[0].candidates
        votes = [f"votes.{party.number}" for party in of.parties]
        votes += [f"votes.{party.number}.0" for party in of.parties]
        votes += [f"votes.{each.party}.{each.number}" for each in people]
    else:
        votes = [f"votes.{each.number}" for each in of.constituencies[0].candidates]
    return official((*ADMINISTRATION, *map(FieldName, votes)))


def codes_below(tier, region, count):
    if tier is RecapTier.OVERSEAS:
        return tuple(f"{region}0001{number:03}" for number in range(1, count + 1))
    width = LENGTHS[tier] - len(region)
    return tuple(f"{region}{number:0{width}}" for number in range(1, count + 1))


def table(tier, of=TICKETS, columns=4, villages=2, most=300, seed=1):
    """A table of random numbers, some of them missing."""
    rng = random.Random(seed)
    fields, region = fields_of(of), REGIONS[tier]
    places = [f"{region}{2000 + number}" for number in range(1, villages + 1)]
    sheets = []
    for place in places if tier is RecapTier.DISTRICT else [region]:
        codes = codes_below(tier, place, columns)
        rows = tuple(
            tuple(None if rng.random() < 0.02 else rng.randrange(most) for _ in codes) for _ in fields
        )
        sheets.append(Sheet(RegionCode(place), codes, rows))
    return RecapTable(tier, ELECTION, of.id, of.kind.value, RegionCode(region), 1, fields, tuple(sheets))


def election_for(made, of=TICKETS, **changes):
    """An election that has the regions and stations of *made*."""
    codes = {code for sheet in made.sheets for code in (sheet.region, *sheet.columns)}
    above = {code[:length] for code in codes for length in (2, 4, 6, 10) if len(code) >= length}
    tiers = {2: Tier.PROVINCE, 4: Tier.REGENCY, 6: Tier.DISTRICT, 10: Tier.VILLAGE}
    regions = {code: Region(RegionCode(code), f"WILAYAH {code}", tiers[len(code)]) for code in above}
    stations = {code: Station(StationCode(code), f"TPS {code[10:]}") for code in codes if len(code) == 13}
    plain = Election(
        id=ELECTION,
        name="Pemilihan contoh",
        day=date(2027, 2, 14),
        practice=True,
        voter_cap=300,
        reserve_permille=20,
        form_family="sirekap-1",
        publish_not_before=None,
        contests=(of,),
        regions=regions,
        stations=stations,
    )
    return replace(plain, **changes)
