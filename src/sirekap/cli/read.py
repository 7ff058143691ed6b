"""``sirekap read`` among the other verbs: ``read_photos`` parses its words and does the work."""

import typer

from sirekap.cli.read_photos import read_photos

SETTINGS = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
"""All words are passed on, ``--help`` among them."""


def read(context: typer.Context) -> None:
    """Read photos of result forms: every field with its value, and how sure the reader is."""
    raise typer.Exit(read_photos(context.args))
