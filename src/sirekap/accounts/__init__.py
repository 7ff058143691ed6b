"""Who may take which step, where: one table."""
