"""Copies of the database, for the admin."""
