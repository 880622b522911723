"""Help and settings."""
