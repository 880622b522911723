"""Everything of the office as one file, and back: the database, the files, the seal, the typefaces."""
