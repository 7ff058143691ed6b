"""Election folders for the tests: the one that ships, one with every kind of contest, and edits of them."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from sirekap.actions.open_election import read_folder
from sirekap.election.faults import ElectionFaultsError, Fault
from sirekap.election.load import load_election

ROOT = Path(__file__).parents[2]
REHEARSAL = ROOT / "elections" / "rehearsal-sampang"
REAL = Path(os.environ.get("SIREKAP_REAL_DATA", ROOT.parent / "shared" / "data"))
needs_real_data = pytest.mark.skipif(not REAL.is_dir(), reason="no real data: set SIREKAP_REAL_DATA")

EVERY_KIND = {
    "election.toml": """\
name = "Contoh"
day = 2027-02-14
practice = true
voter_cap = 300
reserve_permille = 20
form_family = "sirekap-1"
publish_not_before = 2027-02-14T13:00:00+07:00
warnings_only = ["R10"]

[[contests]]
id = "ppwp"
kind = "PPWP"
name = "Presiden"

[[contests]]
id = "pdpr"
kind = "DPR"
name = "DPR"

[[contests]]
id = "pdpd"
kind = "DPD"
name = "DPD"

[[contests]]
id = "pkwkk-3527"
kind = "KWK-BUPATI"
name = "Bupati"
region = "3527"
""",
    "regions.csv": """\
code,name
35,JAWA TIMUR
3527,SAMPANG
352701,SRESEH
3527012001,NOREH
3527012002,LABUHAN
99,Luar Negeri
99AA,"Kota Contoh, Negeri Contoh"
99AA01,"Kota Contoh, Negeri Contoh"
99AA010001,"Kota Contoh, Negeri Contoh"
""",
    "stations.csv": """\
code,village,name,kind,registered_male,registered_female,ballots_delivered,communal,time_zone,kpu_id
3527012001001,3527012001,TPS 001,,120,130,255,,,1
3527012001002,3527012001,TPS 002,,,,,yes,,
3527012002001,3527012002,TPS 001,special,10,20,31,,Asia/Jakarta,2
99AA010001001,99AA010001,POS 001,postal,900,800,1734,,Asia/Tokyo,3
""",
    "tickets.csv": """\
contest,number,name_1,name_2,colour,kpu_id
ppwp,1,MELATI,MAWAR,#112233,900001
ppwp,2,ANGGREK,KENANGA,#445566,900002
pkwkk-3527,1,JATI,MERANTI,#112233,910001
pkwkk-3527,2,KOLOM KOSONG,,#445566,910002
""",
    "parties.csv": """\
number,name,full_name,colour,local,kpu_id
1,Satu,Partai Satu,#112233,,100001
18,Lokal,Partai Lokal,#445566,yes,100018
""",
    "constituencies.csv": """\
contest,code,name,regions,seats
pdpr,3511,JAWA TIMUR XI,3527,8
pdpr,3101,LUAR,99,
pdpd,35,JAWA TIMUR,35,4
""",
    "candidates.csv": '''\
contest,constituency,party,number,name,sex,kpu_id
pdpr,3511,1,1,AKASIA,L,200001
pdpr,3511,1,2,"BERINGIN, S.Pd. ""ULIN""",P,200002
pdpd,35,,21,CEMARA,P,690001
''',
}


def rehearsal() -> dict[str, bytes]:
    """Return the files of the rehearsal that ships."""
    return read_folder(REHEARSAL)


def every_kind() -> dict[str, bytes]:
    """Return the files of an election with every table."""
    return {name: text.encode() for name, text in EVERY_KIND.items()}


def edited(files: Mapping[str, bytes], name: str, old: str | bytes, new: str | bytes) -> dict[str, bytes]:
    """Return *files* with the first *old* in one of them replaced by *new*."""
    old, new = _bytes(old), _bytes(new)
    assert old in files[name], f"{old!r} is not in {name}"
    return dict(files) | {name: files[name].replace(old, new, 1)}


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def faults_of(files: Mapping[str, bytes]) -> tuple[Fault, ...]:
    """Return what is wrong with *files*; there must be something."""
    with pytest.raises(ElectionFaultsError) as wrong:
        load_election(files)
    return wrong.value.faults


def lines_of(files: Mapping[str, bytes], language: str = "en") -> list[str]:
    """Return the lines a person sees."""
    return [fault.text(language) for fault in faults_of(files)]
