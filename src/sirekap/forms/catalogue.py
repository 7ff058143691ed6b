"""Which forms there are: from a contest and a station to its forms.

In: an election, a contest, a station; or a contest, a family and a voter cap. Out: the ``Form``, or a
``FormError`` that says what to do. Invariant: the same contest, constituency, place and edition always give
the same form, hash and all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache

from sirekap.election.model import (
    Constituency,
    Contest,
    ContestKind,
    Election,
    Station,
)
from sirekap.forms.compose import FAMILY as SIREKAP_1
from sirekap.forms.compose import VOTER_CAP as SIREKAP_1_VOTER_CAP
from sirekap.forms.compose import NoRoomError, compose
from sirekap.forms.kpu_2024 import FAMILY as KPU_2024
from sirekap.forms.kpu_2024 import VOTER_CAP as KPU_2024_VOTER_CAP
from sirekap.forms.kpu_2024 import kpu_2024
from sirekap.forms.language import FormFile
from sirekap.forms.model import Form
from sirekap.forms.setting import HOME, Box, Edition, Place, Setting, edition_of, place_of, usual_edition
from sirekap.forms.statutory import forms_for, result_form
from sirekap.forms.tags import TooManyPagesError

FAMILIES: Mapping[str, int] = {KPU_2024: KPU_2024_VOTER_CAP, SIREKAP_1: SIREKAP_1_VOTER_CAP}
"""Every family, and the most voters its tally grids hold."""

PRINTS_HELD = 256
"""Forms kept laid out: a nation has some three thousand prints, of up to a few megabytes each."""


class FormError(ValueError):
    """No form can be made; ``say`` tells the person why and what to do, by language (``id``, ``en``)."""

    def __init__(self, indonesian: str, english: str) -> None:
        """Keep both sentences; the English one is the exception's text."""
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


def form_for(contest: Contest, family: str, voter_cap: int = 300) -> Form:
    """Return the C.HASIL of *contest* in *family*, as was usual in 2024; ``FormError`` where there is none.

    Where the contest has several constituencies, ``station_form`` must be asked: each has a form of its own.
    """
    check_family(family, voter_cap)
    place = place_of(contest.region) if contest.region else HOME
    return _result(contest, family, usual_edition(contest.kind, voter_cap), place, only_constituency(contest))


def station_form(election: Election, contest: Contest, station: Station, family: str = "") -> Form:
    """Return the C.HASIL of *contest* at *station*, in *family* or the election's own; ``FormError``."""
    place = place_of(station.code, station.kind)
    return form_at(election, contest, place, constituency_of(contest, station.code), family)


def form_at(
    election: Election, contest: Contest, place: Place, constituency: Constituency | None, family: str = ""
) -> Form:
    """Return the C.HASIL of *contest* where things are called as in *place*; ``FormError``.

    Other constituencies have no part in it, so they are left out: a nation's lists would be hashed each time.
    """
    family = family or election.form_family
    check_family(family, election.voter_cap)
    own = contest if constituency is None else replace(contest, constituencies=(constituency,))
    return _result(own, family, edition_of(election), place, constituency)


def contest_form(election: Election, contest: Contest, family: str = "") -> Form:
    """Return the C.HASIL of a contest whose stations all have the same; ``FormError`` where they have not."""
    family = family or election.form_family
    check_family(family, election.voter_cap)
    place = place_of(contest.region) if contest.region else usual_place(election)
    return _result(contest, family, edition_of(election), place, only_constituency(contest))


def usual_place(election: Election) -> Place:
    """Return how things are called where all stations agree, else as in most of the country."""
    places = {place_of(code[:2]) for code in election.stations if not code.startswith("99")}
    return places.pop() if len(places) == 1 else HOME


def station_forms(election: Election, contest: Contest, station: Station) -> Iterator[tuple[FormFile, Form]]:
    """Yield all forms of *contest* that *station* gets, its C.HASIL first: copies, incidents, attendance."""
    place = place_of(station.code, station.kind)
    setting = Setting(contest, constituency_of(contest, station.code), edition_of(election), place)
    for file in forms_for(contest.kind, abroad=place.box is not Box.STATION):
        yield file, laid_out(file, setting)


