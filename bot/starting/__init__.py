"""What a process does before it handles anything."""
