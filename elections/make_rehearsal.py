"""Write the rehearsal election: real regions of Kabupaten Sampang, invented numbers and invented candidates.

    PYTHONPATH=src python elections/make_rehearsal.py [FOLDER]

Region names, codes and ids are KPU's, as published for 2024. Voters are drawn from a hash of the station's
code, so the folder comes out the same on every machine. Candidates are birds, so that no one takes them for
people.
"""

import hashlib
import sys
from datetime import date
from math import ceil
from pathlib import Path

from sirekap.election.model import (
    Contest,
    ContestId,
    ContestKind,
    Election,
    ElectionId,
    Headcount,
    Region,
    RegionCode,
    Station,
    StationCode,
    Ticket,
)
from sirekap.election.regions import TIERS
from sirekap.election.save import to_files

FOLDER = Path(__file__).parent / "rehearsal-sampang"
NAME = "Latihan Pemilu Presiden dan Wakil Presiden, Kabupaten Sampang"
DAY = date(2027, 2, 14)
VOTER_CAP = 300
RESERVE_PERMILLE = 20

ABOVE = (
    ("35", "JAWA TIMUR", 191099),
    ("3527", "SAMPANG", 191356),
    ("352701", "SRESEH", 152039),
    ("352713", "PANGARENGAN", 152224),
)
VILLAGES = (
    ("3527012003", "TAMAN", 152042, 9, 55990),
    ("3527012005", "DISANAH", 152044, 4, 55992),
    ("3527012006", "MARPARAN", 152045, 7, 55993),
    ("3527012007", "KLOBUR", 152046, 4, 55994),
    ("3527012008", "LABANG", 152047, 5, 55995),
    ("3527012009", "BUNDAH", 152048, 6, 55996),
    ("3527132001", "PANGARENGAN", 152225, 12, 56161),
    ("3527132004", "PANYIRANGAN", 152228, 8, 56164),
    ("3527132005", "PACANGGA AN", 152229, 5, 56165),
)
"""Code, name, KPU's id, stations, and the thousands of their KPU ids."""

TICKETS = (
    Ticket(1, ("CENDRAWASIH KUNING", "KUTILANG HIJAU"), "#4C7A8A", 900001),
    Ticket(2, ("ELANG JAWA", "MERPATI PUTIH"), "#A67C52", 900002),
    Ticket(3, ("KAKATUA RAJA", "JALAK SUREN"), "#7A6A9B", 900003),
)


def main() -> None:
    """Write the folder."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in to_files(rehearsal()).items():
        (folder / name).write_bytes(data)


def rehearsal() -> Election:
    """Return the rehearsal election; its id is that of the folder, once it is written."""
    named = [*ABOVE, *(village[:3] for village in VILLAGES)]
    regions = (Region(RegionCode(code), name, TIERS[len(code)], kpu_id) for code, name, kpu_id in named)
    stations = (
        station(village, number, thousands)
        for village, _, _, count, thousands in VILLAGES
        for number in range(1, count + 1)
    )
    name = "Presiden dan Wakil Presiden (latihan)"
    return Election(
        id=ElectionId(""),
        name=NAME,
        day=DAY,
        practice=True,
        voter_cap=VOTER_CAP,
        reserve_permille=RESERVE_PERMILLE,
        form_family="sirekap-1",
        publish_not_before=None,
        contests=(Contest(ContestId("ppwp"), ContestKind.PRESIDENT, name, tickets=TICKETS),),
        regions={region.code: region for region in sorted(regions, key=lambda region: region.code)},
        stations={each.code: each for each in stations},
    )


def station(village: str, number: int, thousands: int) -> Station:
    """Return one station with 200 to 300 voters, 45 to 55 % of them men, and its ballots."""
    code = f"{village}{number:03d}"
    voters, men = drawn(code, "voters", 200, VOTER_CAP), drawn(code, "men", 450, 550)
    male = voters * men // 1000
    return Station(
        StationCode(code),
        f"TPS {number:03d}",
        registered=Headcount(male, voters - male),
        ballots_delivered=voters + ceil(voters * RESERVE_PERMILLE / 1000),
        kpu_id=thousands * 1000 + number,
    )


def drawn(code: str, what: str, least: int, most: int) -> int:
    """Draw a number from *least* to *most*, always the same for the same station."""
    digest = hashlib.sha256(f"{code} {what}".encode()).digest()
    return least + int.from_bytes(digest[:4], "big") % (most - least + 1)


if __name__ == "__main__":
    main()
