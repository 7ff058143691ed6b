"""Which forms an election has, by the name on the paper, and who gets which print of them.

In: an election; a form's name; stations. Out: ``Offer`` values, and the forms of stations. Invariant:
stations that share a constituency, a region's words and a kind share a print, so a nation needs few.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sirekap.election.model import Contest, Election, Station
from sirekap.forms.catalogue import constituency_of, laid_out, station_form
from sirekap.forms.kpu_2024 import FAMILY as KPU_2024
from sirekap.forms.language import FormFile
from sirekap.forms.model import Form
from sirekap.forms.setting import Box, Setting, edition_of, place_of
from sirekap.forms.statutory import statutory_forms


@dataclass(frozen=True, slots=True)
class Offer:
    """One statutory form of one contest."""

    contest: Contest
    file: FormFile

    @property
    def names(self) -> frozenset[str]:
        """Every name it goes by, here and elsewhere, in capitals."""
        named = (self.file.model, *(each.model for each in self.file.elsewhere))
        return frozenset(name.upper() for name in named)

    def is_for(self, station: Station) -> bool:
        """Tell whether *station* gets it: results and copies are others abroad."""
        abroad = place_of(station.code, station.kind).box is not Box.STATION
        both = self.file.use in ("incidents", "attendance")
        return station.code.startswith(self.contest.region) and (both or self.file.abroad == abroad)


def offers(election: Election) -> Iterator[Offer]:
    """Yield the forms of an election, contest by contest; those all contests share come with the first."""
    shared: set[str] = set()
    for contest in election.contests:
        for file in statutory_forms().values():
            if contest.kind not in file.contests or file.model in shared:
                continue
            if file.use in ("incidents", "attendance"):
                shared.add(file.model)
            yield Offer(contest, file)


def offers_named(election: Election, name: str) -> tuple[Offer, ...]:
    """Return the forms that go by *name*; none for a name there is not."""
    return tuple(each for each in offers(election) if name.upper() in each.names)


def print_for(election: Election, offer: Offer, station: Station, family: str = "") -> Form:
    """Return the form of *offer* as *station* gets it; ``FormError`` where it cannot be made."""
    if offer.file.use == "result":
        return station_form(election, offer.contest, station, family)
    place = place_of(station.code, station.kind)
    constituency = constituency_of(offer.contest, station.code)
    return laid_out(offer.file, Setting(offer.contest, constituency, edition_of(election), place))


def print_key(offer: Offer, station: Station) -> tuple[object, ...]:
    """Return what stations of one election agree in that get the same print of *offer*."""
    own = constituency_of(offer.contest, station.code)
    return (offer.contest.id, offer.file.model, station.code[:2], station.kind, own and own.code)


def prints(
    election: Election, wanted: Iterable[Offer], stations: Iterable[Station], family: str = ""
) -> dict[Form, list[Station]]:
    """Return each print that *stations* need, and who gets it, in the order of the stations."""
    found: dict[Form, list[Station]] = {}
    known: dict[tuple[object, ...], Form] = {}
    choice = tuple(wanted)
    for station in stations:
        for offer in choice:
            if not offer.is_for(station):
                continue
            key = print_key(offer, station)
            if key not in known:
                known[key] = print_for(election, offer, station, family)
            found.setdefault(known[key], []).append(station)
    return found


def is_drawn_in(offer: Offer, family: str) -> bool:
    """Tell whether *family* has the form: that of 2024 has the presidential result alone."""
    return family != KPU_2024 or offer.file.model == "C.HASIL-PPWP"
