"""The tables of claims, details, photos on their way, and what was set aside; keys lead with the station.

Invariant: claims, details and what was set aside are only added to; uploads under way are forgotten when they
end.
"""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table

from sirekap.store.columns import Instant, code, metadata

claims = Table(
    "claims",
    metadata,
    Column("station", code(13), primary_key=True),
    Column("id", code(64), primary_key=True),
    Column("contest", code(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("signed", LargeBinary, nullable=False),
    Column("person", String(64), nullable=False),
    Column("role", String(16), nullable=False),
    Column("device", code(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("details", code(64), nullable=False),
    Column("via", String(8), nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("at", Instant, nullable=False),
    Column("added", BigInteger, nullable=False),
)
"""``id`` is the hash of the unsigned claim: the same claim twice is one row."""

claim_details = Table(
    "claim_details",
    metadata,
    Column("station", code(13), primary_key=True),
    Column("sha256", code(64), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", Instant, nullable=False),
)

claim_photos = Table(
    "claim_photos",
    metadata,
    Column("station", code(13), primary_key=True),
    Column("photo", code(64), primary_key=True),
    Column("claim", code(64), primary_key=True),
    Column("page", Integer),
)
"""Which photos the details of which claim name."""

set_aside = Table(
    "set_aside",
    metadata,
    Column("place", code(13), primary_key=True),
    Column("id", code(64), primary_key=True),
    Column("code", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("via", String(8), nullable=False),
    Column("received_at", Instant, nullable=False),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("station", code(13), primary_key=True),
    Column("sha256", code(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("media_type", code(32), nullable=False),
    Column("received_at", Instant, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    Column("station", code(13), primary_key=True),
    Column("id", code(32), primary_key=True),
    Column("sha256", code(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("begun_at", Instant, nullable=False),
)

upload_pieces = Table(
    "upload_pieces",
    metadata,
    Column("station", code(13), primary_key=True),
    Column("upload", code(32), primary_key=True),
    Column("offset", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""Bytes of uploads that were broken off, so that any server of several can go on with them."""
