"""Paper instead of pixels: photos that say in plain words what is on the page, and a reader of such photos
that now and then is unsure, mistaken or refuses. It lets a whole night pass in seconds.
"""

import hashlib
import json
from collections.abc import Sequence

from sirekap.election.model import FieldName, StationCode
from sirekap.forms.model import Form
from sirekap.reading.model import Corner, FieldReading, PageIdentity, Reading, Refusal, RefusalCode
from sirekap.rehearsal.night import Night

JPEG = b"\xff\xd8\xff"
CORNER = Corner(0.0, 0.0)


class PaperSource:
    """Photos in plain words. The first take of every ninth page cannot be read."""

    def __init__(self, night: Night) -> None:
        self.night = night
        self.asked: list[tuple[str, int, int]] = []

    def photo(self, station: StationCode, page: int, take: int) -> bytes:
        self.asked.append((station, page, take))
        written = self.night.stations[station].sheet.written
        names = [each.name for each in self.night.form.pages[page - 1].fields]
        said = {
            "station": station,
            "page": page,
            "take": take,
            "bad": take == 0 and chosen(9, station, page),
            "values": {name: written[name] for name in names},
        }
        return JPEG + json.dumps(said).encode()


def chosen(one_in: int, *what: object) -> bool:
    """Choose one in so many, always the same ones."""
    return int.from_bytes(hashlib.sha256(repr(what).encode()).digest()[:4]) % one_in == 0


class PaperReader:
    """Reads such photos: sure of most fields, unsure of some, and of some unsure and mistaken."""

    def read(self, data: bytes, forms: Sequence[Form]) -> Reading:
        said = json.loads(data[len(JPEG) :])
        sha256 = hashlib.sha256(data).hexdigest()
        if said["bad"]:
            refusal = Refusal(RefusalCode.TOO_BLURRED, {"id": "Kabur.", "en": "Blurred."})
            return Reading(sha256, None, refusal, {}, 0.0)
        identity = PageIdentity(forms[0].hash, said["page"], said["station"])
        fields = {
            FieldName(name): seen(FieldName(name), value, said["station"])
            for name, value in said["values"].items()
        }
        return Reading(sha256, identity, None, fields, 0.0)


def seen(name: FieldName, value: int, station: str) -> FieldReading:
    unsure = chosen(13, "unsure", name, station)
    mistaken = unsure and chosen(2, "mistaken", name, station)
    read = (value + 1) % 1000 if mistaken else value
    boxes = f"{read:03d}"
    return FieldReading(name, read, 0.5 if unsure else 0.9999, not unsure, boxes, {}, (CORNER,) * 4)
