"""Usulan that look like each other, and what is worth a second look before one is sent."""
