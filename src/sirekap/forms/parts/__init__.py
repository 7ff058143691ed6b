"""The parts a form of ours is made of, each in a module: from what a file says to marks, lines and words."""
