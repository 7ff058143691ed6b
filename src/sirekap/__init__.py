"""Sirekap: from the paper of a polling station to a published result that anyone can check.

The folders are the photo's journey and imports only run upstream: ``election`` and ``accounts``, then
``forms``, ``reading``, ``record``, ``recap``, ``publication``, ``actions``, ``rehearsal``, and at the edge
``store``, ``web`` and ``cli``, which ``bootstrap`` wires together.
"""
