"""Steps 6 and 8: figures and words of the report, where it differs, who gets it."""
