"""Papers found again, the register, a season as one file."""
