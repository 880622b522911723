"""How somebody comes in: he asks, and is let in."""
