"""Print vouchers: what stands on each slip, from the election and the papers."""

from collections.abc import Sequence
from datetime import datetime

from sirekap.accounts.certificates import moment
from sirekap.accounts.model import Role
from sirekap.actions.make_vouchers import HandedOver
from sirekap.election.model import CODE_LENGTH, Election, RegionCode, StationCode, Tier
from sirekap.forms.voucher_slips import Slip, draw_slips

OFFICES = {
    Role.OFFICER: "Petugas KPPS",
    Role.PPS: "Anggota PPS",
    Role.PPK: "Anggota PPK",
    Role.VERIFIER: "Verifikator KPU kabupaten/kota",
    Role.OPERATOR: "Operator KPU",
}
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


def print_slips(election: Election, handed: Sequence[HandedOver]) -> bytes:
    """Return the PDF of the vouchers, four a page, in their order."""
    return draw_slips([_slip(election, each) for each in handed])


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
