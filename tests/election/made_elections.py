"""Random elections with every kind of contest, for the laws about folders."""

from datetime import date, timedelta, timezone
from itertools import product

from hypothesis import strategies as st

from sirekap.election.model import (
    Candidate,
    Constituency,
    ConstituencyCode,
    Contest,
    ContestId,
    ContestKind,
    Election,
    ElectionId,
    Headcount,
    Party,
    Region,
    RegionCode,
    Station,
    StationCode,
    StationKind,
    Ticket,
)
from sirekap.election.regions import TIERS

names = (
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20)
    .filter(lambda text: not text.isspace())
    .map(str)
) | st.sampled_from(["a,b", '"', '""', " KERINCI", "BA'U", "x;y", "#", "-", "Kota, Negeri"])
kpu_ids = st.none() | st.integers(0, 10**9 - 1)
colours = st.from_regex(r"#[0-9A-Fa-f]{6}", fullmatch=True)
zones = st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
headcounts = st.none() | st.builds(Headcount, st.integers(0, 150), st.integers(0, 150))


@st.composite
def trees(draw):
    """Draw regions and stations that hang together."""
    provinces = draw(st.lists(st.sampled_from(["11", "35", "91", "99"]), min_size=1, max_size=3, unique=True))
    codes = set(provinces)
    for province in provinces:
        second = draw(st.sampled_from(["01", "71"] + ["AA"] * (province == "99")))
        regency, district = province + second, province + second + "01"
        codes |= {regency, district}
        codes |= {f"{district}{number:04d}" for number in range(1, draw(st.integers(1, 3)) + 1)}
    villages = sorted(code for code in codes if len(code) == 10)
    regions = {
        code: Region(RegionCode(code), draw(names), TIERS[len(code)], draw(kpu_ids)) for code in sorted(codes)
    }
    stations = {}
    for village, number in product(villages, range(1, draw(st.integers(1, 3)) + 1)):
        code = StationCode(f"{village}{number:03d}")
        stations[code] = Station(
            code,
            draw(names),
            draw(st.sampled_from(StationKind)),
            draw(headcounts),
            draw(st.none() | st.integers(0, 999)),
            draw(st.booleans()),
            draw(zones),
            draw(kpu_ids),
        )
    return regions, stations


@st.composite
def ticket_contests(draw, kind, contest, region):
    """Draw a contest in which one ticket is one choice."""
    count = draw(st.integers(1, 4))
    tickets = tuple(
        Ticket(number, tuple(draw(st.lists(names, min_size=1, max_size=2))), draw(colours), 900000 + number)
        for number in range(1, count + 1)
    )
    return Contest(ContestId(contest), kind, draw(names), tickets=tickets, region=RegionCode(region))


@st.composite
def list_contests(draw, kind, contest, parties, provinces):
    """Draw a contest with constituencies."""
    standing = parties if kind is not ContestKind.DPD else (None,)
    found, kpu_id = [], 0
    for province in provinces:
        people = []
        for party in standing:
            for number in range(1, draw(st.integers(1, 3)) + 1):
                kpu_id += 1
                sex = draw(st.sampled_from("LP"))
                people.append(Candidate(party.number if party else 0, number, draw(names), sex, kpu_id))
        seats = draw(st.none() | st.integers(1, 12))
        code = ConstituencyCode(province)
        found.append(
            Constituency(code, draw(names), (RegionCode(province),), seats, tuple(people), draw(kpu_ids))
        )
    listed = tuple(parties) if kind is not ContestKind.DPD else ()
    return Contest(ContestId(contest), kind, draw(names), parties=listed, constituencies=tuple(found))


@st.composite
def elections(draw):
    """Draw a whole election; its id is empty."""
    regions, stations = draw(trees())
    provinces = [code for code in regions if len(code) == 2]
    parties = [
        Party(number, draw(names), draw(names), draw(colours), False, 100000 + number)
        for number in range(1, draw(st.integers(1, 3)) + 1)
    ]
    contests = [draw(ticket_contests(ContestKind.PRESIDENT, "ppwp", ""))]
    if draw(st.booleans()):
        contests.append(draw(ticket_contests(ContestKind.GOVERNOR, f"pkwkp-{provinces[0]}", provinces[0])))
    if draw(st.booleans()):
        contests.append(draw(list_contests(ContestKind.DPR, "pdpr", parties, provinces)))
    if draw(st.booleans()):
        contests.append(draw(list_contests(ContestKind.DPD, "pdpd", parties, provinces)))
    zone = timezone(timedelta(hours=draw(st.integers(7, 9))))
    moments = st.none() | st.datetimes(timezones=st.just(zone))
    return Election(
        id=ElectionId(""),
        name=draw(names),
        day=draw(st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        practice=draw(st.booleans()),
        voter_cap=300,
        reserve_permille=draw(st.integers(0, 1000)),
        form_family="sirekap-1",
        publish_not_before=draw(moments),
        contests=tuple(contests),
        regions=regions,
        stations=stations,
        warnings_only=frozenset(draw(st.lists(st.sampled_from(["R10", "R14", "R7"]), max_size=2))),
        photos_from_files=draw(st.booleans()),
    )
