"""The archive, and the season as one file."""
