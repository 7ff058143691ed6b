"""What Alembic runs: the steps, on the connection and within the transaction that it was handed."""

from alembic import context

from sirekap.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
