"""Write the rehearsal election ``rehearsal-national``: five contests where the forms of stations differ.

    PYTHONPATH=src python elections/make_national.py [FOLDER]

Two councils' constituencies in one regency, two of the DPR in one province, Aceh with its local parties, and
a mission abroad with its three kinds of boxes. Region names, codes and ids are KPU's, as published for 2024;
voters are invented, parties are trees and candidates are birds.
"""

import sys
from dataclasses import replace
from math import ceil
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from make_more_rehearsals import PARTIES, PRESIDENT, bird
from make_rehearsal import RESERVE_PERMILLE, TICKETS, rehearsal, station

from sirekap.election.model import (
    Candidate,
    Constituency,
    ConstituencyCode,
    Contest,
    ContestId,
    ContestKind,
    Election,
    Headcount,
    Party,
    Region,
    RegionCode,
    Station,
    StationCode,
    StationKind,
)
from sirekap.election.regions import TIERS
from sirekap.election.save import to_files

FOLDER = Path(__file__).parent / "rehearsal-national"
REGIONS = (
    ("11", "ACEH", 100054),
    ("1101", "ACEH SELATAN", 100055),
    ("110101", "BAKONGAN", 100001),
    ("1101012001", "KEUDE BAKONGAN", 100002),
    ("35", "JAWA TIMUR", 191099),
    ("3523", "TUBAN", 191352),
    ("352301", "KENDURUAN", 150518),
    ("3523012001", "JLODRO", 150519),
    ("3527", "SAMPANG", 191356),
    ("352701", "SRESEH", 152039),
    ("3527012005", "DISANAH", 152044),
    ("352713", "PANGARENGAN", 152224),
    ("3527132005", "PACANGGA AN", 152229),
    ("99", "Luar Negeri", 200001),
    ("9904", "Alger, Aljazair", 200011),
    ("990401", "Alger, Aljazair", 200012),
    ("9904010001", "Alger, Aljazair", 200013),
)
VILLAGES = (
    ("1101012001", 3, 7830),
    ("3523012001", 3, 54549),
    ("3527012005", 3, 55992),
    ("3527132005", 3, 56165),
)
"""Code, stations, and the thousands of their KPU ids."""

ABROAD = (
    ("9904010001001", "POS 001", StationKind.POSTAL, 91918014),
    ("9904010001002", "TPS 001", StationKind.OVERSEAS, 91918001),
    ("9904010001003", "KSK 001", StationKind.MOBILE_BOX, 91918013),
)
LOCAL_PARTIES = tuple(
    Party(number, f"PARTAI {tree}", f"Partai {tree.capitalize()} Aceh", "#8A7A5C", True, 910000 + number)
    for number, tree in ((18, "SEULANGA"), (19, "JEUMPA"), (20, "BAK ARE"))
)
DPR = (
    ("1101", "ACEH I", "11", 7),
    ("3102", "DKI JAKARTA II", "99", 7),
    ("3509", "JAWA TIMUR IX", "3523", 6),
    ("3511", "JAWA TIMUR XI", "3527", 4),
)
"""Code, name, region, seats."""

DPD = (("11", "ACEH", "11", 4), ("35", "JAWA TIMUR", "35", 4))
COUNCIL = (
    ("110009", "ACEH 9", "1101", 8),
    ("350012", "JAWA TIMUR 12", "3523", 7),
    ("350014", "JAWA TIMUR 14", "3527", 5),
)
LOCAL_COUNCIL = (
    ("110101", "ACEH SELATAN 1", "110101", 6),
    ("352301", "TUBAN 1", "352301", 5),
    ("352701", "SAMPANG 1", "352713", 4),
    ("352702", "SAMPANG 2", "352701", 3),
)


def main() -> None:
    """Write the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in to_files(national()).items():
        (folder / name).write_bytes(data)


def national() -> Election:
    """Return the election; its id is that of the folder, once it is written."""
    regions = (Region(RegionCode(code), name, TIERS[len(code)], kpu_id) for code, name, kpu_id in REGIONS)
    stations = [
        station(village, number, kpu) for village, count, kpu in VILLAGES for number in range(1, count + 1)
    ]
    return replace(
        rehearsal(),
        name="Latihan Pemilu lima surat suara di lima dapil",
        contests=(
            Contest(ContestId("ppwp"), ContestKind.PRESIDENT, PRESIDENT, tickets=TICKETS),
            lists("pdpr", ContestKind.DPR, "Anggota DPR (latihan)", DPR),
            alone("pdpd", "Anggota DPD (latihan)"),
            lists("pdprdp", ContestKind.DPRD_PROVINCE, "Anggota DPRD Provinsi (latihan)", COUNCIL),
            lists("pdprdk", ContestKind.DPRD_REGENCY, "Anggota DPRD Kabupaten (latihan)", LOCAL_COUNCIL),
        ),
        regions={region.code: region for region in regions},
        stations={each.code: each for each in (*stations, *map(abroad, range(len(ABROAD))))},
    )


def abroad(place: int) -> Station:
    """Return one of the mission's three stations, with 60 to 180 voters."""
    code, name, kind, kpu = ABROAD[place]
    voters = Headcount(30 + 30 * place, 30 + 20 * place)
    ballots = voters.total + ceil(voters.total * RESERVE_PERMILLE / 1000)
    return Station(StationCode(code), name, kind, voters, ballots, time_zone="Africa/Algiers", kpu_id=kpu)


Row = tuple[str, str, str, int]
"""A constituency's code, name, region and seats."""


def lists(id_: str, kind: ContestKind, name: str, dapil: tuple[Row, ...]) -> Contest:
    """Return a contest of party lists; local parties stand for Aceh's councils alone."""
    parties = PARTIES if kind is ContestKind.DPR else (*PARTIES, *LOCAL_PARTIES)
    constituencies = tuple(
        constituency(
            row,
            *(
                candidate(id_, row, (party.number, number), kpu_id(place, party.number, number))
                for party in parties
                if stands(party, row[0])
                for number in range(1, row[3] + 1)
            ),
        )
        for place, row in enumerate(dapil)
    )
    return Contest(ContestId(id_), kind, name, parties=parties, constituencies=constituencies)


def constituency(row: Row, *candidates: Candidate) -> Constituency:
    """Return a constituency of one region."""
    code, name, region, seats = row
    return Constituency(ConstituencyCode(code), name, (RegionCode(region),), seats, candidates)


def candidate(contest: str, row: Row, place: tuple[int, int], kpu: int) -> Candidate:
    """Return a candidate by party, 0 for none, and number."""
    party, number = place
    return Candidate(party, number, bird(f"{contest} {row[0]}", party, number), "LP"[number % 2], kpu)


def stands(party: Party, constituency: str) -> bool:
    """Tell whether the party has a list: local ones in Aceh alone, one in the 17th place outside it alone."""
    aceh = constituency.startswith("11")
    return aceh if party.local else not (aceh and party.number == 17)


def kpu_id(constituency: int, party: int, number: int) -> int:
    """Return an id that no other candidate of the contest has."""
    return 100_000 + constituency * 10_000 + party * 100 + number


def alone(id_: str, name: str) -> Contest:
    """Return the contest of candidates who stand without a party, by province."""
    constituencies = tuple(
        constituency(
            row,
            *(
                candidate(id_, row, (0, number), 920000 + place * 100 + number)
                for number in range(1, 9 + place * 3)
            ),
        )
        for place, row in enumerate(DPD)
    )
    return Contest(ContestId(id_), ContestKind.DPD, name, constituencies=constituencies)


if __name__ == "__main__":
    main()
