"""Puts a setting's words into the sentences of a form's file.

In: a sentence with words in braces, a setting. Out: the sentence as printed. Invariant: only the words listed
here may stand in braces; a file with another is refused when it is read.
"""

import re
from collections.abc import Mapping

from sirekap.forms.setting import Setting

PLACEHOLDERS: Mapping[str, str] = {
    "contest": "the contest's name",
    "constituency": "the name of the dapil, empty where there is none",
    "reserve": "the reserve of ballots: 2%",
    "cap": "the most voters a station may have",
    "box": "TPS, TPSLN, KSK or Pos",
    "committee": "KPPS or KPPSLN",
    "commission": "KPU, KIP Aceh or PPLN, in full",
    "list": "the official name of a voters' list; in a group of voters alone",
}
BRACED = re.compile(r"\{([^{}]*)\}")


def placeholders(text: str) -> list[str]:
    """Return the words in braces."""
    return BRACED.findall(text)


def worded(text: str, setting: Setting, voters: str = "") -> str:
    """Return *text* as printed; *voters* is the kind of voters ``{list}`` stands for."""
    words = {
        "contest": setting.contest.name,
        "constituency": setting.constituency.name if setting.constituency else "",
        "reserve": setting.edition.reserve,
        "cap": str(setting.edition.voter_cap),
        "box": setting.place.box.value,
        "committee": setting.place.committee,
        "commission": setting.place.commission,
        "list": setting.edition.rows.label(voters) if voters else "",
    }
    return BRACED.sub(lambda found: words[found[1]], text)
