"""Backups: made while the office works, read again, brought back."""
