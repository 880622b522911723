"""Opening again what was closed."""
