"""Files of rows that an office sends to the bot."""
