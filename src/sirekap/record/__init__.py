"""The life of one station's numbers: evidence, states, numbered rules, the gate."""
