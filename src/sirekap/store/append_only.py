"""Tables that are only ever added to: the database itself refuses to change or delete their rows.

In: a table's name. Out: the statements that a migration runs. Invariant: whoever writes past this program
meets the same refusal; what is held can only be taken away with the whole table.
"""

from collections.abc import Iterator

from alembic import op

_FUNCTION = """
CREATE OR REPLACE FUNCTION only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def forbid_changes(table: str) -> None:
    """Have the database of the running migration refuse to change or delete rows of *table*."""
    for statement in _statements(table, op.get_bind().dialect.name):
        op.execute(statement)


def _statements(table: str, dialect: str) -> Iterator[str]:
    if dialect == "postgresql":
        yield _FUNCTION
        yield (
            f"CREATE TRIGGER {table}_only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION only_added_to()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
        )
