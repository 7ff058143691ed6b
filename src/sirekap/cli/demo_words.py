"""What ``sirekap demo`` says, in the terminal's language."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "id": {
        "open": "Buka {address}  (Ctrl-C mengakhiri)",
        "by_hand": "Periksa sendiri TPS ini di {address} setelah fotonya masuk:",
        "officers": "    petugas utama {main}\n    petugas kedua {reserve}",
        "stations": "TPS masuk",
        "confirmed": "terkonfirmasi",
        "line": "{clock}  masuk {received}/{all}, terkonfirmasi {confirmed}, foto ditolak {refused}",
        "over": "Malam selesai: {received} dari {all} TPS masuk, {confirmed} terkonfirmasi, "
        "{left} menunggu diperiksa, {refused} foto ditolak lalu diulang.",
        "stays": "Halaman tetap terbuka di {address} sampai Ctrl-C.",
        "ended": "Selesai.",
    },
    "en": {
        "open": "Open {address}  (Ctrl-C ends it)",
        "by_hand": "Check these stations yourself at {address} once their photos are in:",
        "officers": "    main officer   {main}\n    second officer {reserve}",
        "stations": "stations in",
        "confirmed": "confirmed",
        "line": "{clock}  received {received}/{all}, confirmed {confirmed}, photos refused {refused}",
        "over": "The night is over: {received} of {all} stations came in, {confirmed} are confirmed, "
        "{left} wait to be checked, photos refused and taken again: {refused}.",
        "stays": "The page stays open at {address} until Ctrl-C.",
        "ended": "Ended.",
    },
}


def say(key: str, **values: object) -> str:
    """Return the sentence *key* with its values filled in."""
    from sirekap.cli import language  # noqa: PLC0415 -- the package imports this module's command

    return WORDS[language()][key].format(**values)
