"""Scripts that try to break the bot."""
