"""Proving a signature: BSrE, certificates, scans, codes, and whether a file is ours."""
