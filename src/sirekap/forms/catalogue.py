"""Which forms there are: from a contest and a family's name to the form.

In: a contest, a family, the most voters a station may have. Out: the ``Form``, or ``FormError`` that says what to do.
Invariant: the same contest, family and cap always give the same form, hash and all.
"""

from collections.abc import Mapping
from functools import cache

from sirekap.election.model import Contest
from sirekap.forms.kpu_2024 import FAMILY as KPU_2024
from sirekap.forms.kpu_2024 import VOTER_CAP as KPU_2024_VOTER_CAP
from sirekap.forms.kpu_2024 import kpu_2024
from sirekap.forms.model import Form

FAMILIES = (KPU_2024,)


class FormError(ValueError):
    """No form can be made; ``say`` tells the person why and what to do, by language (``id``, ``en``)."""

    def __init__(self, indonesian: str, english: str) -> None:
        """Keep both sentences; the English one is the exception's text."""
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


@cache
def form_for(contest: Contest, family: str, voter_cap: int = 300) -> Form:
    """Return the C.HASIL of *contest* in *family*; ``FormError`` where there is none."""
    if family not in FAMILIES:
        known = ", ".join(FAMILIES)
        raise FormError(
            f"Keluarga formulir {family!r} tidak ada. Pilih salah satu: {known}.",
            f"There is no form family {family!r}. Choose one of: {known}.",
        )
    if not 2 <= len(contest.tickets) <= 4:
        raise FormError(
            f"Formulir {family} memuat 2 sampai 4 pasangan calon; {contest.name} punya {len(contest.tickets)}.",
            f"A {family} form holds 2 to 4 tickets; {contest.name} has {len(contest.tickets)}.",
        )
    if voter_cap > KPU_2024_VOTER_CAP:
        raise FormError(
            f"Formulir {family} hanya untuk TPS sampai {KPU_2024_VOTER_CAP} pemilih, bukan {voter_cap}.",
            f"The {family} form is for stations of at most {KPU_2024_VOTER_CAP} voters, not {voter_cap}.",
        )
    return kpu_2024(contest)
