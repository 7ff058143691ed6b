"""The tables' history: one step a file in ``versions``, each of which can be taken back."""
