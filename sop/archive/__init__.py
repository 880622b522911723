"""What is kept: a season as one file, files looked after, papers found again."""
