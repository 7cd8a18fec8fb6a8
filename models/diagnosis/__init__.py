"""Which cell is wrong, and what repairs it."""
