"""Measures how fast, and in how much memory, a nation's election folder loads.

In: an election folder's files, or nothing for a made nation of 823,236 stations. Out: ``Figure``s. Invariant:
the bare reading of the same bytes runs in the same process, so that the ratio does not hang on the machine.
"""

import csv
import io
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat

from sirekap.election.figure import Figure
from sirekap.election.load import load_election
from sirekap.election.regions import SHAPE as REGIONS
from sirekap.election.settings import FILE as SETTINGS
from sirekap.election.stations import SHAPE as STATIONS
from sirekap.election.tickets import SHAPE as TICKETS

RUNS = 3
BARE = "csv.reader"


def bench(files: Mapping[str, bytes] | None = None) -> Iterator[Figure]:
    """Yield ``stations_loaded``, ``load_time`` and ``peak_memory`` of the process.

    The time is the median of RUNS, with the least and the most.
    """
    folder = made_nation() if files is None else files
    bare, ours, stations = [], [], 0
    for _ in range(RUNS):
        start = time.perf_counter()
        bare_pass(folder)
        middle = time.perf_counter()
        stations = len(load_election(folder).stations)
        ours.append(time.perf_counter() - middle)
        bare.append(middle - start)
    seconds, least = sorted(ours)[RUNS // 2], sorted(bare)[RUNS // 2]
    yield Figure("stations_loaded", stations, "stations")
    yield Figure("load_time", seconds, "s", min(ours), max(ours), BARE, seconds / least)
    memory = peak_memory()
    if memory is not None:
        yield Figure("peak_memory", memory, "MiB")


def bare_pass(files: Mapping[str, bytes]) -> int:
    """Read every row of every table and keep nothing; returns how many rows there were."""
    rows = 0
    for name in files:
        if name.endswith(".csv"):
            text = io.TextIOWrapper(io.BytesIO(files[name]), encoding="utf-8", newline="")
            rows += sum(1 for _ in csv.reader(text))
    return rows


def peak_memory() -> float | None:
    """Return the most memory the process ever held, in MiB; None where the system does not tell."""
    try:
        import resource  # noqa: PLC0415 - Windows has no such module
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def made_nation(
    provinces: int = 38,
    regencies: int = 514,
    districts: int = 7_277,
    villages: int = 83_731,
    stations: int = 823_236,
) -> dict[str, bytes]:
    """Return the folder of an invented nation, by default with as much of everything as Indonesia in 2024."""
    province_codes = [f"{11 + number}" for number in range(provinces)]
    regency_codes = _below(province_codes, regencies, 2)
    district_codes = _below(regency_codes, districts, 2)
    village_codes = _below(district_codes, villages, 4)
    station_codes = _below(village_codes, stations, 3)
    regions = chain(province_codes, regency_codes, district_codes, village_codes)
    region_rows = (f"{code},WILAYAH {code},{number}\n" for number, code in enumerate(regions, 1))
    rows = (
        f"{code},{code[:10]},TPS {code[10:]},,{90 + number % 60},{100 + number % 50},290,,,{number}\n"
        for number, code in enumerate(station_codes, 1)
    )
    settings = (
        'name = "Bangsa buatan"\nday = 2027-02-14\npractice = true\nvoter_cap = 300\nreserve_permille = 20\n'
        'form_family = "sirekap-1"\n\n[[contests]]\nid = "ppwp"\nkind = "PPWP"\nname = "Presiden"\n'
    )
    tickets = "ppwp,1,ENGGANG,RANGKONG,#4C7A8A,900001,\n"
    return {
        SETTINGS: settings.encode(),
        REGIONS.file: _joined(REGIONS.columns, region_rows),
        STATIONS.file: _joined(STATIONS.columns, rows),
        TICKETS.file: _joined(TICKETS.columns, [tickets]),
    }


def _below(parents: Sequence[str], total: int, digits: int) -> list[str]:
    """Share *total* children among *parents* as evenly as it goes; their numbers begin at 1."""
    each, more = divmod(total, len(parents))
    shares = chain(repeat(each + 1, more), repeat(each, len(parents) - more))
    return [
        f"{parent}{number:0{digits}d}"
        for parent, share in zip(parents, shares, strict=True)
        for number in range(1, share + 1)
    ]


def _joined(columns: Sequence[str], rows: Iterator[str] | Sequence[str]) -> bytes:
    return (",".join(columns) + "\n" + "".join(rows)).encode()
