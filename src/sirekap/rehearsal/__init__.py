"""A whole election made up: officials, filled forms, photos and their damage, repeatable by seed."""
