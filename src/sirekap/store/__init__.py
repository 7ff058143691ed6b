"""Tables, photo files and the public folder: SQLite and folders."""
