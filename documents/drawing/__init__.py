"""The page and what stands on it: typefaces, lines, tables, pictures, signatures."""
