"""Signatures inside PDF files: the seal of this installation, and those of others."""
