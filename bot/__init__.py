"""What runs: settings, command line, inbox, outbox, papers, reminders."""
