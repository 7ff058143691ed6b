"""A real server of the rehearsal election in which the forms of stations differ, and what its phones send."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import numpy as np
from tests.actions.claims_stage import picture
from tests.election.folders import ROOT

from sirekap.accounts.machines import PUBLISHER
from sirekap.actions.open_election import open_election
from sirekap.actions.publish import Publish, Published, publish
from sirekap.bootstrap import System, Wiring
from sirekap.election.model import ContestId, FieldName, StationCode
from sirekap.forms.issued import IssuedForms
from sirekap.forms.model import Form
from sirekap.record.claims.details import hash_of
from sirekap.record.claims.model import ClaimKind
from sirekap.record.claims.signed import write_signed
from sirekap.record.model import RecordKey
from sirekap.rehearsal.phones import Commission, details_naming
from sirekap.rehearsal.voters import count_station, draw_mood

FOLDER = ROOT / "elections" / "rehearsal-national"
ELECTION = open_election(FOLDER)
FORMS = IssuedForms(ELECTION)
ACEH, TUBAN, SRESEH, PANGARENGAN = (
    next(code for code in sorted(ELECTION.stations) if code.startswith(region))
    for region in ("11", "3523", "352701", "352713")
)
POST, ABROAD, MOBILE = sorted(code for code in ELECTION.stations if code.startswith("99"))
NOW = datetime.now(UTC)
CBOR = {"Content-Type": "application/cbor"}


@contextmanager
def national(folder: Path, election_folder: Path = FOLDER) -> Iterator["National"]:
    """Open an election with its data in *folder*, its root pinned, and serve it on loopback."""
    election = open_election(election_folder)
    commission = Commission(election.id, NOW, seed=7)
    keys = folder / "keys"
    keys.mkdir(parents=True, exist_ok=True)
    (keys / "root-1.pub").write_bytes(commission.root_pem)
    with (
        Wiring().open_system(election_folder, folder, sample_secret=b"national") as system,
        system.serving("127.0.0.1", 0) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield National(system, commission, client)


@dataclass(frozen=True)
class National:
    """The server, its phones' keys, and a client nobody is signed in with."""

    system: System
    commission: Commission
    client: httpx.Client

    def truth(self, station: str, contest: str, seed: int = 1) -> Mapping[FieldName, int]:
        """Draw what the station's paper says: every sum holds."""
        election = self.system.election
        held, form = election.contest(ContestId(contest)), self.form(station, contest)
        rng = np.random.default_rng([seed, int(hashlib.sha256(station.encode()).hexdigest()[:8], 16)])
        mood = draw_mood(rng, held, station)
        drawn = count_station(rng, election, election.stations[StationCode(station)], held, mood)
        return {each.name: drawn[each.name] for each in form.fields()}

    def form(self, station: str, contest: str) -> Form:
        """Return the station's own form."""
        return self.system.ports.forms.of(StationCode(station), ContestId(contest))

    def claim(self, station, contest, values, *, form=None, officer=1, kind=ClaimKind.CHECK, details=b""):
        """Send one officer's claim; return the server's answer."""
        record = RecordKey(StationCode(station), ContestId(contest))
        phone = self.commission.phone(StationCode(station), officer)
        told = details or details_naming(form or self.form(station, contest), NOW, {})
        body = write_signed(phone.claim(form or self.form(station, contest), record, values, told, kind=kind))
        return self.client.post("/api/claims", content=body, headers=CBOR)

    def send_whole(self, station: str, contest: str) -> Mapping[FieldName, int]:
        """Send photos of every page, both officers' claims and the details; return what the paper says."""
        form, values = self.form(station, contest), self.truth(station, contest)
        photos = {
            page.number: picture(
                int(hashlib.sha256(f"{station}{contest}".encode()).hexdigest()[:4], 16) * 32 + page.number
            )
            for page in form.pages
        }
        details = details_naming(form, NOW, photos)
        assert self.claim(station, contest, values, details=details).status_code == 201
        assert self._details(station, details).status_code == 200
        for data in photos.values():
            assert (
                self.client.post("/api/uploads", content=data, headers=upload(station, data)).status_code
                == 201
            )
        blind = self.claim(station, contest, values, officer=2, kind=ClaimKind.BLIND)
        assert blind.status_code == 201, blind.text
        while self.system.read_one():
            pass
        return values

    def _details(self, station: str, details: bytes) -> httpx.Response:
        path = f"/api/details/{station}/{hash_of(details)}"
        return self.client.put(path, content=details, headers=CBOR)

    def publish(self) -> Published:
        """Bring the public folder up to date."""
        return publish(self.system.ports, Publish(PUBLISHER, datetime.now(UTC)))

    def public(self, path: str):
        """Return a public document."""
        answer = self.client.get(f"/{path}")
        assert answer.status_code == 200, path
        return answer.json()


def upload(station: str, photo: bytes) -> Mapping[str, str]:
    """Return the headers of a photo that comes in one piece."""
    pairs = {"station": station, "sha256": hashlib.sha256(photo).hexdigest()}
    told = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in pairs.items())
    return {
        "Tus-Resumable": "1.0.0",
        "Content-Type": "application/offset+octet-stream",
        "Upload-Length": str(len(photo)),
        "Upload-Metadata": told,
    }