def constituency_of(contest: Contest, code: str) -> Constituency | None:
    """Return the constituency that the station of *code* votes in; None for a contest without any.

    ``FormError`` where the contest's tables do not tell.
    """
    if not contest.constituencies:
        return None
    for each in contest.constituencies:
        if any(code.startswith(region) for region in each.regions):
            return each
    return only_constituency(contest)


def only_constituency(contest: Contest) -> Constituency | None:
    """Return the contest's one constituency, None where it has none; ``FormError`` where it has several."""
    if len(contest.constituencies) > 1:
        raise FormError(
            f"{contest.name} punya beberapa dapil; sebutkan TPS-nya,"
            " dan isi kolom regions di constituencies.csv.",
            f"{contest.name} has several constituencies; name a station,"
            " and fill regions in constituencies.csv.",
        )
    return contest.constituencies[0] if contest.constituencies else None


@cache
def is_held_abroad(kind: ContestKind) -> bool:
    """Tell whether voters abroad vote in contests of *kind*: there is a form for it."""
    try:
        result_form(kind, abroad=True)
    except KeyError:
        return False
    return True


@lru_cache(PRINTS_HELD)
def _result(
    contest: Contest, family: str, edition: Edition, place: Place, constituency: Constituency | None
) -> Form:
    """Lay the C.HASIL out, once for each setting."""
    check_contest(contest, family)
    if family == KPU_2024:
        return kpu_2024(contest)
    try:
        file = result_form(contest.kind, abroad=place.box is not Box.STATION)
    except KeyError:
        raise FormError(
            f"Tidak ada formulir {contest.kind.value} di luar negeri; pilih jenis pemilihan lain.",
            f"There is no form for {contest.kind.value} abroad; choose another contest.",
        ) from None
    return laid_out(file, Setting(contest, constituency, edition, place))


@lru_cache(PRINTS_HELD)
def laid_out(file_form: FormFile, setting: Setting) -> Form:
    """Lay a form out by its file, once for each setting; ``FormError`` where it has no room."""
    try:
        return compose(file_form, setting)
    except NoRoomError as high:
        raise FormError(
            f'{file_form.model}: bagian "{high.part}" {high.over:.0f} mm lebih tinggi dari halaman; '
            "rendahkan barisnya.",
            f'{file_form.model}: the part "{high.part}" is {high.over:.0f} mm higher than a page; '
            "lower its rows.",
        ) from None
    except TooManyPagesError as many:
        raise FormError(
            f"{file_form.model} memuat paling banyak {many.pages} halaman; kurangi isi tiap halaman.",
            f"{file_form.model} has at most {many.pages} pages; put more on a page.",
        ) from None


def check_family(family: str, voter_cap: int) -> None:
    """Refuse a family there is none of, and stations too large for its tally grids."""
    if family not in FAMILIES:
        known = ", ".join(FAMILIES)
        raise FormError(
            f"Keluarga formulir {family!r} tidak ada. Pilih salah satu: {known}.",
            f"There is no form family {family!r}. Choose one of: {known}.",
        )
    if voter_cap > FAMILIES[family]:
        raise FormError(
            f"Formulir {family} memuat sampai {FAMILIES[family]} pemilih, bukan {voter_cap}."
            " Pilih keluarga lain.",
            f"A {family} form holds up to {FAMILIES[family]} voters, not {voter_cap}. Choose another family.",
        )


def check_contest(contest: Contest, family: str) -> None:
    """Refuse a contest whose rows the family's forms do not have, or in which nobody stands."""
    if family == KPU_2024 and contest.kind is not ContestKind.PRESIDENT:
        raise FormError(
            f"Keluarga {family} tidak punya formulir {contest.kind.value}; pakai {SIREKAP_1}.",
            f"The family {family} has no form for {contest.kind.value}; use {SIREKAP_1}.",
        )
    tickets = len(contest.tickets)
    if family == KPU_2024 and not 2 <= tickets <= 4:
        raise FormError(
            f"Formulir memuat 2 sampai 4 pasangan calon; {contest.name} punya {tickets}.",
            f"A form holds 2 to 4 tickets; {contest.name} has {tickets}.",
        )
    if not tickets and not contest.constituencies:
        raise FormError(
            f"Belum ada yang dipilih dalam {contest.name}; isi tickets.csv atau constituencies.csv.",
            f"Nobody stands in {contest.name}; fill tickets.csv or constituencies.csv.",
        )
