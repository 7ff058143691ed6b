"""A real system with one rehearsed station, vouchers for its two officers, and photos of its pages."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.journeys.desk_stage import SEED, plain_station
from tests.rehearsal.rehearsed import FOLDER, election

from sirekap.accounts.certificates import Issuer, seconds
from sirekap.accounts.machines import OPERATOR
from sirekap.accounts.model import Account, Reach, Role
from sirekap.accounts.signatures import public_of
from sirekap.actions.import_accounts import ImportAccounts, import_accounts
from sirekap.actions.key_folder import IssuerKey, keep_root
from sirekap.actions.make_vouchers import MakeVouchers, make_vouchers
from sirekap.actions.open_election import open_election
from sirekap.bootstrap import System, Wiring
from sirekap.election.model import ElectionId, StationCode
from sirekap.rehearsal import marks
from sirekap.rehearsal.conditions import Conditions
from sirekap.rehearsal.fill import PX_PER_MM
from sirekap.rehearsal.ink import lay_ink
from sirekap.rehearsal.night import Night, Stream, chance
from sirekap.rehearsal.photograph import photograph
from sirekap.rehearsal.photos import open_studio

CONTEST = "ppwp"
SEALED = "sealed for a rehearsal"
SLIP = "8"


@dataclass(frozen=True)
class PhoneStage:
    """Where the phone's program is served, what the paper says, its photos, and both officers' vouchers."""

    address: str
    station: StationCode
    written: dict
    night: Night
    photos: list[Path]
    vouchers: tuple[str, str]
    codes: tuple[str, str]
    courier: str
    """The voucher of an officer of a neighbouring station."""
    courier_code: str
    neighbour: StationCode
    system: System

    def api(self, path):
        """Return what the server answers to everybody."""
        with urllib.request.urlopen(f"{self.address.rstrip('/')}/api/{path}") as answer:  # noqa: S310 -- our own server on loopback
            return json.load(answer)

    def held(self, station=None):
        """Return the claims that the server holds of a station, ours by default, in the order they came."""
        with self.system.ports.store.look() as books:
            found = books.claims.of_station(station or self.station)
            return sorted(found, key=lambda each: each.received_at)


@contextmanager
def phone_stage(folder: Path, blot: str | None = None, slip: str | None = None) -> Iterator[PhoneStage]:
    """Open the system, with vouchers printed and the pages photographed.

    *blot* is a field that is spoilt, *slip* one whose last digit a slip of the pen made into another.
    """
    folder.mkdir(exist_ok=True)
    night, code = plain_station()
    data = folder / "data"
    issuer = pin_root(data / "keys", election().id)
    with Wiring().open_system(FOLDER, data, sample_secret=b"phone") as system:
        neighbour = next(each for each in system.election.stations if each != code)
        vouchers = vouchers_of(system, issuer, code)
        courier, *_ = vouchers_of(system, issuer, neighbour)
        with system.serving("127.0.0.1", 0) as address, system.working():
            yield PhoneStage(
                address,
                code,
                dict(night.stations[code].sheet.written),
                night,
                take_photos(night, code, folder, blot, slip),
                tuple(each.paper.to_text() for each in vouchers),
                tuple(each.paper.code for each in vouchers),
                courier.paper.to_text(),
                courier.paper.code,
                neighbour,
                system,
            )


@dataclass(frozen=True)
class BareStage:
    """Where the program of another election is served, a station of it, its officers' codes; no paper."""

    address: str
    station: StationCode
    codes: tuple[str, str]
    system: System


@contextmanager
def bare_stage(folder: Path, election_folder: Path) -> Iterator[BareStage]:
    """Open the system of an election, with vouchers for the officers of its first station."""
    opened = open_election(election_folder)
    issuer = pin_root(folder / "keys", opened.id)
    with Wiring().open_system(election_folder, folder, sample_secret=b"phone") as system:
        code = min(opened.stations)
        first, second = vouchers_of(system, issuer, code)
        with system.serving("127.0.0.1", 0) as address, system.working():
            yield BareStage(address, code, (first.paper.code, second.paper.code), system)


def pin_root(folder: Path, election_id: ElectionId) -> IssuerKey:
    """Pin a fresh root in the server's folder of keys; return an issuer of the whole nation under it."""
    root, secret = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    keep_root(folder, root, SEALED)
    now = datetime.now(UTC)
    begin, end = seconds(now - timedelta(days=1)), seconds(now + timedelta(days=30))
    made = Issuer(public_of(secret), Reach(""), begin, end)
    return IssuerKey(made.signed(root, election_id), secret)


def vouchers_of(system: System, issuer: IssuerKey, code: StationCode):
    """Open the accounts of the station's two officers and print a voucher for each."""
    sheet = "place,role,number,name\n" + "".join(f"{code},officer,{n},Petugas {n}\n" for n in (1, 2))
    import_accounts(system.ports, ImportAccounts("a.csv", sheet.encode(), OPERATOR, system.clock()))
    made = make_vouchers(system.ports, MakeVouchers(issuer, Reach(code), OPERATOR, system.clock()))
    return sorted(made, key=lambda each: each.paper.voucher.number)


def account(code: StationCode, number: int) -> Account:
    """Return an officer of the station."""
    return Account(f"{code}-officer-{number}", Role.OFFICER, Reach(code))


def take_photos(
    night: Night, code: StationCode, folder: Path, blot: str | None, slip: str | None
) -> list[Path]:
    """Photograph every page of the station's form, three megapixels each; return the files in their order."""
    studio, taken = open_studio(night), []
    for page in night.form.pages:
        paper = blotted(studio.page(code, page.number), page, blot)
        paper = slipped(paper, page, slip, night.stations[code].sheet.writer)
        rng = chance(SEED, code, Stream.PHOTO, page.number)
        file = folder / f"page-{page.number}.jpg"
        file.write_bytes(photograph(paper, (page.width, page.height), Conditions(long_side=2048), rng).jpeg)
        taken.append(file)
    return taken


def blotted(paper, page, name):
    """Return the page with ink spilt over the last box of a field, so that no reader may be sure of it."""
    field = next((each for each in page.fields if each.name == name), None)
    if field is None:
        return paper
    spoilt, scale = np.array(paper), paper.shape[1] / page.width
    for rect in (field.boxes[-1], *field.bubbles[-1][3:6]):
        top, left = round(rect.top * scale), round(rect.left * scale)
        bottom, right = round(rect.bottom * scale), round((rect.left + rect.width * 0.7) * scale)
        spoilt[top:bottom, left:right] = (38, 44, 120)
    return spoilt


def slipped(paper, page, name, writer):
    """Return the page with the last digit of a field made into an 8, its bubble too, by the same pen."""
    field = next((each for each in page.fields if each.name == name), None)
    if field is None:
        return paper
    spoilt, rng = np.array(paper), np.random.default_rng(5)
    strokes = marks.write_boxes(rng, writer, SLIP, (field.boxes[-1],))
    lay_ink(rng, spoilt, strokes, writer.pen, PX_PER_MM)
    for _ in range(2):
        bubble = marks.fill_bubble(rng, writer, field.bubbles[-1][int(SLIP)])
        lay_ink(rng, spoilt, bubble, writer.pen, PX_PER_MM)
    return spoilt
