"""Which form a command means: from the words of the person to layouts and the stations that get them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sirekap.election.model import Contest, Election, Station
    from sirekap.forms.model import Form


class ChoiceError(ValueError):
    """The command cannot be carried out as asked; ``say`` tells the person what to do, by language."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.say = {"id": indonesian, "en": english}


def contest_of(election: Election, form: str) -> Contest:
    """Return the contest whose form is named *form*."""
    from sirekap.forms.offers import offers, offers_named  # noqa: PLC0415 - keeps --help fast

    found = offers_named(election, form)
    if not found:
        names = ", ".join(dict.fromkeys(each.file.model for each in offers(election)))
        raise ChoiceError(
            f"Pemilihan ini tidak punya formulir {form}. Yang ada: {names}.",
            f"This election has no form {form}. There is: {names}.",
        )
    return found[0].contest


def layouts_of(election: Election, form: str, within: str, family: str) -> Mapping[Form, Sequence[Station]]:
    """Return the prints of *form* for the stations whose codes begin with *within*, and who gets which."""
    from sirekap.forms.offers import is_drawn_in, offers_named, prints  # noqa: PLC0415 - keeps --help fast

    contest = contest_of(election, form)
    named = [each for each in offers_named(election, form) if is_drawn_in(each, family)]
    if not named:
        raise ChoiceError(
            f"Keluarga {family} tidak punya formulir {form}; pakai sirekap-1.",
            f"The family {family} has no form {form}; use sirekap-1.",
        )
    codes = sorted(each for each in election.stations if each.startswith(within))
    if not codes:
        raise ChoiceError(
            f"Tidak ada TPS dengan kode {within} dalam pemilihan ini; periksa angkanya.",
            f"This election has no station of code {within}; check the digits.",
        )
    found = prints(election, named, (election.stations[each] for each in codes), family)
    if not found:
        raise ChoiceError(
            f"Tidak ada TPS di {within} yang memakai {form}; {contest.name} diadakan di tempat lain.",
            f"No station of {within} uses {form}; {contest.name} is held elsewhere.",
        )
    return found


def the_one(layouts: Mapping[Form, Sequence[Station]]) -> Form:
    """Return the only print; ChoiceError where the stations need several."""
    if len(layouts) > 1:
        first = [stations[0].code for stations in layouts.values()]
        raise ChoiceError(
            f"TPS ini memakai {len(layouts)} cetakan berbeda (dapil, wilayah atau jenis TPS), misalnya "
            f"{first[0]} dan {first[1]}; pilih wilayah yang lebih kecil, atau --books.",
            f"These stations need {len(layouts)} different prints (dapil, region, kind of station), such as "
            f"{first[0]} and {first[1]}; choose a smaller region, or --books.",
        )
    return next(iter(layouts))


def only(election: Election, stations: Sequence[Station]) -> Election:
    """Return the election with these stations alone; its id stays."""
    return replace(election, stations={each.code: each for each in stations})


def listed(election: Election) -> Iterator[dict[str, object]]:
    """Yield a row for every print of every form, in every family."""
    from sirekap.forms.catalogue import FAMILIES, FormError  # noqa: PLC0415 - keeps --help fast
    from sirekap.forms.offers import is_drawn_in, offers, prints  # noqa: PLC0415 - same

    stations = [election.stations[each] for each in sorted(election.stations)]
    for offer in offers(election):
        for family in FAMILIES:
            if not is_drawn_in(offer, family):
                continue
            try:
                found = prints(election, [offer], stations, family)
            except FormError:
                if family == election.form_family:
                    raise
                continue
            for form, own in found.items():
                yield _row(election, offer.contest, offer.file.use, form, len(own))


def _row(election: Election, contest: Contest, use: str, form: Form, stations: int) -> dict[str, object]:
    return {
        "form": form.name,
        "use": use,
        "contest": contest.id,
        "family": form.family,
        "of_this_election": form.family == election.form_family,
        "stations": stations,
        "pages": len(form.pages),
        "fields": sum(1 for _ in form.fields()),
        "hash": form.hash,
    }
