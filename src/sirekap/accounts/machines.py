"""The accounts of the system's own hands: they act through the same table as people, and cannot sign in."""

from sirekap.accounts.model import Account, AccountId, Reach, Role

READER = Account(AccountId("reader"), Role.READER, Reach(""))
"""The worker that reads photos."""

PUBLISHER = Account(AccountId("publisher"), Role.PUBLISHER, Reach(""))
"""The worker that writes the public folder."""

OPERATOR = Account(AccountId("operator"), Role.ADMIN, Reach(""))
"""Whoever has the shell of the machine."""
