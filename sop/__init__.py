"""The procedure itself: what is allowed, what follows from it, and who is told."""
