"""Tests that try to break the core: the unit of work, the inbox, the outbox, the log, the command line."""
