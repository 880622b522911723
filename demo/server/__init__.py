"""A Bot API server that plays several people, files and edits, and refuses what Telegram refuses."""

from demo.server.app import Running, ServerThread, build, run_server
from demo.server.clock import Clock
from demo.server.world import World

__all__ = ["Clock", "Running", "ServerThread", "World", "build", "run_server"]
