"""The same papers as Word files, and what an office has edited in them."""
