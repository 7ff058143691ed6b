"""How the command line was misused, in the language of the terminal.

In: what the libraries that take words apart (``typer``, ``argparse``) say of them, in English. Out: the same
in Indonesian or English, one line. Invariant: names, numbers and words of the person are passed on as they
are; what has no Indonesian here is told in English rather than kept back. The sentences of the libraries are
known here because neither tells codes for them; a test asks the real command line for those that people meet.
"""

import re
from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    r"No such command '(.+?)'\. Did you mean '(.+?)'\?": r"Tidak ada perintah '\1'. Maksud Anda '\2'?",
    r"No such command '(.+?)'\..*": r"Tidak ada perintah '\1'.",
    r"No such option: (\S+) \(Possible options: (.+)\)": r"Tidak ada pilihan \1. Yang mirip: \2.",
    r"No such option: (\S+) Did you mean (\S+?)\?": r"Tidak ada pilihan \1. Maksud Anda \2?",
    r"No such option: (\S+)": r"Tidak ada pilihan \1.",
    r"Option '(.+?)' requires an argument\.": r"Pilihan \1 memerlukan nilai sesudahnya.",
    r"Option '(.+?)' does not take a value\.": r"Pilihan \1 tidak memakai nilai.",
    r"Missing (?:argument|option|parameter) '(.+?)'\.(.*)": r"\1 belum disebut.\2",
    r"Invalid value for '(.+?)': (.+)": r"Nilai untuk \1 tidak dapat dipakai: \2",
    r"Invalid value: (.+)": r"Nilai tidak dapat dipakai: \1",
    r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)": r"Kata berikut tidak diperlukan: \1.",
    r"the following arguments are required: (.+)": r"\1 belum disebut.",
    r"unrecognized arguments: (.+)": r"Tidak dikenal: \1.",
    r"argument (\S+): expected one argument": r"Pilihan \1 memerlukan nilai sesudahnya.",
    r"argument (\S+): (.+)": r"Nilai untuk \1 tidak dapat dipakai: \2",
}
"""What is said of words, whole; the first that fits counts."""

REASONS: Mapping[str, str] = {
    r"Input should be a valid integer\b.*": r"harus bilangan bulat.",
    r"Input should be a valid number\b.*": r"harus bilangan.",
    r"Input should be greater than or equal to (\S+?)\.?": r"paling sedikit \1.",
    r"Input should be less than or equal to (\S+?)\.?": r"paling banyak \1.",
    r"(.+) is not a number from 1 on": r"\1 bukan bilangan mulai dari 1.",
}
"""Why a value is of no use, as it stands at the end of a sentence."""


def misused(path: str, said: str, language: str) -> str:
    """Return the line that tells how the words after *path*, such as ``sirekap read``, were misused.

    *said* is what the library says, *language* ``id`` or ``en``.
    """
    return f"{path}: {in_indonesian(said) if language == 'id' else said} ({path} --help)"


def in_indonesian(said: str) -> str:
    """Return *said* in Indonesian as far as it is known here."""
    sentence = _told(said, SENTENCES)
    start, colon, reason = sentence.partition(" tidak dapat dipakai: ")
    return start + colon + _told(reason, REASONS) if colon else sentence


def _told(said: str, known: Mapping[str, str]) -> str:
    for pattern, indonesian in known.items():
        found = re.fullmatch(pattern, said)
        if found:
            return found.expand(indonesian).strip()
    return said
