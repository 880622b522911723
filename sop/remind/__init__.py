"""Who is reminded of what, and how often."""
