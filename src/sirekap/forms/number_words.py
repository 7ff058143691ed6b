"""Numbers in Indonesian words, as officials write them on the line under the digits, and back.

Invariant: ``number_of(words_of(n)) == n`` for every n from 0 to 999,999.
"""

UNITS = ("NOL", "SATU", "DUA", "TIGA", "EMPAT", "LIMA", "ENAM", "TUJUH", "DELAPAN", "SEMBILAN")
LIMIT = 1_000_000


class NotNumberWordsError(ValueError):
    """The words are no number that ``words_of`` would write."""


def words_of(number: int) -> str:
    """Write a number from 0 to 999,999 in capital Indonesian words; ValueError outside that range."""
    if not 0 <= number < LIMIT:
        raise ValueError(f"a number from 0 to {LIMIT - 1} is needed, not {number}")
    if number == 0:
        return UNITS[0]
    thousands, rest = divmod(number, 1000)
    words = []
    if thousands == 1:
        words.append("SERIBU")
    elif thousands:
        words += [*_below_thousand(thousands), "RIBU"]
    return " ".join(words + _below_thousand(rest))


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = []
    if hundreds == 1:
        words.append("SERATUS")
    elif hundreds:
        words += [UNITS[hundreds], "RATUS"]
    return words + _below_hundred(rest)


def _below_hundred(number: int) -> list[str]:
    if number == 0:
        return []
    if number < 10:
        return [UNITS[number]]
    if number == 10:
        return ["SEPULUH"]
    if number == 11:
        return ["SEBELAS"]
    if number < 20:
        return [UNITS[number - 10], "BELAS"]
    tens, unit = divmod(number, 10)
    return [UNITS[tens], "PULUH", *([UNITS[unit]] if unit else [])]


def number_of(words: str) -> int:
    """Read a number from its words, whatever the case and spacing; NotNumberWordsError where it is none."""
    number = _sum_words(words.upper().split())
    if number is None or words_of(number) != " ".join(words.upper().split()):
        raise NotNumberWordsError(f"not a number in Indonesian words: {words!r}")
    return number


_WHOLE = {"SEPULUH": 10, "SEBELAS": 11, "SERATUS": 100}
_SCALE = {"PULUH": 10, "RATUS": 100}


def _sum_words(words: list[str]) -> int | None:
    if not words:
        return None
    total, group, unit = 0, 0, 0
    for word in words:
        if word in UNITS:
            group, unit = group + unit, UNITS.index(word)
        elif word in _WHOLE:
            group, unit = group + unit + _WHOLE[word], 0
        elif word in _SCALE:
            group, unit = group + unit * _SCALE[word], 0
        elif word == "BELAS":
            group, unit = group + unit + 10, 0
        elif word in ("RIBU", "SERIBU"):
            total, group, unit = (total + group + unit + (word == "SERIBU")) * 1000, 0, 0
        else:
            return None
    number = total + group + unit
    return number if number < LIMIT else None
