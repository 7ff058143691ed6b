"""``sirekap bench sign_ins``: officers who sign in by their phones, alone and beside claims.

In: nothing; it makes an election and its phones, and starts the real server as a process of its own. Out:
sign-ins a second, what each costs of the processors on both sides, and what claims wait meanwhile. Invariant:
a sign-in is both of its requests, the one for a challenge and the one that answers it, with session and audit
line on disk before the answer. The answers are to challenges made and signed beforehand, so that phones,
which have processors of their own, take next to none of the server's.
"""

import json
import tempfile
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sirekap.accounts.certificates import seconds
from sirekap.accounts.challenge import RANDOM_BYTES, make_challenge
from sirekap.accounts.signatures import Label, holds, key_id, public_of, sign
from sirekap.election.figure import Figure
from sirekap.rehearsal.phones import Phone
from sirekap.store.crowd import Crowd, Sent, enrol, make_crowd, request, send
from sirekap.store.database import open_store
from sirekap.store.real_server import real_server

SIGN_INS = 2000
REQUESTS = 2
"""Of one sign-in."""

AT_ONCE = 32
"""Officers who sign in at the same time, and phones that send claims at the same time."""

WANTED = 300
"""Sign-ins a second that are due while claims are measured."""

CLAIMS_A_SECOND = 50
CLAIMS = 300
"""Claims of each measurement, one a phone."""

WARM = 100
"""Phones that sign in before anything is measured; every phone signs in once."""

SIGNED_IN = b"HTTP/1.1 200"
ASKED = request("POST", "/api/challenges", b"", "application/json")


def bench() -> Iterator[Figure]:
    """Have phones sign in over HTTP, alone and beside claims, with everything on disk before it is told."""
    with tempfile.TemporaryDirectory(prefix="sirekap-bench-") as folder:
        yield from _signing_in(Path(folder))


def _signing_in(folder: Path) -> Iterator[Figure]:
    crowd = make_crowd(folder / "crowd", WARM + SIGN_INS * 2, 1)
    file = folder / "sign_ins.db"
    store = open_store(file, crowd.election.id)
    enrol(store, crowd)
    secret = store.sample_secret
    store.close()
    answers = _answers(crowd, secret)
    bare = _verify(crowd, answers[:SIGN_INS])
    requests = [each for answer in answers for each in (ASKED, _request(answer))]
    warm, half = WARM * REQUESTS, (WARM + SIGN_INS) * REQUESTS
    some, more = crowd.claims[:CLAIMS], crowd.claims[CLAIMS : CLAIMS * 2]
    with real_server(crowd, file) as (port, busy):
        send(port, requests[:warm], AT_ONCE, expected=SIGNED_IN)
        before = busy()
        alone = send(port, requests[warm:half], AT_ONCE, expected=SIGNED_IN)
        cpu = busy() - before
        calm = send(port, some, AT_ONCE, CLAIMS_A_SECOND)
        with ThreadPoolExecutor(1) as pool:
            storm = pool.submit(send, port, requests[half:], AT_ONCE, WANTED * REQUESTS, SIGNED_IN)
            beside = send(port, more, AT_ONCE, CLAIMS_A_SECOND)
            held = storm.result()
    yield from _alone(alone, cpu, bare)
    yield from _beside(held, calm, beside)


def _alone(alone: Sent, cpu: float, bare: float) -> Iterator[Figure]:
    each = 1000 / SIGN_INS
    rate = alone.rate / REQUESTS
    yield Figure("sign_ins_per_second", rate, "1/s", against="bare_verify", ratio=rate * bare / SIGN_INS)
    yield Figure("sign_in_server_cpu", cpu * each, "ms a sign-in", against="bare_verify", ratio=cpu / bare)
    yield Figure(
        "sign_in_client_cpu", alone.cpu * each, "ms a sign-in", against="server", ratio=alone.cpu / cpu
    )


def _beside(held: Sent, calm: Sent, beside: Sent) -> Iterator[Figure]:
    rate = held.rate / REQUESTS
    told = f"with {CLAIMS_A_SECOND} claims/s beside, {WANTED}/s wanted"
    yield Figure("sign_ins_beside", rate, f"1/s, {told}", against="wanted", ratio=rate / WANTED)
    yield Figure("sign_ins_beside_p99_ms", held.percentile(0.99) * 1000, f"ms a request, {told}")
    calm_p99, beside_p99 = calm.percentile(0.99), beside.percentile(0.99)
    yield Figure("claims_p99_ms", calm_p99 * 1000, f"ms at {CLAIMS_A_SECOND}/s, nobody signs in")
    yield Figure(
        "claims_beside_p99_ms",
        beside_p99 * 1000,
        f"ms at {CLAIMS_A_SECOND}/s, {WANTED}/s sign in",
        against="nobody_signs_in",
        ratio=beside_p99 / calm_p99,
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """A phone's answer to a challenge."""

    phone: Phone
    challenge: bytes
    signature: bytes


def _answers(crowd: Crowd, secret: bytes) -> list[Answer]:
    """Return an answer of each phone to a challenge such as the server gives out."""
    at = seconds(datetime.now(UTC))
    answers = []
    for number, phone in enumerate(crowd.phones):
        asked = make_challenge(secret, number.to_bytes(RANDOM_BYTES), at)
        answers.append(Answer(phone, asked, sign(phone.key, Label.SIGN_IN, crowd.election.id, asked)))
    return answers


def _verify(crowd: Crowd, answers: Sequence[Answer]) -> float:
    """Check the answers' signatures and nothing else; return the seconds of a processor that it took."""
    began = time.process_time()
    for each in answers:
        key = public_of(each.phone.key)
        holds(key, Label.SIGN_IN, crowd.election.id, each.challenge, each.signature)
    return time.process_time() - began


def _request(answer: Answer) -> bytes:
    body = {"place": answer.phone.station, "key": key_id(public_of(answer.phone.key))}
    body |= {"challenge": _text(answer.challenge), "signature": _text(answer.signature)}
    return request("POST", "/api/session/device", json.dumps(body).encode(), "application/json")


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
