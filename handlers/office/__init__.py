"""What an office sets for itself."""
