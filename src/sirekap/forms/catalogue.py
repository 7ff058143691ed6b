"""Which forms there are: from a contest and a family's name to the form.

In: a contest, a family, the most voters a station may have. Out: the ``Form``, or ``FormError`` that says
what to do. Invariant: the same contest, family and cap always give the same form, hash and all.
"""

from collections.abc import Mapping
from functools import cache

from sirekap.election.model import Contest, ContestKind
from sirekap.forms.kpu_2024 import FAMILY as KPU_2024
from sirekap.forms.kpu_2024 import VOTER_CAP as KPU_2024_VOTER_CAP
from sirekap.forms.kpu_2024 import kpu_2024
from sirekap.forms.model import Form
from sirekap.forms.sirekap_1 import FAMILY as SIREKAP_1
from sirekap.forms.sirekap_1 import VOTER_CAP as SIREKAP_1_VOTER_CAP
from sirekap.forms.sirekap_1 import sirekap_1

FAMILIES: Mapping[str, int] = {KPU_2024: KPU_2024_VOTER_CAP, SIREKAP_1: SIREKAP_1_VOTER_CAP}
"""Every family, and the most voters its tally grids hold."""


class FormError(ValueError):
    """No form can be made; ``say`` tells the person why and what to do, by language (``id``, ``en``)."""

    def __init__(self, indonesian: str, english: str) -> None:
        """Keep both sentences; the English one is the exception's text."""
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


def form_for(contest: Contest, family: str, voter_cap: int = 300) -> Form:
    """Return the C.HASIL of *contest* in *family*; ``FormError`` where there is none."""
    return laid_out(contest, family, voter_cap)


@cache
def laid_out(contest: Contest, family: str, voter_cap: int) -> Form:
    """Lay the form out, once for each contest, family and cap."""
    check_family(family, voter_cap)
    check_contest(contest)
    return kpu_2024(contest) if family == KPU_2024 else sirekap_1(contest, voter_cap)


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


def check_contest(contest: Contest) -> None:
    """Refuse a contest whose rows these forms do not have."""
    if contest.kind is not ContestKind.PRESIDENT:
        raise FormError(
            f"Belum ada formulir untuk {contest.kind.value}; yang ada untuk {ContestKind.PRESIDENT.value}.",
            f"There is no form yet for {contest.kind.value}, only for {ContestKind.PRESIDENT.value}.",
        )
    tickets = len(contest.tickets)
    if not 2 <= tickets <= 4:
        raise FormError(
            f"Formulir memuat 2 sampai 4 pasangan calon; {contest.name} punya {tickets}.",
            f"A form holds 2 to 4 tickets; {contest.name} has {tickets}.",
        )
