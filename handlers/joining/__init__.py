"""Joining and posts, in chat."""
