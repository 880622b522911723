"""Whether two usulan are the same."""
