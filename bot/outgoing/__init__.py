"""What is said: rows that wait, sent in order and at Telegram's rates."""
