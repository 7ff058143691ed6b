"""Write two more rehearsal elections of Kabupaten Sampang: the five national contests, and a regional one.

    PYTHONPATH=src python elections/make_more_rehearsals.py [FOLDER]

Regions and stations are those of ``make_rehearsal``; parties are trees and candidates are birds, so that no
one takes them for parties or people. In the regional election one ticket stands against the empty column.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import ceil
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from make_rehearsal import TICKETS, drawn, rehearsal

from sirekap.election.model import (
    REGIONAL_ROWS,
    Candidate,
    Constituency,
    ConstituencyCode,
    Contest,
    ContestId,
    ContestKind,
    Election,
    Headcount,
    Party,
    RegionCode,
    Station,
    Ticket,
)
from sirekap.election.save import to_files

HERE = Path(__file__).parent
DISTRICT = "352713"
"""The smaller of the two districts: 25 stations are enough to practise on."""
TREES = (
    "JATI",
    "MERANTI",
    "ULIN",
    "CENDANA",
    "TREMBESI",
    "SAWO",
    "SENGON",
    "GAHARU",
    "EBONI",
    "RASAMALA",
    "PULAI",
    "KETAPANG",
    "BAKAU",
    "SONOKELING",
    "DAMAR",
    "KEMIRI",
    "NYAMPLUNG",
)
BIRDS = (
    "CENDRAWASIH",
    "KUTILANG",
    "ELANG",
    "MERPATI",
    "KAKATUA",
    "JALAK",
    "MURAI",
    "KENARI",
    "PERKUTUT",
    "TEKUKUR",
    "RANGKONG",
    "KASUARI",
    "MALEO",
    "BANGAU",
    "CUCAK",
    "GELATIK",
    "PIPIT",
    "SRIGUNTING",
    "PELATUK",
    "BELIBIS",
)
COLOURS = (
    "KUNING", "HIJAU", "PUTIH", "RAJA", "SUREN", "BATU", "RAWA", "GUNUNG", "LAUT", "SAWAH", "UNGU", "JAMBUL",
)  # fmt: skip
PARTIES = tuple(
    Party(
        number,
        f"PARTAI {tree}",
        f"Partai {tree.capitalize()} Raya",
        colour,
        local=False,
        kpu_id=910000 + number,
    )
    for number, tree, colour in zip(
        range(1, len(TREES) + 1),
        TREES,
        ("#4C7A8A", "#A67C52", "#7A6A9B", "#5B8C5A", "#B5838D", "#6D6875") * 3,
        strict=False,
    )
)


PRESIDENT = "Presiden dan Wakil Presiden (latihan)"
LOCAL = ("352701", "SAMPANG 1", "3527", 9)


def main() -> None:
    """Write both folders below the one named, or here."""
    home = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name, election in elections():
        folder = home / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in to_files(election).items():
            (folder / file).write_bytes(data)


def elections() -> Iterator[tuple[str, Election]]:
    """Yield the folders' names and their elections."""
    yield "rehearsal-sampang-national", national()
    yield "rehearsal-sampang-regional", regional()


def national() -> Election:
    """Return the five contests of a national election."""
    whole = rehearsal()
    dapil = ("3514", "JAWA TIMUR 14", "3527", 10)
    contests = (
        Contest(ContestId("ppwp"), ContestKind.PRESIDENT, PRESIDENT, tickets=TICKETS),
        lists("pdpr", ContestKind.DPR, "Anggota DPR (latihan)", ("3511", "JAWA TIMUR XI", "3527", 8)),
        alone("pdpd", "Anggota DPD (latihan)", ("35", "JAWA TIMUR", "35", 14)),
        lists("pdprdp", ContestKind.DPRD_PROVINCE, "Anggota DPRD Provinsi (latihan)", dapil),
        lists("pdprdk", ContestKind.DPRD_REGENCY, "Anggota DPRD Kabupaten (latihan)", LOCAL),
    )
    return replace(
        whole,
        name="Latihan Pemilu lima surat suara, Kecamatan Pangarengan",
        contests=contests,
        **district(whole),
    )


def regional() -> Election:
    """Return a regional election: governor with two tickets, regent with one and the empty column."""
    whole = rehearsal()
    single = Ticket(2, ("MALEO GUNUNG", "BANGAU PUTIH"), "#5B8C5A", 900012)
    empty = Ticket(1, ("KOLOM KOSONG",), "#9E9E9E", 900011, blank=True)
    places = district(whole)
    stations = {code: larger(each) for code, each in places["stations"].items()}
    return replace(
        whole,
        name="Latihan Pemilihan Gubernur dan Bupati, Kecamatan Pangarengan",
        day=date(2027, 11, 24),
        voter_cap=600,
        reserve_permille=25,
        voter_rows=REGIONAL_ROWS,
        contests=(
            Contest(
                ContestId("pkwkp-35"),
                ContestKind.GOVERNOR,
                "Gubernur dan Wakil Gubernur Jawa Timur (latihan)",
                tickets=TICKETS[:2],
                region=RegionCode("35"),
            ),
            Contest(
                ContestId("pkwkk-3527"),
                ContestKind.REGENT,
                "Bupati dan Wakil Bupati Sampang (latihan)",
                tickets=(empty, single),
                region=RegionCode("3527"),
            ),
        ),
        regions=places["regions"],
        stations=stations,
    )


def district(whole: Election) -> dict:
    """Return regions and stations of the smaller district."""
    return {
        "regions": {
            code: each
            for code, each in whole.regions.items()
            if code.startswith(DISTRICT) or DISTRICT.startswith(code)
        },
        "stations": {code: each for code, each in whole.stations.items() if code.startswith(DISTRICT)},
    }


def larger(station: Station) -> Station:
    """Return the station with 420 to 600 voters, as regional elections have them."""
    voters, men = drawn(station.code, "regional voters", 420, 600), drawn(station.code, "men", 450, 550)
    male = voters * men // 1000
    return replace(
        station,
        registered=Headcount(male, voters - male),
        ballots_delivered=voters + ceil(voters * 25 / 1000),
    )


def lists(id_: str, kind: ContestKind, name: str, dapil: tuple[str, str, str, int]) -> Contest:
    """Return a contest of party lists in one constituency: code, name, region, candidates a party."""
    code, called, region, count = dapil
    people = tuple(
        Candidate(
            party.number,
            number,
            bird(id_, party.number, number),
            "LP"[number % 2],
            party.number * 1000 + number,
        )
        for party in PARTIES
        for number in range(1, count + 1)
    )
    held = Constituency(ConstituencyCode(code), called, (RegionCode(region),), count, people)
    return Contest(ContestId(id_), kind, name, parties=PARTIES, constituencies=(held,))


def alone(id_: str, name: str, dapil: tuple[str, str, str, int]) -> Contest:
    """Return a contest of candidates who stand without a party."""
    code, called, region, count = dapil
    people = tuple(
        Candidate(0, number, bird(id_, 0, number), "LP"[number % 2], 920000 + number)
        for number in range(1, count + 1)
    )
    held = Constituency(ConstituencyCode(code), called, (RegionCode(region),), 4, people)
    return Contest(ContestId(id_), ContestKind.DPD, name, constituencies=(held,))


def bird(contest: str, party: int, number: int) -> str:
    """Name a candidate after a bird, always the same."""
    key = f"{contest} {party} {number}"
    return (
        f"{BIRDS[drawn(key, 'bird', 0, len(BIRDS) - 1)]} {COLOURS[drawn(key, 'colour', 0, len(COLOURS) - 1)]}"
    )


if __name__ == "__main__":
    main()
