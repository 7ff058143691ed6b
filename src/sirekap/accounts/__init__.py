"""Who may take which step at which tier and region: one table."""
