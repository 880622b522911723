"""What an admin has to look at."""
