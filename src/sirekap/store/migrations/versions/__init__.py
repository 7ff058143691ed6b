"""The steps, in the order of their numbers; the newest is what ``tables`` and its neighbours say."""
