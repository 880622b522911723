"""A Telegram on this machine, with people in it. It knows nothing of the bot."""
