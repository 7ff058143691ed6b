"""All tables of all areas in one ``metadata``: import it from here where every table must be known."""

from sirekap.store import claim_tables, key_tables, people_tables, tables, way_tables
from sirekap.store.columns import metadata

AREAS = (tables, key_tables, claim_tables, people_tables, way_tables)
"""The modules that declare tables; a new area is added here and brings a migration."""

__all__ = ["AREAS", "metadata"]
