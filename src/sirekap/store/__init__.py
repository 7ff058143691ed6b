"""Tables, photo files and folders: SQLite and a directory."""
