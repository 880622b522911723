"""Lists that offices keep, read and taken back."""
