"""From Telegram to what it causes: received, kept, handled one unit each."""
