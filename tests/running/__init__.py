"""The bot as a process: it begins, stops, moves, is upgraded and watched."""
