"""Updates that nobody would send, and what the office makes of them."""
