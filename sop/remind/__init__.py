"""Reminders: the ladder of rungs, and the sweep."""
