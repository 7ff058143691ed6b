"""Print vouchers: what stands on each slip, from the election and the papers."""

from collections.abc import Sequence
from datetime import datetime

from sirekap.accounts.certificates import moment
from sirekap.accounts.model import Role
from sirekap.actions.console_paper import ConsolePaper
from sirekap.actions.make_vouchers import HandedOver, Paper
from sirekap.election.model import CODE_LENGTH, Election, RegionCode, StationCode, Tier
from sirekap.forms.voucher_slips import Slip, draw_slips

OFFICES = {
    Role.OFFICER: "Petugas KPPS",
    Role.PPS: "Anggota PPS",
    Role.PPK: "Anggota PPK",
    Role.VERIFIER: "Verifikator KPU kabupaten/kota",
    Role.OPERATOR: "Operator KPU",
    Role.APPROVER: "Penyetuju KPU",
    Role.HELPDESK: "Layanan bantuan",
    Role.AUDITOR: "Auditor",
    Role.OBSERVER: "Pengamat",
    Role.ADMIN: "Administrator",
}
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def print_slips(election: Election, papers: Sequence[Paper]) -> bytes:
    """Return the PDF of the papers, four a page, in their order."""
    return draw_slips([_paper(election, each) for each in papers])


def _paper(election: Election, paper: Paper) -> Slip:
    return _slip(election, paper) if isinstance(paper, HandedOver) else _console_slip(election, paper)


def _console_slip(election: Election, paper: ConsolePaper) -> Slip:
    account = paper.person.account
    return Slip(
        election=election.name,
        practice=election.practice,
        place=place_line(election, account.reach),
        office=f"{OFFICES[account.role]} ({account.id})",
        name=paper.person.name,
        code=paper.code,
        qr=paper.code,
        until=_date(paper.until),
        console=True,
    )


def _slip(election: Election, handed: HandedOver) -> Slip:
    voucher = handed.paper.voucher
    return Slip(
        election=election.name,
        practice=election.practice,
        place=place_line(election, voucher.place),
        office=f"{OFFICES[voucher.role]} nomor {voucher.number}",
        name=handed.person.name,
        code=handed.paper.code or "",
        qr=handed.paper.to_text(),
        until=_date(moment(min(voucher.until, handed.paper.issuer.until))),
    )


def place_line(election: Election, place: str) -> str:
    """Return a place from the station up to the province, by name."""
    names = []
    station = election.stations.get(StationCode(place))
    if station is not None:
        names.append(station.name)
    for tier in (Tier.VILLAGE, Tier.DISTRICT, Tier.REGENCY, Tier.PROVINCE):
        region = election.regions.get(RegionCode(place[: CODE_LENGTH[tier]]))
        if region is not None and region.tier is tier:
            names.append(region.name)
    return ", ".join(names) or "Indonesia"


def _date(at: datetime) -> str:
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"
