"""Give a phone what it needs of the election: a station's packet, signed, and the forms it names.

Invariant: nothing here is secret, nothing is written, and the same packet comes each time.
"""

from dataclasses import dataclass

from sirekap.accounts.signatures import Label, public_of, sign
from sirekap.actions.ports import Ports
from sirekap.actions.problems import UnknownFormError, UnknownStationError
from sirekap.election.model import ContestId, StationCode
from sirekap.forms.catalogue import station_forms
from sirekap.forms.copy_room import CopyPaper, copy_paper
from sirekap.forms.heading import heading_for
from sirekap.publication.station_packet import station_packet


@dataclass(frozen=True, slots=True)
class SignedPacket:
    """A packet's bytes, and the server's Ed25519 signature over them (label ``packet``)."""

    body: bytes
    signature: bytes


def see_packet(ports: Ports, station: StationCode) -> SignedPacket:
    """Return the packet of the station; raise UnknownStationError."""
    if station not in ports.election.stations:
        raise UnknownStationError(station)
    body = station_packet(ports.election, ports.forms, station, ports.roots, public_of(ports.receipt_key))
    return SignedPacket(body, sign(ports.receipt_key, Label.PACKET, ports.election.id, body))


def see_form(ports: Ports, station: StationCode, contest: ContestId, sha256: str) -> bytes:
    """Return the bytes of the station's form, whose SHA-256 is its hash; raise UnknownFormError."""
    if not ports.forms.takes_part(station, contest):
        raise UnknownFormError(f"{station}/{contest}")
    form = ports.forms.of(station, contest)
    if form.hash != sha256:
        raise UnknownFormError(sha256)
    return form.canonical()


def see_copy(ports: Ports, station: StationCode, contest: ContestId) -> CopyPaper:
    """Return the station's C.HASIL SALINAN with room for its numbers; raise UnknownFormError."""
    if not ports.forms.takes_part(station, contest):
        raise UnknownFormError(f"{station}/{contest}")
    held = ports.election.stations[station]
    forms = station_forms(ports.election, ports.election.contest(contest), held)
    form = next((form for file, form in forms if file.use == "copy"), None)
    if form is None:
        raise UnknownFormError(f"{station}/{contest}")
    return copy_paper(form, heading_for(ports.election, held), ports.election.id)
