"""A paper as a Word file, and back."""
