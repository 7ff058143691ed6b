"""The random fields that are keyed blind though the reader was sure of them.

In: the server's secret and the name of a field of one record. Out: whether it is drawn. Invariant: the draw
is the same whenever it is asked, and nobody without the secret can foresee it.
"""

import hashlib
import hmac

from sirekap.election.model import FieldName
from sirekap.record.model import RecordKey

SAMPLE_PERMILLE = 20
"""Thousandths of the accepted fields that are drawn; the published accuracy of the reader rests on them."""

_RANGE = 1 << 64


def in_blind_sample(secret: bytes, key: RecordKey, field: FieldName, permille: int = SAMPLE_PERMILLE) -> bool:
    """Tell whether *field* of the record is drawn into the blind sample."""
    name = "|".join(("blind sample", key.station, key.contest, str(key.version), field))
    drawn = hmac.new(secret, name.encode(), hashlib.sha256).digest()
    return int.from_bytes(drawn[:8]) * 1000 < permille * _RANGE
