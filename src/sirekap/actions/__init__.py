"""What people and machines do: one function per intention, one transaction each, with its audit line."""
