"""What people see without Telegram: one small web server in the bot's own process."""
