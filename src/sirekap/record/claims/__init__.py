"""What a station sends: the signed claim, the details it commits to, and the ways they travel."""
