"""From records and recaps to files that anyone can load: yields paths and bytes, writes nothing."""
