"""Usulan that are one, and those of last year."""
