"""What is stamped at the head of one station's form.

In: an election and one of its stations or villages. Out: a ``Heading``. Invariant: a heading without a
station's code has no station's number either: that is written by hand on the day.
"""

from dataclasses import dataclass

from sirekap.election.model import CODE_LENGTH, Election, RegionCode, Station, StationCode, Tier
from sirekap.forms.model import SlotName


@dataclass(frozen=True, slots=True)
class Heading:
    """Names of the regions as printed, and the station; empty names leave the line to be written on."""

    province: str
    regency: str
    district: str
    village: str
    station: StationCode | None = None

    @property
    def regions(self) -> tuple[str, str, str, str]:
        """The names of province, regency, district and village."""
        return self.province, self.regency, self.district, self.village

    def text(self, slot: SlotName) -> str:
        """Return what stands in *slot*; "" where nothing does."""
        number = self.station[10:] if self.station else ""
        return {
            SlotName.PROVINCE: self.province,
            SlotName.REGENCY: self.regency,
            SlotName.DISTRICT: self.district,
            SlotName.VILLAGE: self.village,
            SlotName.STATION: number,
            SlotName.DIGITS: number,
        }.get(slot, "")


BLANK = Heading("", "", "", "")
"""The generic form's."""


def heading_for(election: Election, station: Station) -> Heading:
    """Return the heading of *station*."""
    return Heading(*names(election, station.village), station=station.code)


def village_heading(election: Election, village: RegionCode) -> Heading:
    """Return the heading of a spare form of a village: everything but the station's number."""
    return Heading(*names(election, village))


def names(election: Election, village: RegionCode) -> tuple[str, str, str, str]:
    """Return the names of a village's province, regency, district and its own; "" for a region not listed."""
    tiers = (Tier.PROVINCE, Tier.REGENCY, Tier.DISTRICT, Tier.VILLAGE)
    codes = (RegionCode(village[: CODE_LENGTH[tier]]) for tier in tiers)
    found = [election.regions.get(code) for code in codes]
    province, regency, district, own = (region.name if region else "" for region in found)
    return province, regency, district, own
