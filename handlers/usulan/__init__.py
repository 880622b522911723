"""The usulan's form, its card, and the list of one's own."""
