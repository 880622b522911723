"""Tests that watch over the whole: they read the code, and fail when a promise about it breaks."""
